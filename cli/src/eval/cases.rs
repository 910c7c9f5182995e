//! Rules that are tested with events and what is expected of them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Error, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vestibule_tenant::Snapshot;

use super::diff::{Expected, differences};
use super::fetched::{Fetched, Written};
use super::{evaluate, read, time};
use crate::arguments::TriggerName;
use crate::exit::Exit;
use crate::terminal::printable;

/// When a case takes place that does not say: the same at each run, whatever the clock says.
const DEFAULT_NOW: &str = "2026-01-01T00:00:00Z";

/// A file of a folder of cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default)]
    trigger: TriggerName,
    #[serde(default = "default_now")]
    now: String,
    event: Value,
    #[serde(default)]
    directory: BTreeMap<String, Value>,
    #[serde(default)]
    sources: BTreeMap<String, Value>,
    expect: Expected,
}

/// What became of a case, as `--json` writes it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    case: &'a Path,
    ok: bool,
    differences: &'a [String],
}

fn default_now() -> String {
    DEFAULT_NOW.to_owned()
}

/// Runs all cases of a folder, in the order of their names.
///
/// # Errors
///
/// A folder that cannot be read or has no case in it: a test that tests nothing must not pass.
pub(super) fn run(
    folder: &Path,
    snapshot: &Snapshot,
    json: bool,
    output: &mut impl Write,
) -> Result<Exit, Error> {
    let files = files(folder)?;
    let mut failed = 0;
    for file in &files {
        // A case that cannot be run fails, and the others run.
        let lines = case(file, snapshot).unwrap_or_else(|error| vec![format!("{error:#}")]);
        failed += usize::from(!lines.is_empty());
        if json {
            let row = Row {
                case: file,
                ok: lines.is_empty(),
                differences: &lines,
            };
            serde_json::to_writer(&mut *output, &row)?;
            writeln!(output)?;
        } else if !lines.is_empty() {
            writeln!(output, "{}", printable(&file.display().to_string()))?;
            for line in lines {
                writeln!(output, "    {}", printable(&line))?;
            }
        }
    }
    if !json {
        writeln!(
            output,
            "{} of {} cases as expected",
            files.len() - failed,
            files.len()
        )?;
    }
    Ok(if failed == 0 {
        Exit::Fine
    } else {
        Exit::Findings
    })
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let name = folder.display();
    let entries = fs::read_dir(folder)
        .with_context(|| format!("{name} cannot be read: name a folder with cases"))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "json") {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{name} has no case in it: write one to a file whose name ends in .json");
    }
    files.sort();
    Ok(files)
}

/// Runs a case and says what is not as expected.
fn case(file: &Path, snapshot: &Snapshot) -> Result<Vec<String>, Error> {
    let case: Case = serde_json::from_value(read(file)?).context("this is not a case")?;
    let now = time(&case.now).context("now")?;
    let fetched = Fetched::try_from(Written {
        directory: case.directory,
        sources: case.sources,
    })?;
    let answer = evaluate(case.trigger, &case.event, snapshot, &fetched, now)?;
    Ok(differences(&case.expect, &answer))
}
