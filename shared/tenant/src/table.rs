//! A hash table over bytes.

use crate::SnapshotError;
use crate::layout::first_slot;
use crate::read::Reader;

const HEADER_LENGTH: usize = 8;
const SLOT_LENGTH: usize = 8;

/// A table of records by key, with open addressing and linear probing; see [`crate::layout`].
///
/// A search compares hashes first and then the whole key, so a collision costs a look and never gives another record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'a> {
    bytes: &'a [u8],
    slots: u32,
}

/// One record of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    pub(crate) key: &'a [u8],
    pub(crate) value: &'a [u8],
}

impl<'a> Table<'a> {
    /// Reads the header of a table that fills `bytes`.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        let mut reader = Reader::new(bytes);
        let entries = reader.u32()?;
        let slots = reader.u32()?;
        // A slot stays free, or a search for what is absent would have to visit all of them.
        if entries >= slots {
            return Err(SnapshotError::OutOfBounds);
        }
        let index_length = usize::try_from(slots)
            .ok()
            .and_then(|slots| slots.checked_mul(SLOT_LENGTH));
        reader.bytes(index_length.ok_or(SnapshotError::OutOfBounds)?)?;
        Ok(Self { bytes, slots })
    }

    /// Finds the record with this key, whose hash the caller has at hand.
    pub(crate) fn find(self, hash: u32, key: &[u8]) -> Result<Option<Record<'a>>, SnapshotError> {
        let mut slot = first_slot(hash, self.slots);
        // Bounded even if no slot is free.
        for _ in 0..self.slots {
            let (slot_hash, offset) = self.slot(slot)?;
            if offset == 0 {
                return Ok(None);
            }
            if slot_hash == hash {
                let record = self.record(offset)?;
                if record.key == key {
                    return Ok(Some(record));
                }
            }
            slot = if slot + 1 == self.slots { 0 } else { slot + 1 };
        }
        Ok(None)
    }

    /// All records, in the order of their slots.
    pub(crate) fn records(self) -> impl Iterator<Item = Result<Record<'a>, SnapshotError>> {
        (0..self.slots).filter_map(move |slot| match self.slot(slot) {
            Ok((_, 0)) => None,
            Ok((_, offset)) => Some(self.record(offset)),
            Err(error) => Some(Err(error)),
        })
    }

    fn slot(self, slot: u32) -> Result<(u32, usize), SnapshotError> {
        let start = usize::try_from(slot).map_err(|_| SnapshotError::OutOfBounds)? * SLOT_LENGTH
            + HEADER_LENGTH;
        let mut reader = self.at(start)?;
        Ok((reader.u32()?, reader.size()?))
    }

    fn record(self, offset: usize) -> Result<Record<'a>, SnapshotError> {
        let mut reader = self.at(offset)?;
        let key_length = reader.u16()?;
        let value_length = reader.size()?;
        Ok(Record {
            key: reader.bytes(key_length.into())?,
            value: reader.bytes(value_length)?,
        })
    }

    fn at(self, offset: usize) -> Result<Reader<'a>, SnapshotError> {
        self.bytes
            .get(offset..)
            .map(Reader::new)
            .ok_or(SnapshotError::OutOfBounds)
    }
}
