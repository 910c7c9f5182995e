//! A whole snapshot in one file.

use crate::layout::BUNDLE_MARK;
use crate::read::Reader;
use crate::{AssetId, Digest, Manifest, Shard, ShardId, Snapshot, SnapshotError};

/// A manifest with all its shards in one piece, as it is shipped beside the Worker when no KV is bound.
///
/// It only says where the parts are, so that a caller may make resident what it needs.
/// Digests are written down, not checked; [`Self::snapshot`] checks them all.
#[derive(Clone, Copy, Debug)]
pub struct Bundle<'a> {
    manifest_digest: Digest,
    manifest: &'a [u8],
    /// Stands at the first of `count` entries.
    entries: Reader<'a>,
    count: usize,
    /// Stands at the first of `asset_count` entries.
    asset_entries: Reader<'a>,
    asset_count: usize,
    /// Stands at the bytes of the first shard, behind which those of the assets stand.
    content: Reader<'a>,
}

impl<'a> Bundle<'a> {
    /// Finds the parts of a bundle.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if the bytes are no bundle of a known format, or are incomplete.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        let mut reader = Reader::new(bytes);
        reader.part(BUNDLE_MARK, "bundle")?;
        let manifest_digest = Digest::from_bytes(reader.array()?);
        let manifest_length = reader.size()?;
        let count = reader.size()?;
        let entries = reader;
        for _ in 0..count {
            entry(&mut reader)?;
        }
        let asset_count = reader.size()?;
        let asset_entries = reader;
        for _ in 0..asset_count {
            entry(&mut reader)?;
        }
        let manifest = reader.bytes(manifest_length)?;
        let bundle = Self {
            manifest_digest,
            manifest,
            entries,
            count,
            asset_entries,
            asset_count,
            content: reader,
        };
        let mut rest = bundle.content;
        for part in bundle.parts() {
            let (_, bytes) = part?;
            rest.bytes(bytes.len())?;
        }
        if !rest.is_at_end() {
            return Err(SnapshotError::WrongLength);
        }
        Ok(bundle)
    }

    /// The digest of the manifest, as it is written down.
    #[must_use]
    pub const fn manifest_digest(&self) -> Digest {
        self.manifest_digest
    }

    /// The bytes of the manifest.
    #[must_use]
    pub const fn manifest(&self) -> &'a [u8] {
        self.manifest
    }

    /// The shards, each with the digest that is written down for it.
    pub fn shards(&self) -> impl Iterator<Item = (ShardId, &'a [u8])> + use<'a> {
        // Walked through once already, so nothing gets lost.
        self.parts().take(self.count).flatten()
    }

    /// The assets, each with the digest that is written down for it.
    pub fn assets(&self) -> impl Iterator<Item = (AssetId, &'a [u8])> + use<'a> {
        self.parts().skip(self.count).flatten()
    }

    /// The bytes of one shard.
    #[must_use]
    pub fn shard(&self, id: ShardId) -> Option<&'a [u8]> {
        self.shards()
            .find(|(listed, _)| *listed == id)
            .map(|(_, bytes)| bytes)
    }

    /// The snapshot with all shards resident, each checked against its digest.
    ///
    /// This copies everything and hashes everything: right for tests, tools and small tenants.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if a part is damaged or does not belong to the others.
    pub fn snapshot(
        &self,
        mut sha256: impl FnMut(&[u8]) -> Digest,
    ) -> Result<Snapshot, SnapshotError> {
        let actual = sha256(self.manifest);
        if actual != self.manifest_digest {
            return Err(SnapshotError::WrongDigest {
                expected: self.manifest_digest,
                actual,
            });
        }
        let mut snapshot = Snapshot::new(Manifest::from_bytes(self.manifest.to_vec(), actual)?);
        for (expected, bytes) in self.shards() {
            let actual = sha256(bytes);
            if actual != expected {
                return Err(SnapshotError::WrongDigest { expected, actual });
            }
            snapshot.insert(Shard::from_bytes(bytes.to_vec(), actual)?)?;
        }
        Ok(snapshot)
    }

    /// Shards, then assets.
    fn parts(&self) -> impl Iterator<Item = Result<(Digest, &'a [u8]), SnapshotError>> + use<'a> {
        let (mut entries, mut asset_entries) = (self.entries, self.asset_entries);
        let (count, mut content) = (self.count, self.content);
        (0..count + self.asset_count).map(move |number| {
            let entries = if number < count {
                &mut entries
            } else {
                &mut asset_entries
            };
            let (id, length) = entry(entries)?;
            Ok((id, content.bytes(length)?))
        })
    }
}

fn entry(reader: &mut Reader<'_>) -> Result<(Digest, usize), SnapshotError> {
    Ok((Digest::from_bytes(reader.array()?), reader.size()?))
}
