//! `vestibule example`.

use std::fs;

use serde_json::Value;

use crate::vestibule;

#[test]
fn a_large_tenant_is_one_that_checks_and_explains() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.toml");
    let file = file.to_str().unwrap();
    let asked = ["example", "--organizations", "200", "--seed", "7"];
    let written = vestibule(&[&asked[..], &["-o", file]].concat());
    assert_eq!(
        (written.code, written.out.as_str(), written.err.as_str()),
        (0, "", "")
    );
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(text.matches("[[organizations]]").count(), 200);
    assert_eq!(vestibule(&asked).out, text, "the same seed, the same file");
    let other = vestibule(&["example", "--organizations", "200"]);
    assert_ne!(other.out, text);

    let checked = vestibule(&["check", file, "--json"]);
    let report: Value = serde_json::from_str(&checked.out).unwrap();
    assert_eq!((checked.code, &report["errors"]), (0, &0.into()));
    let client = "acmeDemoApp0000000000000000000001";
    let explained = vestibule(&[
        "explain",
        "--config",
        file,
        "--client",
        client,
        "--login-hint",
        "a@unknown.example",
        "--json",
    ]);
    let report: Value = serde_json::from_str(&explained.out).unwrap();
    assert_eq!(report["winner"], "fallback");
}

#[test]
fn a_file_that_cannot_be_written_is_said_in_one_line() {
    let ran = vestibule(&[
        "example",
        "--organizations",
        "1",
        "-o",
        "no/such/folder/x.toml",
    ]);
    assert_eq!((ran.code, ran.err.lines().count()), (2, 1));
    assert!(ran.err.contains("a folder that exists"), "{}", ran.err);
}
