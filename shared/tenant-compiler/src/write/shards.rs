//! Splitting a table into shards.

use vestibule_tenant::layout::{self, KeyHash, compare_keys};
use vestibule_tenant::{ShardId, layout::SHARD_MARK};

use super::bytes::part;
use super::table::Record;
use super::{TooLarge, sha256, table};

/// How large shards become, in bytes. `docs/decisions/0002-snapshot-at-a-million-domains.md` says why.
pub const DEFAULT_SHARD_SIZE: usize = 32 * 1024;

/// A laid out shard.
#[derive(Debug)]
pub(super) struct Shard {
    pub(super) id: ShardId,
    /// Empty for the first shard of a table, which begins before all keys.
    pub(super) first_key: Box<[u8]>,
    pub(super) bytes: Vec<u8>,
}

/// Cuts a table into shards of about `size` bytes; one without records has none.
///
/// Where to cut depends on the keys around the cut only, not on how many stand before it: when an organization is added,
/// the shard it falls into changes and all others keep their names. A shard is closed before a key whose hash says so,
/// once it has half the size, and in any case at twice the size.
pub(super) fn cut(mut records: Vec<Record>, size: usize, kind: u8) -> Result<Vec<Shard>, TooLarge> {
    records.sort_unstable_by(|left, right| compare_keys(&left.key, &right.key));
    let mut shards = Vec::new();
    // Records of earlier shards that cover the key at hand, or a key that could follow it.
    let mut covering: Vec<&Record> = Vec::new();
    let mut first_key: &[u8] = &[];
    let mut content: Vec<&Record> = Vec::new();
    let mut content_size = 0;
    for record in &records {
        let full = content_size >= size * 2;
        if full || (content_size >= size / 2 && ends_shard(&record.key, record.size(), size)) {
            shards.push(shard(first_key, &content, kind)?);
            first_key = &record.key;
            content.clear();
            covering.retain(|above| record.key.ends_with(&above.key));
            content.extend(&covering);
            content_size = content.iter().map(|record| record.size()).sum();
        }
        covering.retain(|above| record.key.ends_with(&above.key));
        if kind == layout::KIND_DOMAINS && covers_subdomains(record) {
            covering.push(record);
        }
        content.push(record);
        content_size += record.size();
    }
    if !content.is_empty() {
        shards.push(shard(first_key, &content, kind)?);
    }
    Ok(shards)
}

/// Whether the key begins a new shard, once the current one has half its size: so often that about another half is added.
fn ends_shard(key: &[u8], record_size: usize, shard_size: usize) -> bool {
    let every = (shard_size / 2 / record_size).max(1);
    // Another mix than the one that chooses slots, or all first keys of shards would crowd in theirs.
    let hash = usize::try_from(KeyHash::of(key).wrapping_mul(0x9e37_79b1).rotate_left(16));
    hash.is_ok_and(|hash| hash.is_multiple_of(every))
}

fn covers_subdomains(record: &Record) -> bool {
    record
        .value
        .first()
        .is_some_and(|flags| flags & layout::DOMAIN_COVERS_SUBDOMAINS != 0)
}

fn shard(first_key: &[u8], records: &[&Record], kind: u8) -> Result<Shard, TooLarge> {
    let table = table::write(records)?;
    let bytes = part(SHARD_MARK, kind, &table)?;
    Ok(Shard {
        id: sha256(&bytes),
        first_key: first_key.into(),
        bytes,
    })
}
