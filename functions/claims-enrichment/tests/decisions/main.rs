//! What rules decide besides claims: each thing that a rule can do, from a tenant file through the snapshot to an answer.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod deny;
mod email;
mod metadata;
mod moments;
mod notice;
mod scopes;
mod session;
mod step_up;

use std::io::Write as _;

use serde_json::Value;
use vestibule_claims_enrichment::{
    Answer, Failure, FailureReason, Need, NoItems, Outcome, RULE_FAILED, enrich, wire,
};
use vestibule_http::Step;
use vestibule_identity::UnixSeconds;
use vestibule_rules::{Document, Value as RuleValue};
use vestibule_tenant::{Bundle, Snapshot, Trigger};
use vestibule_tenant_compiler::{CompileOptions, Compiled, compile, sha256};

/// 2026-11-24T09:30:00Z
pub(crate) const NOW: UnixSeconds = UnixSeconds(1_795_512_600);

const TENANT: &str = r#"
[tenant]
name = "Acme"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]

[[connections]]
name = "globex"
strategy = "oidc"
display_name = "Globex"
second_factor = { amr = ["mfa", "hwk"], acr = ["urn:globex:strong"] }

[[connections]]
name = "initech"
strategy = "samlp"
display_name = "Initech"
second_factor = {}

[[organizations]]
id = "org_globex"
name = "globex"
display_name = "Globex"
connections = ["globex"]
domains = [
    { name = "globex.example", verified = true, subdomains = true },
    { name = "claimed.example" },
    { name = "shared.example", verified = true },
]
addresses = [{ address = "adviser@gmail.com" }]

[[organizations]]
id = "org_initech"
name = "initech"
display_name = "Initech"
connections = ["initech"]
domains = [
    { name = "initech.example", verified = true },
    { name = "shared.example", verified = true },
]
addresses = [{ address = "both@globex.example" }]

[home_realm]
consumer_domains = ["mailboxes.example"]
conflict = "pick"
"#;

pub(crate) fn compiled(rules: &str) -> Compiled {
    let mut file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    write!(
        file,
        "{TENANT}[claims]\nnamespace = \"https://a.example/\"\n{rules}"
    )
    .unwrap();
    compile(file.path(), &CompileOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn snapshot(rules: &str) -> Snapshot {
    let bundle = compiled(rules).bundle().unwrap();
    Bundle::from_bytes(&bundle)
        .unwrap()
        .snapshot(sha256)
        .unwrap()
}

/// As a callout is answered: from the event as it is written.
fn ask<'a>(trigger: Trigger, snapshot: &'a Snapshot, event: &Value) -> Step<Answer<'a>, Need> {
    let text = event.to_string();
    let event = Document::parse(&text).unwrap();
    enrich(
        trigger,
        &RuleValue::from(&event),
        snapshot,
        (&NoItems, false),
        NOW,
    )
    .unwrap()
}

pub(crate) fn answer_at<'a>(trigger: Trigger, snapshot: &'a Snapshot, event: &Value) -> Answer<'a> {
    match ask(trigger, snapshot, event) {
        Step::Done(answer) => answer,
        Step::Need(shards) => panic!("everything is resident, {shards:?} too"),
    }
}

/// How many things an answer takes that are not there.
pub(crate) fn needs(snapshot: &Snapshot, event: &Value) -> usize {
    match ask(Trigger::PostLogin, snapshot, event) {
        Step::Done(_) => 0,
        Step::Need(needs) => needs.len(),
    }
}

pub(crate) fn answer<'a>(snapshot: &'a Snapshot, event: &Value) -> Answer<'a> {
    answer_at(Trigger::PostLogin, snapshot, event)
}

/// What the Action of post-login gets.
pub(crate) fn wired(rules: &str, event: &Value) -> Value {
    let snapshot = snapshot(rules);
    let json = wire(&answer(&snapshot, event), Trigger::PostLogin, "dec_1");
    serde_json::from_str(&json).unwrap()
}

/// A rule with these lines.
pub(crate) fn rule(name: &str, lines: &str) -> String {
    format!("[[claims.rules]]\nname = \"{name}\"\n{lines}\n")
}

pub(crate) fn outcomes<'a>(answer: &Answer<'a>) -> Vec<Outcome<'a>> {
    answer.rules.iter().map(|report| report.outcome).collect()
}

/// Why the only rule failed.
#[track_caller]
pub(crate) fn reason(answer: &Answer<'_>) -> FailureReason {
    match outcomes(answer)[..] {
        [Outcome::Failed(Failure { reason, .. })] => reason,
        ref outcomes => panic!("{outcomes:?}"),
    }
}

#[track_caller]
pub(crate) fn is_denied_as_failed(answer: &Answer<'_>) {
    assert_eq!(answer.denial.map(|denial| denial.code), Some(RULE_FAILED));
}
