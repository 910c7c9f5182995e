//! What a run came to, for people.

use std::io::{self, Write};

use super::report::{Deny, End, Field, Report, Scope, Token};
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
        more_of_denial(output, deny)?;
    } else {
        row(output, "Denied", "no")?;
        decisions(report, output)?;
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

fn more_of_denial(output: &mut impl Write, deny: &Deny<'_>) -> io::Result<()> {
    if let Some(message) = deny.user_message {
        row(output, "Told", message)?;
    }
    if deny.notice {
        row(output, "Notice", "shown first, where there is a browser")?;
    }
    match (deny.revoke_session, deny.preserve_refresh_tokens) {
        (false, _) => Ok(()),
        (true, false) => row(output, "Session", "ends, with its refresh tokens"),
        (true, true) => row(output, "Session", "ends; its refresh tokens stay"),
    }
}

/// All but a denial; what was not decided is not shown.
fn decisions(report: &Report<'_>, output: &mut impl Write) -> io::Result<()> {
    if let Some(step_up) = &report.step_up {
        let said = format!(
            "{} {}  (from `{}`)",
            step_up.way,
            step_up.factors.join(", "),
            step_up.rule
        );
        row(output, "Second factor", &said)?;
    }
    token(output, "ID token", &report.id_token)?;
    token(output, "Access token", &report.access_token)?;
    scopes(output, "Adds scope", &report.add_scopes)?;
    scopes(output, "Removes scope", &report.remove_scopes)?;
    fields(output, "User metadata", &report.user_metadata)?;
    fields(output, "App metadata", &report.app_metadata)?;
    fields(output, "Transaction", &report.transaction_metadata)?;
    end(output, "Session", report.session.expires_at.as_ref())?;
    end(
        output,
        "Idle session",
        report.session.idle_expires_at.as_ref(),
    )
}

fn scopes(output: &mut impl Write, heading: &str, scopes: &[Scope<'_>]) -> io::Result<()> {
    scopes.iter().try_for_each(|given| {
        let said = format!("{}  (from `{}`)", given.scope, given.rule);
        row(output, heading, &said)
    })
}

fn fields(output: &mut impl Write, heading: &str, fields: &[Field<'_>]) -> io::Result<()> {
    fields.iter().try_for_each(|field| {
        let said = format!("{}: {}  (from `{}`)", field.key, field.value, field.rule);
        row(output, heading, &said)
    })
}

fn end(output: &mut impl Write, heading: &str, end: Option<&End<'_>>) -> io::Result<()> {
    end.map_or(Ok(()), |end| {
        let said = format!("ends at {}  (from `{}`)", end.at, end.rule);
        row(output, heading, &said)
    })
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
