//! `vestibule explain --profile`: what a login asks its user for, and why not the rest.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context as _, Error, anyhow, bail};
use serde::Serialize;
use vestibule_claims_enrichment::profile;
use vestibule_identity::UnixSeconds;
use vestibule_profile::ask::{Flow, Outcome, Verdict};
use vestibule_rules::{Document, Value};
use vestibule_tenant::Snapshot;

use crate::eval::report::written;
use crate::eval::{current, read, time};
use crate::terminal::printable;

/// Columns before what is said.
const INDENT: usize = 14;

/// What was decided, for people and for tools.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    snapshot: String,
    now: String,
    /// `ask`, `nothing` or `incomplete`.
    outcome: &'static str,
    /// The names of the fields that are asked for, by page.
    pages: Vec<Vec<String>>,
    /// The names of those that are missing, must not be, and cannot be asked for.
    missing: Vec<String>,
    fields: Vec<FieldReport>,
}

/// What became of a field.
#[derive(Debug, Serialize)]
struct FieldReport {
    name: String,
    verdict: &'static str,
    why: String,
}

/// Decides by the code of the edge.
///
/// # Errors
///
/// What keeps it from deciding, in one line that repeats nothing of the event.
pub(super) fn explain(
    snapshot: &Snapshot,
    file: &Path,
    now: Option<&str>,
) -> Result<Report, Error> {
    let now = now.map_or_else(|| Ok(current()), time)?;
    let text = read(file)?.to_string();
    let event = Document::parse(&text).map_err(|error| anyhow!("{}", error.reason))?;
    let event = Value::from(&event);
    if !matches!(event, Value::Map(_)) {
        bail!("{}: an event is a JSON object", file.display());
    }
    let decided = profile(&event, snapshot, now).context("the compiled snapshot is damaged")?;
    let Some(decided) = decided else {
        bail!("the tenant file asks nobody for anything: it has no [[profile.fields]]");
    };
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let (outcome, pages, missing) = match &decided.decision.outcome {
        Outcome::Nothing => ("nothing", Vec::new(), Vec::new()),
        Outcome::Ask(pages) => {
            let pages = pages.iter().map(|page| owned(page)).collect();
            ("ask", pages, Vec::new())
        }
        Outcome::Incomplete(missing) => ("incomplete", Vec::new(), owned(missing)),
    };
    let fields = decided.decision.verdicts.iter().map(|(name, verdict)| {
        let (verdict, why) = described(*verdict);
        FieldReport {
            name: (*name).to_owned(),
            verdict,
            why,
        }
    });
    Ok(Report {
        snapshot: snapshot.manifest().version(),
        now: written(now),
        outcome,
        pages,
        missing,
        fields: fields.collect(),
    })
}

/// A verdict in a word, and in a sentence.
fn described(verdict: Verdict) -> (&'static str, String) {
    let until = |at: UnixSeconds| written(at);
    match verdict {
        Verdict::Asked { required, step } => {
            let must = if required { "; required" } else { "" };
            ("asked", format!("step {step}{must}"))
        }
        Verdict::Missing => (
            "missing",
            "required, and the user cannot be asked (any more): the login is denied".to_owned(),
        ),
        Verdict::LeftOut => (
            "left-out",
            "an override leaves it out for this organization or client".to_owned(),
        ),
        Verdict::DoesNotApply => ("does-not-apply", "its `when` is false".to_owned()),
        Verdict::ConditionFailed => (
            "condition-failed",
            "its `when` reads what this event has not, which counts as false".to_owned(),
        ),
        Verdict::OtherAnswer => ("other-answer", "its `only_if` is not met".to_owned()),
        Verdict::Known => ("known", "there is an answer".to_owned()),
        Verdict::Fresh(at) => (
            "fresh",
            format!("there is an answer, good until {}", until(at)),
        ),
        Verdict::CannotRedirect(flow) => ("cannot-redirect", flow_of(flow).to_owned()),
        Verdict::JustAsked => ("just-asked", "the user comes back from the form".to_owned()),
        Verdict::FirstLogin => (
            "first-login",
            "users are not asked at their first login".to_owned(),
        ),
        Verdict::TooSoon(at) => (
            "too-soon",
            format!(
                "the user was asked not long ago; again from {} on",
                until(at)
            ),
        ),
        Verdict::GivenUp => (
            "given-up",
            "the user was asked as often as users are without ever answering".to_owned(),
        ),
        Verdict::Full => (
            "full",
            "others come first, and one login asks for no more".to_owned(),
        ),
    }
}

const fn flow_of(flow: Flow) -> &'static str {
    match flow {
        Flow::Browser => "in a browser",
        Flow::PromptNone => "the application wants nothing to be asked (prompt=none)",
        Flow::Refresh => "a refresh token is exchanged",
        Flow::Device => "the application is on another device",
        Flow::NoBrowser => "there is no browser",
    }
}

pub(super) fn write(report: &Report, json: bool, output: &mut impl Write) -> io::Result<()> {
    if json {
        serde_json::to_writer(&mut *output, report)?;
        return writeln!(output);
    }
    let mut row =
        |heading: &str, text: &str| writeln!(output, "{heading:<INDENT$}{}", printable(text));
    row("Now", &report.now)?;
    row("Snapshot", &report.snapshot)?;
    match report.outcome {
        "ask" => {
            for (index, page) in report.pages.iter().enumerate() {
                let heading = if index == 0 { "Asks for" } else { "then" };
                row(heading, &page.join(", "))?;
            }
        }
        "incomplete" => {
            row("Denied", "[profile_incomplete]")?;
            row("Missing", &report.missing.join(", "))?;
        }
        _ => row("Asks for", "nothing")?,
    }
    writeln!(output, "\nFields")?;
    let width = |text: &str| text.chars().count();
    let names = report.fields.iter().map(|field| width(&field.name));
    let names = names.max().unwrap_or_default();
    let verdicts = report.fields.iter().map(|field| width(field.verdict));
    let verdicts = verdicts.max().unwrap_or_default();
    for field in &report.fields {
        let FieldReport { name, verdict, why } = field;
        let line = format!("  {name:<names$}  {verdict:<verdicts$}  {why}");
        writeln!(output, "{}", printable(&line))?;
    }
    Ok(())
}
