//! What is different from what was expected.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value};
use vestibule_claims_enrichment::Answer;

/// What a case expects. Whatever is left out is expected not to be there.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Expected {
    /// The claims of the ID token.
    id_token: Map<String, Value>,
    /// The claims of the access token.
    access_token: Map<String, Value>,
    /// The code of the denial.
    deny: Option<String>,
}

/// One line for each difference; none if all is as expected.
pub(super) fn differences(expected: &Expected, answer: &Answer<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let code = answer.denial.map(|denial| denial.code);
    if expected.deny.as_deref() != code {
        let said = |code: Option<&str>| {
            code.map_or_else(|| "no denial".to_owned(), |it| format!("`{it}`"))
        };
        let by = answer.denial.map_or_else(String::new, |denial| {
            format!(", by the rule `{}`", denial.rule)
        });
        lines.push(format!(
            "deny: expected {}, got {}{by}",
            said(expected.deny.as_deref()),
            said(code)
        ));
        // Without the denial there would be claims, or the other way round: that is no difference of its own.
        return lines;
    }
    for (token, expected, got) in [
        ("id_token", &expected.id_token, answer.id_token.to_object()),
        (
            "access_token",
            &expected.access_token,
            answer.access_token.to_object(),
        ),
    ] {
        let names: BTreeSet<_> = expected.keys().chain(got.keys()).collect();
        for name in names {
            let line = match (expected.get(name), got.get(name)) {
                (Some(expected), Some(got)) if expected == got => continue,
                (Some(expected), Some(got)) => format!("expected {expected}, got {got}"),
                (Some(expected), None) => format!("expected {expected}, got nothing"),
                (None, Some(got)) => format!("expected nothing, got {got}"),
                (None, None) => continue,
            };
            lines.push(format!("{token} {name}: {line}"));
        }
    }
    lines
}
