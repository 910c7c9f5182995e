//! A hash table in bytes.

use vestibule_tenant::layout::{KeyHash, first_slot};

use super::TooLarge;
use super::bytes::Append;

/// A record of a table.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) key: Box<[u8]>,
    pub(super) value: Box<[u8]>,
}

/// Octets before key and value of a record.
const RECORD_HEAD: usize = 6;
const TABLE_HEAD: usize = 8;
const SLOT: usize = 8;

impl Record {
    /// How many octets it takes in a table, its share of slots included.
    pub(super) const fn size(&self) -> usize {
        RECORD_HEAD + self.key.len() + self.value.len() + SLOT * 3 / 2
    }
}

/// Lays out a table. Keys must differ.
pub(super) fn write(records: &[&Record]) -> Result<Vec<u8>, TooLarge> {
    let entries = records.len();
    // Two thirds full: a search for what is absent then looks at five slots on average, all in one cache line or two.
    // Half full would save half of the looks and cost a tenth more memory.
    let slots = u32::try_from(entries + entries / 2 + 1).map_err(|_| TooLarge("a shard"))?;
    let mut index = vec![(0_u32, 0_u32); entries + entries / 2 + 1];
    let records_start = TABLE_HEAD + index.len() * SLOT;
    let mut content = Vec::new();
    for record in records {
        let hash = KeyHash::of(&record.key);
        let offset =
            u32::try_from(records_start + content.len()).map_err(|_| TooLarge("a shard"))?;
        let start = usize::try_from(first_slot(hash, slots)).map_err(|_| TooLarge("a shard"))?;
        let (before, after) = index.split_at_mut(start);
        if let Some(free) = after
            .iter_mut()
            .chain(before)
            .find(|(_, offset)| *offset == 0)
        {
            *free = (hash, offset);
        }
        content.count(record.key.len())?;
        content.size(record.value.len())?;
        content.extend_from_slice(&record.key);
        content.extend_from_slice(&record.value);
    }
    let mut bytes = Vec::with_capacity(records_start + content.len());
    bytes.size(entries)?;
    bytes.u32(slots);
    for (hash, offset) in index {
        bytes.u32(hash);
        bytes.u32(offset);
    }
    bytes.append(&mut content);
    Ok(bytes)
}
