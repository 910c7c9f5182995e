//! Plants the bugs of `data/planted.toml`, one after the other, in a copy of the workspace, and sees the tests turn red.
//!
//! ```sh
//! cargo run -p vestibule-claims-cases --example planted
//! ```

#![expect(
    clippy::unwrap_used,
    reason = "a tool for developers, which may fail loudly"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

use vestibule_claims_cases::{Bug, planted};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let root = root.canonicalize().unwrap();
    let copy = root.join("target/planted");
    copy_workspace(&root, &copy);
    let before = run(&copy, &["-p", "vestibule-claims-cases", "--test", "cases"]);
    assert!(before.status.success(), "green without a bug");

    let mut green = 0;
    for bug in planted().unwrap() {
        let row = bug
            .row
            .map_or_else(|| " -".to_owned(), |row| format!("{row:>2}"));
        let outcome = plant(&root, &copy, &bug);
        let verdict = match &outcome {
            Ok(()) => "red",
            Err(_) => "STAYS GREEN",
        };
        println!("row {row}  {verdict}: {}", bug.about);
        if let Err(why) = outcome {
            println!("        {why}");
            green += 1;
        }
    }
    ExitCode::from(green)
}

/// Everything that git knows, with what is not committed yet.
fn copy_workspace(root: &Path, copy: &Path) {
    let listed = Command::new("git")
        .args(["ls-files"])
        .current_dir(root)
        .output()
        .unwrap();
    for name in String::from_utf8(listed.stdout).unwrap().lines() {
        let (from, to) = (root.join(name), copy.join(name));
        if from.is_file() && fs::read(&from).unwrap() != fs::read(&to).unwrap_or_default() {
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from, to).unwrap();
        }
    }
}

fn plant(root: &Path, copy: &Path, bug: &Bug) -> Result<(), String> {
    let files: BTreeSet<PathBuf> = bug.edits.iter().map(|edit| copy.join(&edit.file)).collect();
    for edit in &bug.edits {
        let file = copy.join(&edit.file);
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replacen(&edit.find, &edit.replace, 1)).unwrap();
    }
    let outcome = match &bug.test {
        Some(test) => fails(&run(copy, &["-p", "vestibule-claims", "--lib", test]), test),
        None => shows(
            &run(copy, &["-p", "vestibule-claims-cases", "--test", "cases"]),
            bug,
        ),
    };
    for file in files {
        fs::copy(root.join(file.strip_prefix(copy).unwrap()), &file).unwrap();
    }
    outcome
}

fn run(copy: &Path, arguments: &[&str]) -> Output {
    Command::new("cargo")
        .args(["test", "--quiet", "--locked"])
        .args(arguments)
        .env("CARGO_TARGET_DIR", copy.join("target"))
        .current_dir(copy)
        .output()
        .unwrap()
}

fn fails(output: &Output, name: &str) -> Result<(), String> {
    let text = text_of(output);
    if text.contains("test result: FAILED") && text.contains(name) {
        return Ok(());
    }
    Err(last_lines(&text))
}

/// Every case that the bug is known by has to be among those that the test complains about.
fn shows(output: &Output, bug: &Bug) -> Result<(), String> {
    let text = text_of(output);
    let complaints: BTreeSet<u16> = text
        .lines()
        .filter_map(|line| line.split_once(' ')?.0.parse().ok())
        .collect();
    let missing: Vec<&u16> = bug
        .cases
        .iter()
        .filter(|it| !complaints.contains(it))
        .collect();
    match missing.as_slice() {
        [] => Ok(()),
        _ => Err(format!(
            "cases {missing:?} do not complain: {}",
            last_lines(&text)
        )),
    }
}

fn text_of(output: &Output) -> String {
    [&output.stdout[..], &output.stderr]
        .map(String::from_utf8_lossy)
        .concat()
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines
        .iter()
        .rev()
        .take(12)
        .rev()
        .copied()
        .collect::<Vec<_>>()
        .join("\n        ")
}
