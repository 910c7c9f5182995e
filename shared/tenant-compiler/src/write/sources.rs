//! Sources of rules.

use super::TooLarge;
use super::bytes::Append;
use crate::model::Source;

pub(super) fn write(sources: &[Source]) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    bytes.count(sources.len())?;
    for source in sources {
        bytes.text(&source.name)?;
        bytes.text(&source.url)?;
        bytes.text(source.secret.as_deref().unwrap_or_default())?;
        bytes.u16(source.timeout);
        bytes.u32(source.fresh);
        bytes.u32(source.keep);
    }
    Ok(bytes)
}
