//! What is wrong with a tenant file, and where.

use std::fmt;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Something to mend in a tenant file.
///
/// `Display` writes it for a terminal without colours:
///
/// ```text
/// vestibule.toml:41:12: error[invalid-domain]: organizations[1].domains[0].name: `foo_bar.example` is not a domain: …
///   help: …
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name of the kind of mistake, for tools and for looking it up.
    pub code: &'static str,
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub problem: String,
    /// What would be right.
    pub help: String,
}

/// Whether a finding stops the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The snapshot is written all the same.
    Warning,
    /// No snapshot is written.
    Error,
}

/// A place in a tenant file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as it was named to the compiler.
    pub file: PathBuf,
    /// Line and column, counted from one, the column in characters; `None` when the file could not be read.
    pub position: Option<(usize, usize)>,
    /// The path of the field, as in `organizations[1].domains[0].name`; empty for the file as a whole.
    pub field: String,
}

/// All that keeps a tenant file from being compiled: at least one error, and the warnings found on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileErrors(pub(crate) Vec<Finding>);

/// A finding before its place in the text is known.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) field: String,
    /// Octets of the text; where there is none, the field decides.
    pub(crate) span: Option<std::ops::Range<usize>>,
    pub(crate) problem: String,
    pub(crate) help: String,
}

impl CompileErrors {
    /// The findings in the order of the file.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.0
    }
}

impl std::error::Error for CompileErrors {}

impl fmt::Display for CompileErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(formatter, "{separator}{finding}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place {
            file,
            position,
            field,
        } = &self.place;
        write!(formatter, "{}", file.display())?;
        if let Some((line, column)) = position {
            write!(formatter, ":{line}:{column}")?;
        }
        write!(formatter, ": {}[{}]: ", self.severity, self.code)?;
        if !field.is_empty() {
            write!(formatter, "{field}: ")?;
        }
        write!(formatter, "{}\n  help: {}", self.problem, self.help)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Finds the places of findings in the text, and sorts them by it.
///
/// The text is parsed once more for that: a good file then costs nothing, and the model needs no spans in its fields.
pub(crate) fn locate(file: &std::path::Path, text: &str, drafts: Vec<Draft>) -> Vec<Finding> {
    if drafts.is_empty() {
        return Vec::new();
    }
    let (table, _) = DeTable::parse_recoverable(text);
    let line_starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(index, _)| index + 1))
        .collect();
    let mut findings: Vec<(usize, Finding)> = drafts
        .into_iter()
        .map(|draft| {
            let offset = draft
                .span
                .map_or_else(|| offset_of(&table, &draft.field), |span| span.start);
            let line = line_starts.partition_point(|start| *start <= offset);
            let line_start = line_starts
                .get(line.saturating_sub(1))
                .copied()
                .unwrap_or_default();
            let column = text
                .get(line_start..offset)
                .map_or(0, |before| before.chars().count())
                + 1;
            let place = Place {
                file: file.to_owned(),
                position: Some((line, column)),
                field: draft.field,
            };
            let Draft {
                severity,
                code,
                problem,
                help,
                ..
            } = draft;
            (
                offset,
                Finding {
                    severity,
                    code,
                    place,
                    problem,
                    help,
                },
            )
        })
        .collect();
    findings.sort_by_key(|(offset, _)| *offset);
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// Where the value of a field begins, or the nearest thing around it that is there.
fn offset_of(table: &Spanned<DeTable<'_>>, field: &str) -> usize {
    let mut offset = 0;
    let mut here: Option<&Spanned<DeValue<'_>>> = None;
    for step in field.split(['.', '[']).filter(|step| !step.is_empty()) {
        let next = match step
            .strip_suffix(']')
            .and_then(|index| index.parse::<usize>().ok())
        {
            Some(index) => here
                .and_then(|value| value.get_ref().as_array())
                .and_then(|array| array.get(index)),
            None => match here {
                None => table.get_ref().get(step),
                Some(value) => value.get_ref().as_table().and_then(|table| table.get(step)),
            },
        };
        let Some(next) = next else { break };
        offset = next.span().start;
        here = Some(next);
    }
    offset
}
