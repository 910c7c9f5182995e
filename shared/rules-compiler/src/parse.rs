//! From text to the tree of the `cel` crate.

use std::ops::Range;

use cel::IdedExpr;
use cel::common::ast::SourceInfo;
use cel::parser::{ParseError, Parser};

use crate::compile::MAX_NESTING;
use crate::diagnostic::{Code, Diagnostic, Draft};

/// Parses a rule. It must run on a large stack: the parser takes some 200 KB of it for each level of brackets in a build
/// without optimization, and overflows the 8 MB of a main thread long before its own limit.
pub(crate) fn parse(source: &str) -> Result<(IdedExpr, SourceInfo), Vec<Diagnostic>> {
    Parser::new()
        .max_recursion_depth(MAX_NESTING)
        .parse_with_source_info(source)
        .map_err(|errors| {
            // One mistake makes the parser stumble several times; only the first is where the mistake is.
            let first = errors.errors.first();
            let (octets, draft) = first.map_or_else(
                || (0..0, Draft::new(Code::Syntax, "this is not CEL", "")),
                |error| (place(source, error), explain(&error.msg)),
            );
            vec![Diagnostic::new(source, octets, draft)]
        })
}

/// Where an error lies. Those of the grammar count columns in characters, all others in octets.
fn place(source: &str, error: &ParseError) -> Range<usize> {
    let (line, column) = error.pos;
    let lines = usize::try_from(line).unwrap_or_default().saturating_sub(1);
    let column = usize::try_from(column)
        .unwrap_or_default()
        .saturating_sub(1);
    let start: usize = source.split_inclusive('\n').take(lines).map(str::len).sum();
    let rest = source.get(start..).unwrap_or_default();
    let octets = if error.msg.starts_with(GRAMMAR) {
        rest.chars().take(column).map(char::len_utf8).sum()
    } else {
        column
    };
    let start = start + octets;
    let word = source.get(start..).unwrap_or_default();
    let length = word.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let length = length.unwrap_or(word.len()).max(1);
    start..start + length
}

/// How messages of the grammar begin.
const GRAMMAR: &str = "Syntax error: ";

/// Says in our words what the parser says in those of its grammar.
fn explain(message: &str) -> Draft {
    let syntax = |problem: String| Draft::new(Code::Syntax, problem, "");
    if message.contains("Recursion limit") {
        return Draft::new(
            Code::TooLarge,
            format!("the rule is nested deeper than {MAX_NESTING} levels"),
            "split it into several rules",
        );
    }
    let Some(grammar) = message.strip_prefix(GRAMMAR) else {
        return match message {
            "unsupported syntax '.?'" | "unsupported syntax '[?'" => Draft::new(
                Code::NotAccepted,
                "optional values are not a part of CEL that rules have",
                "ask with `has()` first",
            ),
            "unsupported syntax: '`'" => Draft::new(
                Code::NotAccepted,
                "names in backticks are not a part of CEL that rules have",
                "write `[\"the name\"]`",
            ),
            _ => match message.strip_prefix("reserved identifier: ") {
                Some(word) => syntax(format!("`{word}` is a word that CEL keeps for itself")),
                None => syntax(lowercase_first(message)),
            },
        };
    };
    let quoted = grammar
        .split_once('\'')
        .and_then(|(_, rest)| rest.split("' expecting").next())
        .map(|rest| rest.trim_end_matches('\''))
        .unwrap_or_default();
    if quoted == "<EOF>" {
        syntax("the rule ends too early".to_owned())
    } else if grammar.starts_with("token recognition error") {
        syntax(format!(
            "`{quoted}` cannot be read: a text that is not closed, or a character that CEL does not have"
        ))
    } else if quoted.is_empty() {
        syntax(grammar.to_owned())
    } else {
        syntax(format!("`{quoted}` cannot stand here"))
    }
}

fn lowercase_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}
