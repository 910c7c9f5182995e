//! Running the program.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The example, as seen from the root of the repository.
pub(crate) const TENANT: &str = "examples/acme/vestibule.toml";
pub(crate) const CLIENT: &str = "acmeDemoApp0000000000000000000001";

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn vestibule(arguments: &[&str]) -> Ran {
    with_input(arguments, Vec::new())
}

pub(crate) fn with_input(arguments: &[&str], input: Vec<u8>) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // From a thread of its own: the program writes before it has read everything.
    let writer = std::thread::spawn(move || {
        // A program that reads no input may be gone already.
        let _ = stdin.write_all(&input);
    });
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

/// Explains a login at the example tenant, in text.
pub(crate) fn explain(more: &[&str]) -> Ran {
    let mut arguments = vec!["explain", "--config", TENANT];
    arguments.extend(more);
    vestibule(&arguments)
}

/// Explains a login of the example's client, in JSON.
pub(crate) fn json(more: &[&str]) -> Value {
    let mut arguments = vec!["--json", "--client", CLIENT];
    arguments.extend(more);
    let ran = explain(&arguments);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{more:?}");
    serde_json::from_str(&ran.out).unwrap()
}

/// The example with its text changed, in a folder of its own.
pub(crate) fn changed(change: impl FnOnce(String) -> String) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.toml");
    let example = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(TENANT);
    let before = fs::read_to_string(&example).unwrap();
    std::os::unix::fs::symlink(example.with_file_name("logos"), folder.path().join("logos"))
        .unwrap();
    let after = change(before.clone());
    assert_ne!(before, after, "the change found nothing to change");
    fs::write(&file, after).unwrap();
    let file = file.to_str().unwrap().to_owned();
    (folder, file)
}
