//! What is wrong with a rule, and where.

use std::fmt;
use std::ops::Range;

/// What kind of mistake it is, by a stable name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The text is not CEL.
    Syntax,
    /// It is CEL, but of a part that rules do not have.
    NotAccepted,
    /// No input or variable has this name.
    UnknownName,
    /// What is declared has no such field.
    UnknownField,
    /// There is no such function.
    UnknownFunction,
    /// An operator or function does not take values of these types.
    WrongType,
    /// The rule gives a value of another type than it should.
    WrongResult,
    /// A text written in the rule is not what it is read as.
    WrongLiteral,
    /// The rule is too long or too deep.
    TooLarge,
}

/// A mistake in a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of mistake it is.
    pub code: Code,
    /// The octets of the rule that it is about.
    pub octets: Range<usize>,
    /// Line and column of where that begins, counted from one, the column in characters.
    pub position: (usize, usize),
    /// What is wrong.
    pub problem: String,
    /// How to mend it; empty where the problem says it.
    pub help: String,
    /// The line, and a second one that marks the place in it.
    excerpt: String,
}

impl Diagnostic {
    pub(crate) fn new(source: &str, octets: Range<usize>, draft: Draft) -> Self {
        let start = floor(source, octets.start);
        let end = floor(source, octets.end).max(start);
        let before = source.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = source.get(line_start..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let indent = before.get(line_start..).unwrap_or_default();
        let marked = source.get(start..end).unwrap_or_default();
        let marked = marked.lines().next().unwrap_or_default();
        let carets = "^".repeat(marked.chars().count().max(1));
        // Tabs stay tabs, so that the marks stand below what they mark whatever a tab is wide.
        let spaces: String = indent
            .chars()
            .map(|character| if character == '\t' { '\t' } else { ' ' })
            .collect();
        Self {
            code: draft.code,
            octets: start..end,
            position: (before.matches('\n').count() + 1, indent.chars().count() + 1),
            problem: draft.problem,
            help: draft.help,
            excerpt: format!("  | {line}\n  | {spaces}{carets}"),
        }
    }

    /// The line of the rule, and below it a second one that marks the place.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.position;
        write!(
            formatter,
            "{line}:{column}: {}\n{}",
            self.problem, self.excerpt
        )?;
        if !self.help.is_empty() {
            write!(formatter, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Syntax => "syntax",
            Self::NotAccepted => "not-accepted",
            Self::UnknownName => "unknown-name",
            Self::UnknownField => "unknown-field",
            Self::UnknownFunction => "unknown-function",
            Self::WrongType => "wrong-type",
            Self::WrongResult => "wrong-result",
            Self::WrongLiteral => "wrong-literal",
            Self::TooLarge => "too-large",
        })
    }
}

/// A diagnostic before its place is known.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) code: Code,
    pub(crate) problem: String,
    pub(crate) help: String,
}

impl Draft {
    pub(crate) fn new(code: Code, problem: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            problem: problem.into(),
            help: help.into(),
        }
    }
}

/// The last boundary of a character up to here.
fn floor(source: &str, octet: usize) -> usize {
    let mut octet = octet.min(source.len());
    while !source.is_char_boundary(octet) {
        octet -= 1;
    }
    octet
}

#[cfg(test)]
mod tests {
    use super::{Code, Diagnostic, Draft};

    #[test]
    fn the_place_is_shown_in_characters() {
        let source = "1 +\n\t'é' + b";
        let place = source.find('b').unwrap();
        let draft = Draft::new(Code::UnknownName, "there is no `b`", "write `c`");
        let diagnostic = Diagnostic::new(source, place..place + 1, draft);
        let expected = "2:8: there is no `b`\n  | \t'é' + b\n  | \t      ^\n  help: write `c`";
        assert_eq!(diagnostic.to_string(), expected);
    }

    #[test]
    fn places_outside_and_inside_characters_do_no_harm() {
        for octets in [0..0, 1..2, 2..9, 7..8] {
            let draft = Draft::new(Code::Syntax, "", "");
            let diagnostic = Diagnostic::new("éé", octets, draft);
            assert!(diagnostic.octets.end <= 4);
        }
    }
}
