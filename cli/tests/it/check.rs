//! `vestibule check`.

use std::fs;

use serde_json::Value;

use crate::{TENANT, changed, vestibule};

#[test]
fn warnings_are_told_and_fail_only_when_strict() {
    let ran = vestibule(&["check", TENANT]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains(
        " warning unverified-domain: organizations[4].domains[1]: \
         `soylent-foods.example` is not verified"
    ));
    let summary = ran.out.lines().last().unwrap();
    assert!(
        summary.starts_with("examples/acme/vestibule.toml: no errors, "),
        "{summary}"
    );
    assert!(summary.contains("; makes snapshot "), "{summary}");
    assert_eq!(vestibule(&["check", TENANT, "--strict"]).code, 1);
}

#[test]
fn a_file_without_anything_to_mend_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.toml");
    fs::write(
        &file,
        "[tenant]\nname = \"Tiny\"\norigin = \"https://login.tiny.example\"\n\
         edge_origins = [\"https://start.tiny.example\"]\n",
    )
    .unwrap();
    let file = file.to_str().unwrap();
    let ran = vestibule(&["check", file, "--strict"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert!(
        ran.out
            .starts_with(&format!("{file}: nothing to mend; makes snapshot "))
    );
}

/// A tenant with mistakes: two of one kind, one of another, and something to warn of.
const MISTAKEN: &str = r##"[tenant]
name = "Tiny"
origin = "https://login.tiny.example"
edge_origins = ["https://start.tiny.example"]

[brands.one]
name = "One"
accent = { light = "blue", dark = "#a8c7fa" }

[[connections]]
name = "tiny-oidc"
strategy = "oidc"
display_name = "Tiny"

[[organizations]]
id = "org_tinyTINY00000001"
name = "tiny"
display_name = "Tiny"
connections = ["tiny-oidc", "tiny"]
domains = [{ name = "tiny.example", verified = false }]

[brands.two]
name = "Two"
accent = { light = "#0b57d0", dark = "sky" }
"##;

#[test]
fn mistakes_are_told_with_their_places_errors_first_and_alike_ones_together() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.toml");
    fs::write(&file, MISTAKEN).unwrap();
    let file = file.to_str().unwrap();
    let ran = vestibule(&["check", file]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let said = ran.out.replace(file, "vestibule.toml");
    let expected = "\
vestibule.toml:8:20 error invalid-color: brands.one.accent.light: `blue` is not a colour
vestibule.toml:24:38 error invalid-color: brands.two.accent.dark: `sky` is not a colour
    help: write red, green and blue in hexadecimal, as in `#0b57d0`

vestibule.toml:19:29 error unknown-connection: organizations[0].connections[1]: there is no connection `tiny`
    help: add it under [[connections]] with `name = \"tiny\"`, or name one that exists

";
    assert!(said.starts_with(expected), "{said}");
    let (_, rest) = said.split_at(expected.len());
    let warning = "vestibule.toml:20:12 warning unverified-domain: organizations[0].domains[0]: ";
    assert!(rest.contains(warning), "{said}");
    assert!(!rest.contains(" error "), "{said}");
    let summary = rest.lines().last().unwrap();
    assert!(
        summary.starts_with("vestibule.toml: 3 errors, "),
        "{summary}"
    );
    assert!(summary.ends_with("; no snapshot can be made until the errors are mended"));
}

#[test]
fn programs_get_one_object_with_every_finding() {
    let report = |arguments: &[&str]| -> (i32, Value) {
        let ran = vestibule(arguments);
        assert_eq!(ran.out.lines().count(), 1);
        (ran.code, serde_json::from_str(&ran.out).unwrap())
    };
    let (code, good) = report(&["check", TENANT, "--json"]);
    assert_eq!(
        (code, &good["ok"], &good["errors"]),
        (0, &true.into(), &0.into())
    );
    assert_eq!(good["snapshot"].as_str().unwrap().len(), 12);

    let (_folder, file) = changed(|text| text.replace("#0b57d0", "blue"));
    let (code, bad) = report(&["check", &file, "--json"]);
    assert_eq!(
        (code, &bad["ok"], &bad["errors"]),
        (1, &false.into(), &1.into())
    );
    assert_eq!(bad["snapshot"], Value::Null);
    let findings = bad["findings"].as_array().unwrap();
    let count = |severity: &str| {
        findings
            .iter()
            .filter(|it| it["severity"] == severity)
            .count()
    };
    assert_eq!(count("error"), 1);
    assert_eq!(bad["warnings"], count("warning"));
    let text = fs::read_to_string(&file).unwrap();
    let (before, _) = text.split_once("\"blue\"").unwrap();
    let (line, column) = (
        before.lines().count(),
        before.lines().last().unwrap().chars().count() + 1,
    );
    let error = findings
        .iter()
        .find(|it| it["severity"] == "error")
        .unwrap();
    assert_eq!(
        (
            &error["code"],
            &error["file"],
            &error["line"],
            &error["column"],
            &error["field"]
        ),
        (
            &"invalid-color".into(),
            &file.as_str().into(),
            &line.into(),
            &column.into(),
            &"brands.acme.accent.light".into()
        )
    );
    assert!(error["help"].as_str().unwrap().contains("#0b57d0"));
}

#[test]
fn stages_variables_and_loopback_reach_the_compiler() {
    let version = |more: &[&str]| {
        let ran = vestibule(&[&["check", TENANT, "--json"], more].concat());
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        (
            ran.code,
            report["snapshot"].clone(),
            report["findings"].clone(),
        )
    };
    let (_, production, _) = version(&[]);
    let (code, staging, _) = version(&["--stage", "staging"]);
    assert_eq!(code, 0);
    assert_ne!(staging, production);
    let (code, _, findings) = version(&["--stage", "stagign"]);
    assert_eq!((code, &findings[0]["code"]), (1, &"unknown-stage".into()));

    let loopback = ["--variable", "edge_origin=http://localhost:8787"];
    assert_eq!(version(&loopback).0, 1);
    let allowed = [&loopback[..], &["--dangerous-loopback"]].concat();
    assert_eq!(version(&allowed).0, 0);
}

#[test]
fn a_file_that_is_not_there_is_a_finding_and_a_wrong_command_line_is_not() {
    let ran = vestibule(&["check", "nowhere.toml"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.starts_with("nowhere.toml error unreadable-file: "),
        "{}",
        ran.out
    );
    assert_eq!(vestibule(&["check"]).code, 2);
    assert_eq!(
        vestibule(&["check", TENANT, "--variable", "novalue"]).code,
        2
    );
}
