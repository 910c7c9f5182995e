//! What a run came to, for people.

use std::io::{self, Write};

use super::report::{Report, Token};
use crate::terminal::printable;

/// Columns before what is said.
const INDENT: usize = 14;

pub(super) fn write(report: &Report<'_>, output: &mut impl Write) -> io::Result<()> {
    let trigger = serde_json::to_value(report.trigger)?;
    row(output, "Trigger", trigger.as_str().unwrap_or_default())?;
    row(output, "Now", &report.now)?;
    row(output, "Snapshot", &report.snapshot)?;
    if let Some(deny) = &report.deny {
        let said = format!("[{}] {}", deny.code, deny.reason);
        row(output, "Denied", &said)?;
        row(output, "By rule", deny.rule)?;
    } else {
        row(output, "Denied", "no")?;
        token(output, "ID token", &report.id_token)?;
        token(output, "Access token", &report.access_token)?;
    }
    if report.rules.is_empty() {
        return row(output, "Rules", "none for this trigger");
    }
    writeln!(output, "\nRules")?;
    let width = report.rules.iter().map(|rule| rule.name.chars().count());
    let width = width.max().unwrap_or_default().min(32);
    for rule in &report.rules {
        let line = format!(
            "  {:<width$}  {:<15} {}",
            rule.name,
            rule.outcome,
            rule.why.as_deref().unwrap_or_default()
        );
        writeln!(output, "{}", printable(line.trim_end()))?;
    }
    Ok(())
}

fn token(output: &mut impl Write, heading: &str, token: &Token<'_>) -> io::Result<()> {
    let size = format!("{} of {} octets", token.octets, token.budget);
    row(output, heading, &size)?;
    for (name, value) in &token.claims {
        let from = token.from.get(name).and_then(|rule| rule.as_str());
        let from = from.map_or_else(
            || "says what was left out".to_owned(),
            |rule| format!("from `{rule}`"),
        );
        writeln!(
            output,
            "  {}",
            printable(&format!("{name}: {value}  ({from})"))
        )?;
    }
    for name in &token.omitted {
        writeln!(
            output,
            "  {}",
            printable(&format!("{name}: left out, for lack of room"))
        )?;
    }
    Ok(())
}

fn row(output: &mut impl Write, heading: &str, text: &str) -> io::Result<()> {
    writeln!(output, "{heading:<INDENT$}{}", printable(text))
}
