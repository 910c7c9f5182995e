//! A whole snapshot in one file.

use vestibule_tenant::layout;

use super::TooLarge;
use super::bytes::{Append, part};
use crate::Compiled;

pub(crate) fn write_bundle(compiled: &Compiled) -> Result<Vec<u8>, TooLarge> {
    let mut content = Vec::new();
    content.extend_from_slice(compiled.manifest_digest.as_bytes());
    content.size(compiled.manifest.len())?;
    content.size(compiled.shards.len())?;
    for (id, bytes) in &compiled.shards {
        content.extend_from_slice(id.as_bytes());
        content.size(bytes.len())?;
    }
    content.size(compiled.assets.len())?;
    for (id, bytes) in &compiled.assets {
        content.extend_from_slice(id.as_bytes());
        content.size(bytes.len())?;
    }
    content.extend_from_slice(&compiled.manifest);
    for (_, bytes) in compiled.shards.iter().chain(&compiled.assets) {
        content.extend_from_slice(bytes);
    }
    part(layout::BUNDLE_MARK, layout::KIND_NONE, &content)
}
