//! The examples in docs/cli.md are what the program really says.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Every block of the page that begins with `$ vestibule` is run and compared, versions of
/// snapshots apart. `UPDATE_DOCS=1 cargo test -p vestibule-cli` writes the page anew.
#[test]
fn examples_are_real() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = root.join("docs/cli.md");
    let text = fs::read_to_string(&page).unwrap();
    let mut written = String::new();
    let mut examples = 0;
    let mut rest = text.as_str();
    while let Some((before, block)) = rest.split_once("```console\n$ ") {
        let (block, after) = block.split_once("```\n").unwrap();
        let (command, _) = block.split_once('\n').unwrap();
        let output = output(&root, command);
        write!(written, "{before}```console\n$ {command}\n{output}```\n").unwrap();
        examples += 1;
        rest = after;
    }
    written += rest;
    assert!(examples >= 5, "the page has {examples} examples");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&page, written).unwrap();
    } else {
        assert_eq!(
            masked(&written),
            masked(&text),
            "run: UPDATE_DOCS=1 cargo test -p vestibule-cli"
        );
    }
}

/// What a command of the page says, run by a shell as its reader would.
fn output(root: &Path, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_vestibule"));
    let path = std::env::join_paths(
        std::iter::once(program.parent().unwrap().to_owned())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let output = Command::new("sh")
        .args(["-c", &format!("{command} 2>&1")])
        .current_dir(root)
        .env("PATH", path.unwrap())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Twelve hexadecimal digits in a row stand for any version, and so do the 64 of a whole digest.
fn masked(text: &str) -> String {
    let is_version = |word: &str| {
        [12, 64].contains(&word.len()) && word.bytes().all(|it| it.is_ascii_hexdigit())
    };
    text.split_inclusive(|it: char| !it.is_ascii_alphanumeric())
        .map(|piece| {
            let word = piece.trim_end_matches(|it: char| !it.is_ascii_alphanumeric());
            if is_version(word) {
                piece.replace(word, "VERSION")
            } else {
                piece.to_owned()
            }
        })
        .collect()
}
