//! `vestibule check`: every mistake in a tenant file, before it can hurt.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use vestibule_tenant::Digest;
use vestibule_tenant_compiler::{Finding, Severity, compile};

use crate::arguments::CheckArguments;
use crate::exit::Exit;
use crate::terminal::printable;

/// What was found, as `--json` writes it.
#[derive(Debug, Serialize)]
struct Report<'a> {
    /// The tenant file, as it was named.
    file: &'a Path,
    /// Whether a snapshot can be written.
    ok: bool,
    errors: usize,
    warnings: usize,
    /// The version of the snapshot that would be written.
    snapshot: Option<String>,
    findings: Vec<Row<'a>>,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    severity: &'static str,
    code: &'static str,
    file: &'a Path,
    line: Option<usize>,
    column: Option<usize>,
    field: &'a str,
    problem: &'a str,
    help: &'a str,
}

/// Checks a tenant file and reports to `output`.
///
/// # Errors
///
/// Those of writing the report; what is wrong with the tenant file is the report.
pub(crate) fn check(arguments: &CheckArguments, output: &mut impl Write) -> io::Result<Exit> {
    let (digest, findings) = match compile(&arguments.file, &arguments.compile.options()) {
        Ok(compiled) => (Some(compiled.manifest_digest), compiled.findings),
        Err(errors) => (None, errors.findings().to_vec()),
    };
    report(&arguments.file, digest, &findings, arguments.json, output)?;
    let fails = digest.is_none() || (arguments.strict && !findings.is_empty());
    Ok(if fails { Exit::Findings } else { Exit::Fine })
}

/// Reports what was found in a tenant file, of which a snapshot was made or not.
///
/// # Errors
///
/// Those of writing.
pub(crate) fn report(
    file: &Path,
    digest: Option<Digest>,
    findings: &[Finding],
    json: bool,
    output: &mut impl Write,
) -> io::Result<()> {
    let report = Report::new(file, digest, findings);
    if json {
        serde_json::to_writer(&mut *output, &report)?;
        writeln!(output)
    } else {
        write_text(&report, output)
    }
}

/// Reports only how much was found.
///
/// # Errors
///
/// Those of writing.
pub(crate) fn summarize(
    file: &Path,
    digest: Option<Digest>,
    findings: &[Finding],
    output: &mut impl Write,
) -> io::Result<()> {
    writeln!(output, "{}", summary(&Report::new(file, digest, findings)))
}

impl<'a> Report<'a> {
    fn new(file: &'a Path, digest: Option<Digest>, findings: &'a [Finding]) -> Self {
        let count = |severity| {
            findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count()
        };
        Self {
            file,
            ok: digest.is_some(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            snapshot: digest.map(|digest| {
                let mut version = digest.to_string();
                version.truncate(VERSION_LENGTH);
                version
            }),
            findings: findings.iter().map(Row::of).collect(),
        }
    }
}

/// Digits of a digest that logs and `/edge/version` show.
const VERSION_LENGTH: usize = 12;

impl<'a> Row<'a> {
    fn of(finding: &'a Finding) -> Self {
        let position = finding.place.position;
        Self {
            severity: match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            code: finding.code,
            file: &finding.place.file,
            line: position.map(|(line, _)| line),
            column: position.map(|(_, column)| column),
            field: &finding.place.field,
            problem: &finding.problem,
            help: &finding.help,
        }
    }
}

/// Errors before warnings, those of one kind together: mending one usually shows how to mend the rest.
fn write_text(report: &Report<'_>, output: &mut impl Write) -> io::Result<()> {
    for severity in ["error", "warning"] {
        let rows = || {
            report
                .findings
                .iter()
                .filter(|row| row.severity == severity)
        };
        let mut codes: Vec<&str> = Vec::new();
        for row in rows() {
            if !codes.contains(&row.code) {
                codes.push(row.code);
            }
        }
        for code in codes {
            let group: Vec<&Row<'_>> = rows().filter(|row| row.code == code).collect();
            write_group(&group, output)?;
            writeln!(output)?;
        }
    }
    writeln!(output, "{}", summary(report))
}

fn write_group(group: &[&Row<'_>], output: &mut impl Write) -> io::Result<()> {
    for (index, row) in group.iter().enumerate() {
        write!(output, "{}", row.file.display())?;
        if let (Some(line), Some(column)) = (row.line, row.column) {
            write!(output, ":{line}:{column}")?;
        }
        write!(output, " {} {}: ", row.severity, row.code)?;
        if !row.field.is_empty() {
            write!(output, "{}: ", row.field)?;
        }
        writeln!(output, "{}", printable(row.problem))?;
        // One piece of advice does for all that share it.
        let is_last_with_it = group
            .get(index + 1)
            .is_none_or(|next| next.help != row.help);
        if is_last_with_it {
            writeln!(output, "    help: {}", printable(row.help))?;
        }
    }
    Ok(())
}

fn summary(report: &Report<'_>) -> String {
    let count = |number: usize, noun: &str| match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    };
    let found = match (report.errors, report.warnings) {
        (0, 0) => "nothing to mend".to_owned(),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    };
    let file = report.file.display();
    match &report.snapshot {
        Some(version) => format!("{file}: {found}; makes snapshot {version}"),
        None => format!("{file}: {found}; no snapshot can be made until the errors are mended"),
    }
}
