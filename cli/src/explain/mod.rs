//! `vestibule explain`: where a login is led, and why.

mod ask;
mod batch;
mod browser;
mod describe;
mod log;
mod meaning;
mod profile;
mod question;
mod question_error;
mod report;
pub(crate) mod tenant;
mod text;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context as _, Error, bail};
use vestibule_tenant::Snapshot;

use crate::arguments::ExplainArguments;
use crate::exit::Exit;

pub(crate) use question::Question;

/// Explains what was asked for to `output`.
///
/// # Errors
///
/// What keeps it from explaining anything, in one line.
pub(crate) fn explain(
    arguments: &ExplainArguments,
    output: &mut impl Write,
) -> Result<Exit, Error> {
    let is_log = arguments.log_line.is_some() || arguments.log.is_some();
    let is_other = is_log || arguments.file.is_some() || arguments.profile;
    if !arguments.question.is_empty() && is_other {
        bail!(
            "ask one thing at a time: describe a login, or name --file, --log, --log-line or --profile"
        );
    }
    if arguments.config.is_none() && arguments.compile.is_said() {
        bail!(
            "--stage, --variable and --dangerous-loopback are about a tenant file: name it with --config"
        );
    }
    let snapshot = match &arguments.config {
        Some(file) => Some(tenant::load(file, &arguments.compile)?),
        None => None,
    };
    if let (true, Some(snapshot), Some(event)) = (arguments.profile, &snapshot, &arguments.event) {
        let report = profile::explain(snapshot, event, arguments.now.as_deref())?;
        profile::write(&report, arguments.json, output)?;
        return Ok(Exit::Fine);
    }
    if let Some(line) = &arguments.log_line {
        let mut report = log::read(line)?;
        compare(&mut report, snapshot.as_ref());
        write(&report, snapshot.as_ref(), arguments.json, output)?;
        return Ok(Exit::Fine);
    }
    if let Some(file) = &arguments.log {
        return explain_log(&mut *open(file)?, snapshot.as_ref(), arguments.json, output);
    }
    let Some(snapshot) = snapshot else {
        bail!("name the tenant file to decide by: --config vestibule.toml");
    };
    if let Some(file) = &arguments.file {
        let unanswered = batch::batch(&snapshot, &mut *open(file)?, output)?;
        return Ok(if unanswered == 0 {
            Exit::Fine
        } else {
            Exit::Findings
        });
    }
    let report = ask::ask(&snapshot, &arguments.question)?;
    write(&report, Some(&snapshot), arguments.json, output)?;
    Ok(Exit::Fine)
}

/// Explains the decisions among the lines of a log; everything else in it is skipped.
fn explain_log(
    input: &mut dyn BufRead,
    snapshot: Option<&Snapshot>,
    json: bool,
    output: &mut impl Write,
) -> Result<Exit, Error> {
    let mut number = 0;
    let mut decisions = 0;
    let mut bytes = Vec::new();
    while input.read_until(b'\n', &mut bytes)? > 0 {
        number += 1;
        let line = String::from_utf8_lossy(&bytes);
        if let Ok(mut report) = log::read(&line) {
            if decisions > 0 && !json {
                writeln!(output)?;
            }
            decisions += 1;
            report.line = Some(number);
            compare(&mut report, snapshot);
            write(&report, snapshot, json, output)?;
            // Somebody may be watching the log.
            output.flush()?;
        }
        bytes.clear();
    }
    if decisions == 0 {
        bail!(
            "none of {number} lines is a decision: expected JSON objects with \"event\":\"decision\""
        );
    }
    Ok(Exit::Fine)
}

/// Says whether the tenant file at hand is the one that decided.
fn compare(report: &mut report::Report, snapshot: Option<&Snapshot>) {
    let Some((here, logged)) = snapshot.zip(report.snapshot.as_deref()) else {
        return;
    };
    let here = here.manifest().version();
    if here != logged {
        report.notes.push(format!(
            "the tenant file makes snapshot {here}, another one than decided"
        ));
    }
}

fn write(
    report: &report::Report,
    snapshot: Option<&Snapshot>,
    json: bool,
    output: &mut impl Write,
) -> io::Result<()> {
    if json {
        serde_json::to_writer(&mut *output, report)?;
        writeln!(output)
    } else {
        text::write(report, snapshot, output)
    }
}

/// Opens an input; `-` is the standard one.
fn open(file: &Path) -> Result<Box<dyn BufRead>, Error> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let opened = File::open(file).with_context(|| {
        format!(
            "{} cannot be read: name a file, or - for the standard input",
            file.display()
        )
    })?;
    Ok(Box::new(BufReader::new(opened)))
}
