//! Going back to a version that was published before.

use std::io::Write;

use anyhow::{Context as _, Error, bail};
use serde::Serialize;
use vestibule_tenant::{Digest, Manifest};
use vestibule_tenant_compiler::sha256;

use super::keys::Keys;
use super::part::{MANIFESTS, asset_key, manifest_key, shard_key};
use super::receipt_keys;
use super::upload::tell_pointer;
use super::wrangler::{Wrangler, run};

/// Digits of a digest that logs and `/edge/version` show.
const SHORTEST: usize = 12;

/// What was done, as `--json` writes it.
#[derive(Debug, Serialize)]
struct RolledBack {
    digest: String,
    before: Option<String>,
}

/// Sets the pointer to a version, given by its digest or the beginning of it, if all of it is there.
///
/// # Errors
///
/// What is not there. The pointer was then not touched.
pub(super) fn roll_back(
    wrangler: &Wrangler,
    wanted: &str,
    json: bool,
    output: &mut impl Write,
) -> Result<(), Error> {
    let keys = wrangler.keys()?;
    let digest = find(&keys, wanted)?;
    let key = manifest_key(digest);
    let bytes = wrangler.value(&key)?;
    if sha256(&bytes) != digest {
        bail!("{key} is damaged: publish the tenant file of that version instead");
    }
    let manifest = Manifest::from_bytes(bytes.clone(), digest).with_context(|| {
        format!("{key} is of another version of Vestibule: go back with the `vestibule` that published it")
    })?;
    let shards = manifest.shards();
    let assets = manifest.assets().map(|(id, _)| asset_key(id));
    let parts = shards.map(shard_key).chain(assets);
    let missing = parts.filter(|key| !keys.contains(key)).count();
    if missing > 0 {
        bail!(
            "{missing} parts of {digest} are gone: publish the tenant file of that version instead"
        );
    }
    let before = wrangler.pointer(&keys)?;
    receipt_keys::check(wrangler, &keys, before, (digest, &bytes))
        .context("publish the tenant file of that version with them instead")?;
    run(&wrangler.point_to(digest))
        .context("the pointer may or may not have been set: run the same command again")?;
    if json {
        let (digest, before) = (digest.to_string(), before.map(|before| before.to_string()));
        super::json(&RolledBack { digest, before }, output)?;
    } else {
        tell_pointer(digest, before, output)?;
    }
    Ok(())
}

/// The one published version whose digest begins so.
fn find(keys: &Keys, wanted: &str) -> Result<Digest, Error> {
    let is_digit = |it: u8| matches!(it, b'0'..=b'9' | b'a'..=b'f');
    if wanted.len() < SHORTEST || !wanted.bytes().all(is_digit) {
        bail!("--rollback takes a digest: {SHORTEST} to 64 lower-case hexadecimal digits");
    }
    let beginning = format!("{MANIFESTS}{wanted}");
    let mut found = keys
        .beginning_with(&beginning)
        .filter_map(|key| Digest::parse(key.strip_prefix(MANIFESTS)?).ok());
    match (found.next(), found.next()) {
        (Some(digest), None) => Ok(digest),
        (None, _) => bail!(
            "no version {wanted} is published here: `wrangler kv key list --prefix {MANIFESTS}` shows those that are"
        ),
        (Some(_), Some(_)) => {
            bail!("several versions begin with {wanted}: write more of the digest")
        }
    }
}
