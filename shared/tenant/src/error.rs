//! Why bytes are not a snapshot.

use crate::ShardId;

/// Why bytes cannot be read as a part of a snapshot.
///
/// None of this is a visitor's doing: either the bytes were damaged on their way, or writer and reader are of different
/// versions, or the wrong part was handed over. Callers keep the last good snapshot, or go on without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The bytes do not begin with the mark of the part they are taken for.
    #[error("these bytes are not a {part}")]
    ForeignBytes {
        /// What the bytes were taken for.
        part: &'static str,
    },
    /// The part is written in a format that this build does not know.
    #[error("format version {0} is not known to this build")]
    UnknownVersion(u8),
    /// The part is shorter or longer than it says.
    #[error("the length is not the one that is announced")]
    WrongLength,
    /// A record or offset reaches beyond the end.
    #[error("something reaches beyond the end")]
    OutOfBounds,
    /// A text is not UTF-8.
    #[error("a text is not UTF-8")]
    NotText,
    /// A number stands for nothing this build knows.
    #[error("{value} is not a known {what}")]
    UnknownValue {
        /// What the number should have told.
        what: &'static str,
        /// The number.
        value: u8,
    },
    /// A text is not the identifier it should be.
    #[error("a text is not a valid {0}")]
    InvalidIdentifier(&'static str),
    /// The pattern of a field has an automaton that is none.
    #[error("a pattern's automaton is none")]
    NotAnAutomaton,
    /// A rule has a program that cannot be evaluated.
    #[error("a rule's program is none")]
    NotAProgram,
    /// A shard directory is out of order.
    #[error("the shard directory is out of order")]
    UnorderedDirectory,
    /// The list of assets is out of order.
    #[error("the list of assets is out of order")]
    UnorderedAssets,
    /// The digest is not the expected one: the bytes are damaged or others.
    #[error("the digest is {actual}, not {expected}")]
    WrongDigest {
        /// Under which digest the part is listed.
        expected: ShardId,
        /// The digest that its bytes have.
        actual: ShardId,
    },
    /// The manifest lists no such shard for this table, so the shard is damaged or belongs to another snapshot.
    #[error("shard {0} does not belong to this snapshot")]
    UnlistedShard(ShardId),
}
