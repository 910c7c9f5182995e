//! A shard directory in bytes.

use super::TooLarge;
use super::bytes::Append;
use super::shards::Shard;

const HEAD: usize = 4;
const ENTRY: usize = 38;

/// Lays out the directory of the shards of one table.
pub(super) fn write(shards: &[Shard]) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    bytes.size(shards.len())?;
    let mut key_offset = HEAD + shards.len() * ENTRY;
    for shard in shards {
        bytes.extend_from_slice(shard.id.as_bytes());
        bytes.size(key_offset)?;
        bytes.count(shard.first_key.len())?;
        key_offset += shard.first_key.len();
    }
    for shard in shards {
        bytes.extend_from_slice(&shard.first_key);
    }
    Ok(bytes)
}
