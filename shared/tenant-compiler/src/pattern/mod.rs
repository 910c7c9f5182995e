//! From a pattern to the automaton that the edge runs ([`vestibule_profile::Pattern`]).
//!
//! A pattern stands in HTML's `pattern` attribute as well, where a browser reads it as a regular expression of JavaScript with
//! the flag `v`. So there is only what means the same in both, and `parse` refuses the rest and says why.

mod automaton;
mod parse;

/// Octets that the automaton of a pattern may take: it travels with the configuration.
const LARGEST: usize = 16 * 1024;

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct PatternProblem {
    /// Where, in octets from its beginning.
    pub at: usize,
    /// What is wrong.
    pub problem: String,
    /// What would be right.
    pub help: &'static str,
}

/// Compiles a pattern to the table that [`vestibule_profile::Pattern::read`] takes; the same pattern always gives the same octets.
///
/// # Errors
///
/// The first [`PatternProblem`], if the pattern is not one, would mean something else in a browser, or becomes too large.
pub fn compile_pattern(source: &str) -> Result<Vec<u8>, PatternProblem> {
    let hir = parse::parse(source)?;
    automaton::table(&hir).ok_or_else(|| PatternProblem {
        at: 0,
        problem: format!("its automaton takes more than {LARGEST} octets"),
        help: "use smaller bounds, or say with `min_length` and `max_length` how long a text may be",
    })
}

#[cfg(test)]
mod tests;
