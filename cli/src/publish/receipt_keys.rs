//! Keys of consent receipts are never taken back.

use anyhow::{Context as _, Error, bail};
use vestibule_receipts::PublicKey;
use vestibule_tenant::{Digest, Manifest, SnapshotError, layout};
use vestibule_tenant_compiler::sha256;

use super::keys::Keys;
use super::part::manifest_key;
use super::wrangler::Wrangler;

/// Refuses a version that lacks a key which the current one has: receipts that were signed with it could not be verified any more at
/// the address that they name.
///
/// # Errors
/// Which keys are missing; or that it cannot be told.
pub(super) fn check(
    wrangler: &Wrangler,
    keys: &Keys,
    current: Option<Digest>,
    next: (Digest, &[u8]),
) -> Result<(), Error> {
    let Some(current) = current.filter(|current| *current != next.0) else {
        return Ok(());
    };
    let key = manifest_key(current);
    if !keys.contains(&key) {
        // Workers have nothing to read there either.
        return Ok(());
    }
    let bytes = wrangler.value(&key)?;
    if sha256(&bytes) != current {
        // Damaged, so that Workers do not take it, and whatever is published now mends it.
        return Ok(());
    }
    let published = match Manifest::from_bytes(bytes, current) {
        Ok(manifest) => keys_of(&manifest)?,
        // Versions before this one knew no such keys.
        Err(SnapshotError::UnknownVersion(version)) if version < layout::VERSION => return Ok(()),
        Err(error) => {
            return Err(error).with_context(|| {
                format!("{key} is of a later version of Vestibule, and may have keys of receipts: publish with that version")
            });
        }
    };
    let next = Manifest::from_bytes(next.1.to_vec(), next.0)
        .context("the version that is to be published cannot be read")?;
    let next = keys_of(&next)?;
    let mut missing = published;
    missing.retain(|key| !next.contains(key));
    if missing.is_empty() {
        return Ok(());
    }
    let missing: Vec<_> = missing.iter().map(PublicKey::written).collect();
    bail!(
        "the version that is published has keys of consent receipts which this one lacks, and receipts have to be verified for good; \
         nothing was changed: add \"{}\" to `profile.receipt_keys`",
        missing.join("\", \"")
    );
}

fn keys_of(manifest: &Manifest) -> Result<Vec<PublicKey>, SnapshotError> {
    let Some(profile) = manifest.profile()? else {
        return Ok(Vec::new());
    };
    let keys = profile.receipt_keys()?;
    Ok(keys.filter_map(|x| PublicKey::parse(x).ok()).collect())
}
