//! A finding, for programs.

use vestibule_tenant_compiler::CompileOptions;

use super::{domains, findings, tenant};
use crate::support::compile_text;

#[test]
fn a_finding_is_a_flat_object_in_json() {
    let text = tenant("", &domains(&["co.uk"]), "");
    let finding = &findings(compile_text(&text, &CompileOptions::default()))[0];
    let json = serde_json::to_value(finding).unwrap();
    let (line, column) = finding.place.position.unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "severity": "error",
            "code": "public-suffix",
            "file": finding.place.file.to_str().unwrap(),
            "line": line,
            "column": column,
            "field": "organizations[0].domains[0].name",
            "problem": "anybody can register a name under `co.uk`",
            "help": "name the domain that is the organization's own; if this one is, write `public_suffix = true` beside it",
            "page": "docs/findings/public-suffix.md",
        })
    );
}
