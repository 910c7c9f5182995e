//! All findings together, and how they read.

use vestibule_tenant_compiler::{CompileOptions, compile};

use super::GOOD;
use crate::support::{TENANT, compile_text};

#[test]
fn all_mistakes_are_reported_at_once_in_the_order_of_the_file() {
    let text = GOOD
        .replace("org_initech", "initech")
        .replace("gmail.com", "com")
        .replace("https://start", "http://start");
    let errors = compile_text(&text, &CompileOptions::default()).unwrap_err();
    let codes: Vec<_> = errors
        .findings()
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(
        codes,
        ["not-https", "invalid-organization-id", "invalid-domain"]
    );
}

#[test]
fn a_finding_reads_like_a_compilers_message() {
    let text = format!("{TENANT}brand = \"acne\"\n");
    let errors = compile_text(&text, &CompileOptions::default()).unwrap_err();
    let file = errors.findings().first().unwrap().place.file.display();
    assert_eq!(
        errors.to_string(),
        format!(
            "{file}:5:9: error[unknown-brand]: tenant.brand: there is no brand `acne`\n  \
             help: add a section [brands.acne], or name one that exists"
        )
    );
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let errors = compile("no/such/file.toml".as_ref(), &CompileOptions::default()).unwrap_err();
    assert!(
        errors
            .to_string()
            .starts_with("no/such/file.toml: error[unreadable-file]: "),
        "{errors}"
    );
}
