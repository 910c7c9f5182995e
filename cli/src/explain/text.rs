//! An explanation for people.

use std::io::{self, Write};

use vestibule_tenant::Snapshot;

use super::meaning;
use super::report::{Parameter, Report};
use super::tenant::{client_name, organization_name};
use crate::terminal::printable;

/// Where what is said about a heading begins.
const INDENT: usize = 14;

/// Writes a report. With a snapshot, clients and organizations are named as people call them.
pub(super) fn write(
    report: &Report,
    snapshot: Option<&Snapshot>,
    output: &mut impl Write,
) -> io::Result<()> {
    write_request(report, snapshot, output)?;
    writeln!(output)?;
    write_signals(report, output)?;
    writeln!(output)?;
    write_outcome(report, snapshot, output)?;
    for note in &report.notes {
        row(output, "Note", note)?;
    }
    Ok(())
}

fn write_request(
    report: &Report,
    snapshot: Option<&Snapshot>,
    output: &mut impl Write,
) -> io::Result<()> {
    if let Some(id) = &report.decision {
        row(output, "Decision", id)?;
    }
    match &report.requests {
        None => row(output, "Request", UNKNOWN)?,
        Some(requests) => {
            for (index, sent) in requests.iter().enumerate() {
                let heading = if index == 0 { "Request" } else { "" };
                row(output, heading, &format!("{} {}", sent.method, sent.url))?;
                for Parameter { name, value } in &sent.fields {
                    row(output, "", &format!("  {name}: {value}"))?;
                }
                if index + 1 < requests.len() {
                    let answer = format!("  {}: {}", sent.status, meaning::of_end(sent.end));
                    row(output, "", &answer)?;
                }
            }
        }
    }
    let client = report.client.as_deref();
    let name = client.and_then(|id| client_name(snapshot?, id));
    row(
        output,
        "Client",
        &named(client.unwrap_or("none that is known"), name),
    )?;
    let way_in = report.way_in.as_deref().unwrap_or("neither");
    row(output, "Way in", &meant(way_in, meaning::of_way_in(way_in)))?;
    row(
        output,
        "Snapshot",
        report.snapshot.as_deref().unwrap_or("none"),
    )
}

fn write_signals(report: &Report, output: &mut impl Write) -> io::Result<()> {
    if report.signals.is_empty() {
        return row(output, "Signals", "none was weighed");
    }
    writeln!(output, "Signals, the most trusted first")?;
    for signal in &report.signals {
        let what = match &signal.rule {
            Some(rule) => rule.as_str(),
            None => meaning::of_finding(&signal.name, &signal.finding),
        };
        let line = format!("  {:<15} {:<12} {what}", signal.name, signal.finding);
        writeln!(output, "{}", printable(line.trim_end()))?;
    }
    Ok(())
}

fn write_outcome(
    report: &Report,
    snapshot: Option<&Snapshot>,
    output: &mut impl Write,
) -> io::Result<()> {
    let winner = report.winner.as_deref().unwrap_or("nothing");
    row(
        output,
        "Decided by",
        &meant(winner, meaning::of_winner(winner)),
    )?;
    if let Some(id) = &report.organization {
        let name = snapshot.and_then(|snapshot| organization_name(snapshot, id));
        row(output, "Organization", &named(id, name))?;
    }
    if let Some(name) = &report.connection {
        row(output, "Connection", name)?;
    }
    let end = report.end.as_deref().unwrap_or("unknown");
    row(output, "End", &meant(end, meaning::of_end(end)))?;
    if let Some(fault) = &report.fault {
        row(output, "Fault", fault)?;
    }
    let status = report
        .status
        .map_or_else(|| UNKNOWN.to_owned(), |status| status.to_string());
    match (report.page, &report.answer) {
        (Some(page), _) => row(output, "Answer", &format!("{status}, the page `{page}`"))?,
        (None, Some(body)) => row(output, "Answer", &format!("{status}, {body}"))?,
        (None, None) => row(output, "Answer", &status)?,
    }
    for (index, choice) in report.offered.iter().flatten().enumerate() {
        let name = snapshot.and_then(|snapshot| organization_name(snapshot, choice));
        let heading = if index == 0 { "Offered" } else { "" };
        row(output, heading, &named(choice, name))?;
    }
    write_parameters("Added", report.added.as_deref(), output)?;
    write_parameters("Replaced", report.replaced.as_deref(), output)?;
    if let Some(target) = &report.leads_to {
        row(output, "Leads to", target)?;
    }
    // Of what is not known, only what there must have been: not every end leads on or offers.
    match end {
        "sent-on" | "passed-on" if report.unknown.contains(&"leads_to") => {
            row(output, "Added", UNKNOWN)?;
            row(output, "Leads to", UNKNOWN)
        }
        "offered-connections" | "offered-organizations" if report.unknown.contains(&"offered") => {
            row(output, "Offered", UNKNOWN)
        }
        _ => Ok(()),
    }
}

fn write_parameters(
    heading: &str,
    parameters: Option<&[Parameter]>,
    output: &mut impl Write,
) -> io::Result<()> {
    for (index, Parameter { name, value }) in parameters.unwrap_or_default().iter().enumerate() {
        let heading = if index == 0 { heading } else { "" };
        row(output, heading, &format!("{name}={value}"))?;
    }
    Ok(())
}

/// What the log does not say.
const UNKNOWN: &str = "? (the log does not say)";

fn row(output: &mut impl Write, heading: &str, text: &str) -> io::Result<()> {
    let text = printable(text);
    writeln!(output, "{heading:<INDENT$}{text}")
}

fn named(id: &str, name: Option<&str>) -> String {
    name.map_or_else(|| id.to_owned(), |name| format!("{id} ({name})"))
}

fn meant(name: &str, meaning: &str) -> String {
    if meaning.is_empty() {
        name.to_owned()
    } else {
        format!("{name}: {meaning}")
    }
}
