//! Writing a snapshot: what is missing of it first, the pointer last.

use std::io::{self, Write};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Error, bail};
use serde::Serialize;
use vestibule_tenant::Digest;

use super::bulk::{self, LIMITS, Limits};
use super::keys::Keys;
use super::part::{Part, manifest_key};
use super::receipt_keys;
use super::wrangler::{Wrangler, run};

/// Between two looks at what the namespace lists.
const PAUSE: Duration = Duration::from_secs(2);

/// What was done, as `--json` writes it.
#[derive(Debug, Serialize)]
pub(super) struct Uploaded {
    /// What the pointer says now.
    digest: String,
    /// What it said before; null if there was none.
    before: Option<String>,
    /// How many parts the snapshot has.
    parts: usize,
    /// How many of them had to be written.
    written: usize,
}

/// Writes the parts that are not there yet, waits until all are, and sets the pointer.
///
/// # Errors
///
/// The first thing that went wrong. Unless it says otherwise, the pointer was not touched.
pub(super) fn upload(
    wrangler: &Wrangler,
    digest: Digest,
    parts: &[Part],
    wait: Duration,
    output: &mut dyn Write,
) -> Result<Uploaded, Error> {
    let mut keys = wrangler.keys()?;
    let missing = keys.missing(parts);
    writeln!(
        output,
        "{} of {} parts are there already",
        parts.len() - missing.len(),
        parts.len()
    )?;
    if !missing.is_empty() {
        write_parts(wrangler, &missing, LIMITS, output)?;
        keys = wait_for(wrangler, parts, wait, output)?;
    }
    let before = wrangler.pointer(&keys)?;
    // Last, so that nobody publishes a key between looking and writing.
    let key = manifest_key(digest);
    if let Some(manifest) = parts.iter().find(|part| part.key == key) {
        receipt_keys::check(wrangler, &keys, before, (digest, &manifest.bytes))?;
    }
    run(&wrangler.point_to(digest)).context(
        "the pointer may or may not have been set, everything else is there: run the same command again",
    )?;
    tell_pointer(digest, before, output)?;
    Ok(Uploaded {
        digest: digest.to_string(),
        before: before.map(|before| before.to_string()),
        parts: parts.len(),
        written: missing.len(),
    })
}

/// Says where the pointer is, and where it was.
///
/// # Errors
///
/// Those of writing.
pub(super) fn tell_pointer(
    digest: Digest,
    before: Option<Digest>,
    output: &mut dyn Write,
) -> io::Result<()> {
    match before {
        None => writeln!(output, "current: {digest}, and nothing before it"),
        Some(before) if before == digest => writeln!(output, "current: {digest}, as before"),
        Some(before) => {
            writeln!(output, "current: {digest}")?;
            writeln!(output, "before:  {before}, which --rollback goes back to")
        }
    }
}

fn write_parts(
    wrangler: &Wrangler,
    missing: &[&Part],
    limits: Limits,
    output: &mut dyn Write,
) -> Result<(), Error> {
    let folder = tempfile::Builder::new().prefix("vestibule-").tempdir();
    let folder = folder.context("there is no folder for temporary files: name one in TMPDIR")?;
    let files = bulk::write(folder.path(), missing, limits)
        .context("the folder for temporary files cannot be written: name another one in TMPDIR")?;
    let mut done = 0;
    for file in &files {
        // What takes long is said before it begins.
        write!(
            output,
            "{} parts, {} KB … ",
            file.parts,
            file.octets.div_ceil(1000)
        )?;
        output.flush()?;
        let written = run(&wrangler.put_file(&file.path));
        if written.is_err() {
            writeln!(output, "not written")?;
            output.flush()?;
        }
        written.with_context(|| {
            format!(
                "{done} of {} parts were written, and Workers keep what they have: run the same command again, which goes on from there",
                missing.len()
            )
        })?;
        done += file.parts;
        writeln!(output, "written, {done} of {}", missing.len())?;
    }
    Ok(())
}

/// Looks until everything is listed.
///
/// wrangler says nothing of single pairs that Cloudflare did not take, so what counts is what the
/// namespace lists; and what was written a moment ago may not be listed yet.
fn wait_for(
    wrangler: &Wrangler,
    parts: &[Part],
    wait: Duration,
    output: &mut dyn Write,
) -> Result<Keys, Error> {
    let start = Instant::now();
    loop {
        let keys = wrangler.keys()?;
        let missing = keys.missing(parts).len();
        if missing == 0 {
            return Ok(keys);
        }
        if start.elapsed() + PAUSE > wait {
            bail!(
                "{missing} of {} parts are still not listed, and Workers keep what they have: run the same command again, which writes only those",
                parts.len()
            );
        }
        writeln!(output, "{missing} parts are not listed yet")?;
        output.flush()?;
        thread::sleep(PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::arguments::NamespaceArguments;

    #[test]
    fn what_fails_halfway_is_not_gone_on_with() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("wrangler");
        let fails_at_the_third = "#!/bin/sh\ncase \"$4\" in */parts-3.json) exit 1 ;; esac\n\
                                  echo . >> \"$0-ran\"\n";
        fs::write(&script, fails_at_the_third).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        let wrangler = Wrangler::new(&NamespaceArguments {
            binding: "SNAPSHOT".to_owned(),
            namespace_id: None,
            local: false,
            persist_to: None,
            wrangler: Some(script),
            more: Vec::new(),
        });
        let parts: Vec<Part> = (0..9)
            .map(|number| Part {
                key: format!("shard/{number}"),
                bytes: vec![number; 1001],
            })
            .collect();
        let limits = Limits {
            pairs: 2,
            octets: usize::MAX,
        };
        let mut said = Vec::new();
        let parts: Vec<&Part> = parts.iter().collect();
        let error = write_parts(&wrangler, &parts, limits, &mut said).unwrap_err();
        assert!(
            error.to_string().starts_with("4 of 9 parts were written"),
            "{error}"
        );
        assert_eq!(
            String::from_utf8(said).unwrap(),
            "2 parts, 3 KB … written, 2 of 9\n2 parts, 3 KB … written, 4 of 9\n2 parts, 3 KB … not written\n"
        );
        let ran = fs::read_to_string(folder.path().join("wrangler-ran")).unwrap();
        assert_eq!(ran.lines().count(), 2);
    }
}
