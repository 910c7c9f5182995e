//! Everything but the running: files, and the commands that publish them.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context as _, Error};
use serde::Serialize;
use vestibule_tenant::Digest;

use super::bulk::{self, LIMITS};
use super::keys::Keys;
use super::part::Part;
use super::wrangler::{Wrangler, for_a_shell};
use crate::terminal::printable;

/// What is to be run, as `--json` writes it.
#[derive(Debug, Serialize)]
pub(super) struct Plan {
    /// The digest of the manifest.
    digest: String,
    /// How many parts the snapshot has.
    parts: usize,
    /// How many of them are in the files.
    to_write: usize,
    files: Vec<String>,
    /// To be run in this order, each only if the one before it succeeded. The last one sets the pointer.
    commands: Vec<Vec<String>>,
    #[serde(skip)]
    in_a_shell: Vec<String>,
}

/// Writes the files of what is missing into a folder, in place of those of an earlier plan.
///
/// # Errors
///
/// Those of writing.
pub(super) fn plan(
    wrangler: &Wrangler,
    folder: &Path,
    digest: Digest,
    parts: &[Part],
    present: &Keys,
) -> Result<Plan, Error> {
    let missing = present.missing(parts);
    let files = fs::create_dir_all(folder)
        .and_then(|()| bulk::remove(folder))
        .and_then(|()| bulk::write(folder, &missing, LIMITS))
        .with_context(|| {
            format!(
                "{} cannot be written: name a folder that may be, with --out",
                folder.display()
            )
        })?;
    let commands: Vec<Vec<OsString>> = files
        .iter()
        .map(|file| wrangler.put_file(&file.path))
        .chain([wrangler.point_to(digest)])
        .collect();
    let text = |word: &OsString| word.to_string_lossy().into_owned();
    Ok(Plan {
        digest: digest.to_string(),
        parts: parts.len(),
        to_write: missing.len(),
        files: files
            .iter()
            .map(|file| file.path.to_string_lossy().into_owned())
            .collect(),
        in_a_shell: commands
            .iter()
            .map(|command| for_a_shell(command))
            .collect(),
        commands: commands
            .iter()
            .map(|command| command.iter().map(text).collect())
            .collect(),
    })
}

impl Plan {
    /// Writes it for people, who may paste it into a shell: it stops where something fails.
    pub(super) fn write(&self, output: &mut impl Write) -> io::Result<()> {
        writeln!(
            output,
            "{} of {} parts to write; run this, whose last line makes Workers use them:\n",
            self.to_write, self.parts
        )?;
        writeln!(output, "{}", printable_lines(&self.in_a_shell))
    }
}

fn printable_lines(commands: &[String]) -> String {
    let lines: Vec<String> = commands.iter().map(|line| printable(line)).collect();
    lines.join(" &&\n")
}
