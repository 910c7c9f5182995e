//! Runs a tool to its end, keeps what it printed, and turns failure into an error worth reading.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};

use crate::progress::Step;

/// How many of a failed tool's first and last lines its error repeats. Both are needed: compilers sum
/// up at the end, while npm states the cause first and explains its options after it.
const FIRST_LINES: usize = 15;
const LAST_LINES: usize = 30;
/// How much of a line is kept. When a Node.js script fails, Node.js prints the line of the script,
/// and `wasm-opt` is a script of one line of ten megabytes.
const LINE_LENGTH: usize = 400;

/// What a tool printed before it ended well.
#[derive(Debug)]
pub(crate) struct Finished {
    /// Everything on standard output.
    pub(crate) stdout: String,
}

/// Why a tool did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The program is not there or may not be executed.
    #[error("`{program}` could not be started: {source}")]
    Start {
        /// What was to be run.
        program: String,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// Waiting for the program failed.
    #[error("`{program}` was lost: {source}")]
    Lost {
        /// What was run.
        program: String,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The program ended with a failure.
    #[error("`{program}` failed ({status}):\n{output}")]
    Failed {
        /// What was run.
        program: String,
        /// How it ended.
        status: ExitStatus,
        /// The first and the last lines that it printed.
        output: String,
    },
}

impl CommandError {
    /// Whether the program itself was not found.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Start { source, .. } if source.kind() == io::ErrorKind::NotFound)
    }
}

/// Runs a tool without input and shows its latest line as the step's note.
pub(crate) fn run(mut command: Command, step: Option<&Step>) -> Result<Finished, CommandError> {
    let program = describe(&command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|source| CommandError::Start {
            program: program.clone(),
            source,
        })?;
    let stdout = child.stdout.take().map(collect);
    let stderr = read_noting(&mut child, step);
    let lost = |source| CommandError::Lost {
        program: program.clone(),
        source,
    };
    let status = child.wait().map_err(lost)?;
    let stdout = stdout
        .and_then(|reader| reader.join().ok())
        .unwrap_or_default();
    if status.success() {
        return Ok(Finished { stdout });
    }
    // Some tools explain themselves on standard output (`npm`, `wrangler`), most on standard error.
    let told = if stderr.trim().is_empty() {
        &stdout
    } else {
        &stderr
    };
    Err(CommandError::Failed {
        program,
        status,
        output: excerpt(told),
    })
}

/// Reads standard error on this thread, so that a `Step` need not be shared.
fn read_noting(child: &mut Child, step: Option<&Step>) -> String {
    let mut text = String::new();
    let Some(stderr) = child.stderr.take() else {
        return text;
    };
    for line in BufReader::new(stderr).split(b'\n') {
        let Ok(line) = line else { break };
        let line = String::from_utf8_lossy(&line);
        let line = shorten(line.trim_end());
        if let Some(step) = step
            && !line.is_empty()
        {
            step.note(line.trim_start());
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn collect(mut from: impl Read + Send + 'static) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What came before a broken pipe is still worth showing.
        let _ = from.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn excerpt(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let skipped = lines.len().saturating_sub(FIRST_LINES + LAST_LINES);
    let mut shown: Vec<Cow<'_, str>> = Vec::with_capacity(FIRST_LINES + LAST_LINES + 1);
    let first = if skipped == 0 {
        lines.len()
    } else {
        FIRST_LINES
    };
    shown.extend(lines.iter().take(first).map(|line| shorten(line)));
    if skipped > 0 {
        shown.push(Cow::Owned(format!("({skipped} lines more)")));
        shown.extend(lines.iter().skip(first + skipped).map(|line| shorten(line)));
    }
    shown.join("\n")
}

fn shorten(line: &str) -> Cow<'_, str> {
    match line.char_indices().nth(LINE_LENGTH) {
        None => Cow::Borrowed(line),
        Some((end, _)) => Cow::Owned(format!("{} ...", line.get(..end).unwrap_or_default())),
    }
}

/// The program's name and its first argument: enough to recognize it, short enough for one line.
fn describe(command: &Command) -> String {
    let name = std::path::Path::new(command.get_program())
        .file_name()
        .unwrap_or_else(|| command.get_program());
    match command.get_args().next().and_then(OsStr::to_str) {
        Some(first) => format!("{} {first}", name.to_string_lossy()),
        None => name.to_string_lossy().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_tool_is_quoted_with_its_last_words() {
        let mut command = Command::new("cargo");
        command.arg("--no-such-option");
        let error = run(command, None).unwrap_err();
        assert!(!error.is_not_found());
        let text = error.to_string();
        assert!(
            text.starts_with("`cargo --no-such-option` failed"),
            "{text}"
        );
        assert!(text.contains("unexpected argument"), "{text}");
    }

    #[test]
    fn a_missing_tool_is_told_apart() {
        let error = run(Command::new("vestibule-no-such-tool"), None).unwrap_err();
        assert!(error.is_not_found(), "{error}");
    }

    #[test]
    fn an_endless_line_is_cut_between_characters() {
        let line = "é".repeat(LINE_LENGTH + 1);
        assert_eq!(shorten(&line), format!("{} ...", "é".repeat(LINE_LENGTH)));
        assert_eq!(shorten("short"), "short");
    }

    #[test]
    fn only_the_first_and_the_last_lines_are_repeated() {
        let long: String =
            (0..100).fold(String::new(), |text, line| format!("{text}line {line}\n"));
        let shown = excerpt(&long);
        assert!(shown.starts_with("line 0\n"), "{shown}");
        assert!(
            shown.contains("line 14\n(55 lines more)\nline 70\n"),
            "{shown}"
        );
        assert!(shown.ends_with("line 99"), "{shown}");
        assert_eq!(excerpt("one\ntwo\n"), "one\ntwo");
    }
}
