//! Having wrangler do something to a namespace.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Error, anyhow, bail};
use vestibule_tenant::Digest;

use super::keys::{self, Keys};
use super::part::POINTER;
use crate::arguments::NamespaceArguments;
use crate::terminal::printable;

/// The wrangler of the project at hand, and never one that has to be fetched first.
const THROUGH_NPX: [&str; 4] = ["npx", "--no", "--", "wrangler"];

/// wrangler, and the namespace that all its commands are about.
#[derive(Debug)]
pub(super) struct Wrangler {
    program: Vec<OsString>,
    /// What stands behind every command.
    namespace: Vec<OsString>,
}

impl Wrangler {
    pub(super) fn new(arguments: &NamespaceArguments) -> Self {
        let program = match &arguments.wrangler {
            Some(path) => vec![path.into()],
            None => THROUGH_NPX.map(OsString::from).to_vec(),
        };
        let mut namespace: Vec<OsString> = match &arguments.namespace_id {
            Some(id) => vec!["--namespace-id".into(), id.into()],
            // Where a binding has a namespace for previews, too, wrangler writes to none before it
            // is told which, but reads from the one that is not for previews.
            None => ["--binding", &arguments.binding, "--preview", "false"]
                .map(OsString::from)
                .to_vec(),
        };
        // Said in any case: what wrangler takes for granted was another thing in its earlier versions.
        namespace.push(
            if arguments.local {
                "--local"
            } else {
                "--remote"
            }
            .into(),
        );
        if let Some(folder) = &arguments.persist_to {
            namespace.extend(["--persist-to".into(), folder.into()]);
        }
        namespace.extend(arguments.more.iter().cloned());
        Self { program, namespace }
    }

    /// The command that writes what a file holds.
    pub(super) fn put_file(&self, file: &Path) -> Vec<OsString> {
        self.kv([OsStr::new("bulk"), OsStr::new("put"), file.as_os_str()])
    }

    /// The command that sets the pointer.
    pub(super) fn point_to(&self, digest: Digest) -> Vec<OsString> {
        self.kv(["key", "put", POINTER, &digest.to_string()])
    }

    /// The keys of the namespace.
    pub(super) fn keys(&self) -> Result<Keys, Error> {
        let list =
            run(&self.kv(["key", "list"])).context("the keys of the namespace cannot be listed")?;
        keys::read(&list)
            .context("the list of keys cannot be read: is this the pinned version of wrangler?")
    }

    /// The value of a key, which is known to be there.
    pub(super) fn value(&self, key: &str) -> Result<Vec<u8>, Error> {
        run(&self.kv(["key", "get", key])).with_context(|| format!("{key} cannot be read"))
    }

    /// What the pointer says, if there is one and it says something that makes sense.
    pub(super) fn pointer(&self, keys: &Keys) -> Result<Option<Digest>, Error> {
        if !keys.contains(POINTER) {
            return Ok(None);
        }
        let value = self.value(POINTER)?;
        let text = std::str::from_utf8(&value).unwrap_or_default();
        Ok(Digest::parse(text.trim()).ok())
    }

    fn kv(&self, words: impl IntoIterator<Item: Into<OsString>>) -> Vec<OsString> {
        let mut command = self.program.clone();
        command.push("kv".into());
        command.extend(words.into_iter().map(Into::into));
        command.extend_from_slice(&self.namespace);
        command
    }
}

/// Runs a command and returns what it printed. If it fails, what it said goes to the standard error.
pub(super) fn run(command: &[OsString]) -> Result<Vec<u8>, Error> {
    let Some((program, arguments)) = command.split_first() else {
        bail!("there is nothing to run");
    };
    let output = Command::new(program)
        .args(arguments)
        // Nobody is asked anything half-way through.
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(program, &error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
    let mut errors = io::stderr().lock();
    for line in said.lines().filter(|line| !line.trim().is_empty()) {
        let _ = writeln!(errors, "wrangler: {}", printable(line));
    }
    if said.contains("npx canceled") {
        bail!("wrangler is not installed here: run `npm ci`, or name it with --wrangler PATH");
    }
    bail!("wrangler failed ({}), and said why above", output.status);
}

fn not_started(program: &OsString, error: &io::Error) -> Error {
    let program = program.display();
    match error.kind() {
        io::ErrorKind::NotFound if program.to_string() == "npx" => {
            anyhow!("`npx` was not found: install Node.js, or name wrangler with --wrangler PATH")
        }
        io::ErrorKind::NotFound => {
            anyhow!(
                "`{program}` was not found: name the wrangler that `npm ci` installed with --wrangler PATH"
            )
        }
        _ => anyhow!(
            "`{program}` could not be started ({error}): name a program with --wrangler PATH"
        ),
    }
}

/// A command, as a shell takes it.
pub(super) fn for_a_shell(command: &[OsString]) -> String {
    let quoted: Vec<String> = command
        .iter()
        .map(|word| {
            let word = word.to_string_lossy();
            let is_plain = |it: char| it.is_ascii_alphanumeric() || "-_./:=@%+,".contains(it);
            if !word.is_empty() && word.chars().all(is_plain) {
                word.into_owned()
            } else {
                format!("'{}'", word.replace('\'', r"'\''"))
            }
        })
        .collect();
    quoted.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_gets_every_word_as_one() {
        for (word, quoted) in [
            ("out/parts-1.json", "out/parts-1.json"),
            ("", "''"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("$(x)", "'$(x)'"),
        ] {
            assert_eq!(for_a_shell(&[word.into()]), quoted);
        }
    }
}
