//! The documentation has a page for each kind of finding, and lists them all.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use vestibule_tenant_compiler::{RULES, Severity, schema};

pub(crate) fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

/// Compares a generated file with the committed one, or writes it when `UPDATE_DOCS` is set.
#[expect(
    clippy::unwrap_used,
    reason = "a file that cannot be written fails the test"
)]
pub(crate) fn is_committed(path: &Path, generated: &str) {
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, generated).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == generated,
        "{} is out of date: run UPDATE_DOCS=1 cargo test -p vestibule-tenant-compiler",
        path.display()
    );
}

#[test]
fn the_index_lists_every_kind_of_finding() {
    let mut index = String::from(
        "# Findings

What `vestibule check`, and whoever compiles a tenant file, may have to say about it. Each finding has a code, which stays what it is, a
severity, a place, and a sentence on how to mend it.

This list is generated from `shared/tenant-compiler/src/code.rs`; `UPDATE_DOCS=1 cargo test -p vestibule-tenant-compiler` writes it.

| code | severity | what it means |
|---|---|---|
",
    );
    for rule in RULES {
        let (code, severity, title) = (rule.code, rule.severity, rule.title);
        let _ = writeln!(index, "| [`{code}`]({code}.md) | {severity} | {title} |");
    }
    is_committed(&docs().join("findings/README.md"), &index);
}

#[test]
fn every_kind_of_finding_has_a_page_and_every_page_is_of_one() {
    let codes: BTreeSet<_> = RULES
        .iter()
        .map(|rule| format!("{}.md", rule.code))
        .collect();
    assert_eq!(codes.len(), RULES.len(), "a code is used twice");
    let pages: BTreeSet<_> = fs::read_dir(docs().join("findings"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    assert_eq!(codes, pages);
    for rule in RULES {
        let page = fs::read_to_string(docs().join(format!("findings/{}.md", rule.code))).unwrap();
        let severity = match rule.severity {
            Severity::Error => "an error: no snapshot is written",
            Severity::Warning => "a warning: the snapshot is written all the same",
        };
        let head = format!("# {}\n\n`{}`, {severity}.\n\n", rule.title, rule.code);
        assert!(
            page.starts_with(&head),
            "{} does not begin with\n{head}",
            rule.code
        );
        assert!(
            page.contains("**Mend it:**"),
            "{} does not say how to mend it",
            rule.code
        );
    }
}

#[test]
fn the_schema_of_the_tenant_file_is_the_committed_one() {
    is_committed(&docs().join("tenant-file.schema.json"), &schema());
}

#[test]
fn the_schema_says_what_an_editor_needs() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    assert_eq!(schema["required"], serde_json::json!(["tenant"]));
    assert_eq!(schema["additionalProperties"], false);
    let organization = &schema["definitions"]["Organization"];
    assert_eq!(
        organization["required"],
        serde_json::json!(["id", "name", "display_name"])
    );
    assert_eq!(organization["properties"]["enabled"]["default"], true);
    assert_eq!(
        schema["definitions"]["HomeRealm"]["properties"]["loop"]["default"],
        serde_json::json!({ "hops": 3, "seconds": 120 })
    );
    for definition in schema["definitions"].as_object().unwrap().values() {
        for (name, property) in definition["properties"].as_object().into_iter().flatten() {
            assert!(
                property["description"].is_string(),
                "{name} has no description"
            );
        }
    }
}

#[test]
fn the_example_names_its_schema() {
    let example = docs().join("../examples/acme/vestibule.toml");
    let text = fs::read_to_string(&example).unwrap();
    let schema = text
        .lines()
        .next()
        .unwrap()
        .strip_prefix("#:schema ")
        .unwrap();
    assert!(example.parent().unwrap().join(schema).is_file());
}
