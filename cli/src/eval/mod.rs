//! `vestibule eval`: what tokens say, whether a login is denied, and which rule says so.

mod cases;
mod diff;
mod fetched;
mod place;
pub(crate) mod report;
mod text;

use std::fs::File;
use std::io::{self, Read as _, Write};
use std::path::Path;

use anyhow::{Context as _, Error, anyhow, bail};
use serde_json::Value;
use vestibule_claims_enrichment::{Answer, Items, enrich};
use vestibule_http::Step;
use vestibule_identity::UnixSeconds;
use vestibule_rules::{Document, Timestamp, Value as RuleValue};
use vestibule_tenant::{Snapshot, Trigger};

use crate::arguments::{EvalArguments, TriggerName};
use crate::exit::Exit;
use crate::explain::tenant;

use fetched::{Fetched, Written};
use place::Rules;
use report::Report;

/// The largest event that is read. The Worker takes no more in a callout.
const LARGEST_EVENT: u64 = 64 * 1024;

/// Runs rules on an event, or on all cases of a folder, and reports to `output`.
///
/// # Errors
///
/// What keeps it from running anything, in one line.
pub(crate) fn eval(arguments: &EvalArguments, output: &mut impl Write) -> Result<Exit, Error> {
    let snapshot = tenant::load(&arguments.config, &arguments.compile)?;
    let rules = Rules::load(&arguments.config, &arguments.compile)?;
    if let Some(folder) = &arguments.cases {
        return cases::run(folder, &snapshot, arguments.json, output);
    }
    let Some(file) = &arguments.event else {
        bail!("name the event to evaluate: --event FILE, or - for the standard input");
    };
    let event = read(file)?;
    let now = match &arguments.now {
        Some(text) => time(text)?,
        None => current(),
    };
    let fetched = match &arguments.fetched {
        Some(file) => fetched_of(file)?,
        None => Fetched::default(),
    };
    let answer = evaluate(arguments.trigger, &event, &snapshot, &fetched, now)
        .with_context(|| file.display().to_string())?;
    let report = Report::new(&answer, arguments.trigger, now, &snapshot, &rules);
    if arguments.json {
        serde_json::to_writer(&mut *output, &report)?;
        writeln!(output)?;
    } else {
        text::write(&report, output)?;
    }
    Ok(Exit::Fine)
}

/// Evaluates the rules of a trigger by the code of the edge.
fn evaluate<'a>(
    trigger: TriggerName,
    event: &Value,
    snapshot: &'a Snapshot,
    items: &dyn Items,
    now: UnixSeconds,
) -> Result<Answer<'a>, Error> {
    let trigger = match trigger {
        TriggerName::PostLogin => Trigger::PostLogin,
        TriggerName::CredentialsExchange => Trigger::CredentialsExchange,
        TriggerName::PreUserRegistration => Trigger::PreUserRegistration,
    };
    let text = event.to_string();
    let event = Document::parse(&text).map_err(|error| anyhow!("{}", error.reason))?;
    match enrich(
        trigger,
        &RuleValue::from(&event),
        snapshot,
        (items, true),
        now,
    )? {
        Step::Done(answer) => Ok(answer),
        // All shards are resident, and what is not in a file cannot be had.
        Step::Need(_) => {
            bail!(
                "the compiled snapshot lacks a part; this is a fault of `vestibule`, please report it"
            )
        }
    }
}

/// Reads a JSON file no larger than an event may be; what is in it may be personal and is not repeated.
pub(crate) fn read(file: &Path) -> Result<Value, Error> {
    let name = file.display();
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().take(LARGEST_EVENT + 1).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|opened| opened.take(LARGEST_EVENT + 1).read_to_end(&mut bytes))
    };
    read.with_context(|| format!("{name} cannot be read: name a file with an event in JSON"))?;
    if bytes.len() as u64 > LARGEST_EVENT {
        bail!("{name} is larger than the 64 KB that a callout may have");
    }
    let event = serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        anyhow!("{name}:{line}:{column}: this is not JSON")
    })?;
    // As strict as the Worker: a name that stands twice, for one, would be gone from what was read.
    let text = String::from_utf8_lossy(&bytes);
    match Document::parse(&text) {
        Ok(_) => Ok(event),
        Err(error) => Err(anyhow!("{name}: {error}")),
    }
}

fn fetched_of(file: &Path) -> Result<Fetched, Error> {
    let name = file.display();
    let written: Written = serde_json::from_value(read(file)?)
        .map_err(|_| anyhow!("{name}: write an object with `directory` and `sources`"))?;
    Fetched::try_from(written).with_context(|| name.to_string())
}

/// A time as rules and people write it.
pub(crate) fn time(text: &str) -> Result<UnixSeconds, Error> {
    Timestamp::parse(text)
        .map(Timestamp::unix_seconds)
        .ok_or_else(|| anyhow!("write a time as in 2026-11-24T09:30:00Z"))
}

/// Whoever asks without saying when means now; decisions get it as an argument.
pub(crate) fn current() -> UnixSeconds {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.map(|since| since.as_secs()).unwrap_or_default();
    UnixSeconds(i64::try_from(seconds).unwrap_or(i64::MAX))
}
