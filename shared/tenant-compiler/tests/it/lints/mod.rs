//! What is well-formed and still does harm, or nothing, is reported; what is meant that way is not.

mod addresses;
mod clients;
mod connections;
mod email_domains;
mod finding;
mod hosts;
mod limits;
mod membership;
mod networks;
mod second_factors;
mod secrets;
mod signals;

use vestibule_tenant_compiler::{CompileErrors, CompileOptions, Compiled, Finding};

use crate::support::compile_text;

const HEAD: &str = r#"
[tenant]
name = "Acme"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]
"#;

const CONNECTIONS: &str = r#"
[[connections]]
name = "globex-oidc"
strategy = "oidc"
display_name = "Globex"

[[connections]]
name = "initech-oidc"
strategy = "oidc"
display_name = "Initech"
"#;

fn findings(result: Result<Compiled, CompileErrors>) -> Vec<Finding> {
    match result {
        Ok(compiled) => compiled.findings,
        Err(errors) => errors.findings().to_vec(),
    }
}

/// Globex and Initech, with something added to each, and something before them.
fn tenant(before: &str, globex: &str, initech: &str) -> String {
    format!(
        r#"{before}
{HEAD}
{CONNECTIONS}
[[organizations]]
id = "org_globex"
name = "globex"
display_name = "Globex"
connections = ["globex-oidc"]
{globex}

[[organizations]]
id = "org_initech"
name = "initech"
display_name = "Initech"
connections = ["initech-oidc"]
{initech}
"#
    )
}

/// `code field` of every finding, `!` before errors.
fn codes(text: &str) -> Vec<String> {
    findings(compile_text(text, &CompileOptions::default()))
        .iter()
        .map(|finding| {
            assert!(finding.place.position.is_some(), "{finding}");
            let mark = if finding.severity.to_string() == "error" {
                "!"
            } else {
                ""
            };
            format!("{mark}{} {}", finding.code, finding.place.field)
        })
        .collect()
}

#[track_caller]
fn organizations(globex: &str, initech: &str, expected: &[&str]) {
    assert_eq!(
        codes(&tenant("", globex, initech)),
        expected,
        "{globex}\n{initech}"
    );
}

#[track_caller]
fn with(more: &str, expected: &[&str]) {
    let domains =
        |name: &str| format!("domains = [{{ name = \"{name}.example\", verified = true }}]");
    let text = tenant("", &domains("globex"), &domains("initech")) + more;
    assert_eq!(codes(&text), expected, "{more}");
}

fn domains(list: &[&str]) -> String {
    let entries: Vec<_> = list
        .iter()
        .map(|entry| {
            let (name, more) = entry.split_once(' ').unwrap_or((entry, ""));
            format!("{{ name = \"{name}\", verified = true{more} }}")
        })
        .collect();
    format!("domains = [{}]", entries.join(", "))
}
