//! What all of a text has to match: an automaton over octets, made when the tenant file is compiled.
//!
//! It reads every octet once, whatever the pattern is, so no text and no pattern can make it slow; and it is a table and a
//! loop, where an engine for regular expressions would have been 23 KB of the upload.

use std::fmt;

/// What all of a text has to match.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pattern<'a> {
    source: &'a str,
    classes: &'a [u8],
    states: &'a [u8],
    class_count: u16,
}

/// Why octets are no automaton.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternError;

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the octets are no automaton")
    }
}

impl std::error::Error for PatternError {}

/// Octets that have a class.
const OCTETS: usize = 256;
/// The mark of a state in which a text may end.
const ACCEPTS: u16 = 0x8000;

impl<'a> Pattern<'a> {
    /// Reads an automaton.
    ///
    /// `source` is the pattern as HTML's `pattern` attribute has it. `table` is the class of each of the 256 octets, then per state
    /// a row: two octets for each class, little-endian, the number of the next state. Reading begins in state 1; state 0 is
    /// the one that nothing leads out of. The first two octets of a row say, by their highest bit, whether a text may end in
    /// its state; the bit is not part of the number.
    ///
    /// # Errors
    /// [`PatternError`] if the table is cut off, or names a state or class that it has not.
    pub fn read(source: &'a str, table: &'a [u8]) -> Result<Self, PatternError> {
        let (classes, states) = table.split_at_checked(OCTETS).ok_or(PatternError)?;
        let class_count = u16::from(classes.iter().copied().max().unwrap_or(0)) + 1;
        let row = usize::from(class_count) * 2;
        let count = states.len() / row;
        if count < 2 || states.len() % row != 0 || count >= usize::from(ACCEPTS) {
            return Err(PatternError);
        }
        let (entries, _) = states.as_chunks::<2>();
        let in_range = |entry: &[u8; 2]| usize::from(u16::from_le_bytes(*entry) & !ACCEPTS) < count;
        if !entries.iter().all(in_range) {
            return Err(PatternError);
        }
        Ok(Self {
            source,
            classes,
            states,
            class_count,
        })
    }

    /// The pattern as HTML's `pattern` attribute has it.
    #[must_use]
    pub const fn source(&self) -> &'a str {
        self.source
    }

    /// Whether all of a text matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let mut state = 1_u16;
        for octet in text.bytes() {
            let class = self.classes.get(usize::from(octet)).copied().unwrap_or(0);
            state = self.entry(state, u16::from(class)) & !ACCEPTS;
        }
        self.entry(state, 0) & ACCEPTS != 0
    }

    /// An entry of a state's row.
    fn entry(&self, state: u16, class: u16) -> u16 {
        let at = (usize::from(state) * usize::from(self.class_count) + usize::from(class)) * 2;
        let entry = self.states.get(at..).and_then(<[u8]>::first_chunk);
        entry.map_or(0, |entry| u16::from_le_bytes(*entry))
    }
}

impl fmt::Debug for Pattern<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Pattern")
            .field(&self.source)
            .finish()
    }
}
