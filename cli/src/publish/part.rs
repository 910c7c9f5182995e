//! What is published: the parts of a snapshot, each under its key.

use thiserror::Error;
use vestibule_tenant::{AssetId, Digest, ShardId};
use vestibule_tenant_compiler::Compiled;

/// The key of the pointer, whose value is the digest of the manifest that Workers are to use.
pub(super) const POINTER: &str = "current";

/// Cloudflare takes no larger value.
const MAX_VALUE: usize = 25 * 1024 * 1024;

/// A shard, an asset or a manifest.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) key: String,
    pub(super) bytes: Vec<u8>,
}

/// A part is more than KV takes.
#[derive(Debug, PartialEq, Eq, Error)]
#[error(
    "{key} has {size} octets, and Cloudflare KV takes {MAX_VALUE} in a value: move networks, clients or domains to another tenant file"
)]
pub(super) struct TooLarge {
    key: String,
    size: usize,
}

/// Where the Worker looks for a manifest (functions/worker/src/supply.rs).
pub(super) fn manifest_key(digest: Digest) -> String {
    format!("{MANIFESTS}{digest}")
}

/// What keys of manifests begin with.
pub(super) const MANIFESTS: &str = "manifest/";

/// Where the Worker looks for a shard.
pub(super) fn shard_key(id: ShardId) -> String {
    format!("shard/{id}")
}

/// Where the Worker looks for an asset.
pub(super) fn asset_key(id: AssetId) -> String {
    format!("asset/{id}")
}

/// The parts in the order in which they are written: the manifest after the shards and assets that it names.
pub(super) fn parts(compiled: Compiled) -> Result<Vec<Part>, TooLarge> {
    let manifest = Part {
        key: manifest_key(compiled.manifest_digest),
        bytes: compiled.manifest,
    };
    let shards = compiled.shards.into_iter().map(|(id, bytes)| Part {
        key: shard_key(id),
        bytes,
    });
    let assets = compiled.assets.into_iter().map(|(id, bytes)| Part {
        key: asset_key(id),
        bytes,
    });
    shards
        .chain(assets)
        .chain([manifest])
        .map(|part| match part.bytes.len() {
            size if size > MAX_VALUE => Err(TooLarge {
                key: part.key,
                size,
            }),
            _ => Ok(part),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use vestibule_tenant_compiler::sha256;

    use super::*;

    fn compiled(manifest: usize, shard: usize) -> Compiled {
        Compiled {
            manifest: vec![0; manifest],
            manifest_digest: sha256(b"manifest"),
            shards: vec![(sha256(b"shard"), vec![0; shard])],
            assets: vec![(sha256(b"asset"), vec![0])],
            brands: Vec::new(),
            findings: Vec::new(),
        }
    }

    #[test]
    fn the_manifest_comes_last() {
        let keys: Vec<String> = parts(compiled(1, 1))
            .unwrap()
            .into_iter()
            .map(|part| part.key)
            .collect();
        let expected = [
            shard_key(sha256(b"shard")),
            asset_key(sha256(b"asset")),
            manifest_key(sha256(b"manifest")),
        ];
        assert_eq!(keys, expected);
    }

    #[test]
    fn what_no_value_can_hold_is_refused_by_name() {
        assert!(parts(compiled(MAX_VALUE, MAX_VALUE)).is_ok());
        for (sizes, key) in [
            ((1, MAX_VALUE + 1), shard_key(sha256(b"shard"))),
            ((MAX_VALUE + 1, 1), manifest_key(sha256(b"manifest"))),
        ] {
            let error = parts(compiled(sizes.0, sizes.1)).unwrap_err().to_string();
            assert!(error.starts_with(&key), "{error}");
            assert!(error.contains("26214401 octets"), "{error}");
        }
    }
}
