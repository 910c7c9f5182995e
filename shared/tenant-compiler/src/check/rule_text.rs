//! The texts of a rule: whether they compile, and what they read.

use vestibule_rules_compiler::{Diagnostic, ResultType, compile};
use vestibule_tenant::layout;

use super::rules::{Check, bit};
use crate::code::Code;
use crate::finding::Draft;
use crate::model::Source;

/// Seconds that an answer may be old for which there is no newer one, where the rule does not say.
const DEFAULT_STALE_OK: u32 = 300;
/// The most that a rule can say.
const MAX_STALE_OK: u32 = 86_400;
/// The parts of the directory, and how the snapshot marks them.
const DIRECTORY: [(&str, u8); 3] = [
    ("directory.user", layout::DIRECTORY_USER),
    ("directory.status", layout::DIRECTORY_STATUS),
    ("directory.organization", layout::DIRECTORY_ORGANIZATION),
];

impl Check<'_, '_> {
    /// Compiles the text of a field and reports what is wrong with it, where it is wrong.
    pub(super) fn compile(
        &mut self,
        name: &str,
        source: Option<&str>,
        expected: ResultType,
    ) -> Option<Vec<u8>> {
        let source = source?;
        let field = format!("{}.{name}", self.field);
        let compiled = match compile(source, self.environment, expected) {
            Ok(compiled) => compiled,
            Err(diagnostics) => {
                for diagnostic in diagnostics {
                    let before = source.get(..diagnostic.octets.start).unwrap_or_default();
                    self.report
                        .add_inside(draft(&field, source, diagnostic.clone()), before);
                }
                return None;
            }
        };
        let of = |path: &str, input: &str| {
            path.strip_prefix(input)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        // Who reads a part reads the whole, and who reads the whole reads each part.
        let reads = |input: &str| {
            let mut paths = compiled.reads.iter();
            paths.any(|path| of(path, input) || of(input, path))
        };
        self.reads.organization |= reads("organization");
        self.reads.email |= reads("email");
        self.reads.email_organizations |= reads("email.organizations");
        self.reads_public_mail |= reads("email.is_public");
        self.reads_request |=
            reads("event.transaction.requested_scopes") || reads("event.resource_server");
        for (part, bit) in DIRECTORY {
            if reads(part) {
                self.reads.directory |= bit;
            }
        }
        for (index, source) in self.sources.iter().enumerate() {
            if reads(&format!("sources.{}", source.name)) {
                self.reads.sources |= bit(index);
            }
        }
        let named = compiled
            .reads
            .iter()
            .filter_map(|path| path.strip_prefix("sources"));
        for rest in named.filter(|rest| !rest.is_empty()) {
            let known = |source: &Source| of(rest, &format!(".{}", source.name));
            if !self.sources.iter().any(known) {
                let name = rest.trim_start_matches('.').split(['.', '[']).next();
                self.report.add(
                    &*field,
                    Code::UnknownSource,
                    format!("there is no source `{}`", name.unwrap_or_default()),
                    "describe it under [[claims.sources]]",
                );
            }
        }
        Some(compiled.program)
    }

    /// How old what the rule reads from elsewhere may be.
    pub(super) fn stale_ok(&mut self) -> u32 {
        let Some(seconds) = self.rule.stale_ok else {
            return DEFAULT_STALE_OK;
        };
        if self.reads.directory == 0 && self.reads.sources == 0 {
            self.add(
                ".stale_ok",
                Code::IncompleteRule,
                "the rule reads neither a source nor the directory, and nothing else grows old"
                    .to_owned(),
                "remove `stale_ok`",
            );
        } else if seconds > MAX_STALE_OK {
            self.add(
                ".stale_ok",
                Code::OutOfRange,
                format!("{seconds} seconds is more than a day"),
                "allow for an outage, not for a holiday",
            );
        }
        seconds
    }
}

/// A finding in one line: what is wrong, and the piece of the rule that it is about.
pub(super) fn draft(field: &str, source: &str, diagnostic: Diagnostic) -> Draft {
    let piece = source.get(diagnostic.octets.clone()).unwrap_or_default();
    let piece: String = piece.split_whitespace().collect::<Vec<_>>().join(" ");
    let (line, column) = diagnostic.position;
    let place = if source.contains('\n') {
        format!("line {line}, column {column}")
    } else {
        format!("column {column}")
    };
    let about = match piece.chars().count() {
        0 => String::new(),
        1..=MAX_PIECE => format!(" (`{piece}`)"),
        _ => {
            let start: String = piece.chars().take(MAX_PIECE).collect();
            format!(" (`{start}…`)")
        }
    };
    let help = if diagnostic.help.is_empty() {
        "docs/claims-rules.md says what rules are written in and what they may read".to_owned()
    } else {
        diagnostic.help
    };
    Draft::new(
        Code::InvalidRule,
        format!("{place}{about}: {}", diagnostic.problem),
        help,
    )
    .on(field)
}

/// Characters of a rule that a finding repeats.
const MAX_PIECE: usize = 40;
