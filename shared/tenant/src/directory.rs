//! Which shard answers for a key.

use std::cmp::Ordering;

use crate::layout::compare_keys;
use crate::read::Reader;
use crate::{Digest, ShardId, SnapshotError};

const HEADER_LENGTH: usize = 4;
const ENTRY_LENGTH: usize = 38;

/// The shards of one table, by the first key of each; see [`crate::layout`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Directory<'a> {
    bytes: &'a [u8],
    count: usize,
}

impl<'a> Directory<'a> {
    /// Reads the directory that fills `bytes`.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        let mut reader = Reader::new(bytes);
        let count = reader.size()?;
        // Once all entries are known to fit, the arithmetic below cannot overflow, not even with 32 bits.
        let entries_length = count
            .checked_mul(ENTRY_LENGTH)
            .ok_or(SnapshotError::OutOfBounds)?;
        reader.bytes(entries_length)?;
        Ok(Self { bytes, count })
    }

    /// Checks that every key has exactly one shard, the first beginning before all keys and their order being strict; or
    /// that there is none at all.
    pub(crate) fn check(self) -> Result<(), SnapshotError> {
        if self.count == 0 {
            return Ok(());
        }
        let (first, _) = self
            .entry(0)
            .map_err(|_| SnapshotError::UnorderedDirectory)?;
        if !first.is_empty() {
            return Err(SnapshotError::UnorderedDirectory);
        }
        let mut previous = first;
        for index in 1..self.count {
            let (key, _) = self.entry(index)?;
            if compare_keys(previous, key) != Ordering::Less {
                return Err(SnapshotError::UnorderedDirectory);
            }
            previous = key;
        }
        Ok(())
    }

    /// How many shards there are.
    pub(crate) const fn len(self) -> usize {
        self.count
    }

    /// The number and the name of the shard in whose range `key` lies; `None` if the table has no shards.
    pub(crate) fn find(self, key: &[u8]) -> Result<Option<(usize, ShardId)>, SnapshotError> {
        if self.count == 0 {
            return Ok(None);
        }
        // Invariant: the first key of shard `low` is not above `key`, that of shard `high` is.
        let (mut low, mut high) = (0, self.count);
        while high - low > 1 {
            let middle = low.midpoint(high);
            let (first, _) = self.entry(middle)?;
            if compare_keys(first, key) == Ordering::Greater {
                high = middle;
            } else {
                low = middle;
            }
        }
        let (_, id) = self.entry(low)?;
        Ok(Some((low, id)))
    }

    /// The names of all shards, in order.
    pub(crate) fn shards(self) -> impl Iterator<Item = ShardId> + use<'a> {
        (0..self.count).map_while(move |index| self.entry(index).ok().map(|(_, id)| id))
    }

    fn entry(self, index: usize) -> Result<(&'a [u8], ShardId), SnapshotError> {
        if index >= self.count {
            return Err(SnapshotError::OutOfBounds);
        }
        let mut reader = self.at(index * ENTRY_LENGTH + HEADER_LENGTH)?;
        let id = Digest::from_bytes(reader.array()?);
        let (offset, length) = (reader.size()?, reader.u16()?);
        Ok((self.at(offset)?.bytes(length.into())?, id))
    }

    fn at(self, offset: usize) -> Result<Reader<'a>, SnapshotError> {
        self.bytes
            .get(offset..)
            .map(Reader::new)
            .ok_or(SnapshotError::OutOfBounds)
    }
}
