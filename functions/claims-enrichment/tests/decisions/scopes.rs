//! Scopes that the access token gets, or does not get.

use serde_json::json;
use vestibule_claims_enrichment::{Outcome, wire};
use vestibule_tenant::Trigger;

use crate::{answer, answer_at, is_denied_as_failed, rule, snapshot, wired};

#[test]
fn scopes_of_all_rules_that_apply_come_together_and_removal_wins() {
    let rules = rule(
        "a",
        "scopes = { add = [\"read:a\", \"read:b\"], remove = [\"admin\"] }",
    ) + &rule("b", "when = 'false'\nscopes = { add = [\"never\"] }")
        + &rule(
            "c",
            "scopes = { add = [\"read:b\", \"admin\", \"read:c\"] }",
        )
        + &rule("d", "scopes = { remove = [\"read:c\", \"admin\"] }");
    let written = wired(&rules, &json!({}));
    assert_eq!(
        written["access_token"],
        json!({ "add_scopes": ["read:a", "read:b"], "remove_scopes": ["admin", "read:c"] })
    );
    assert_eq!(written.get("id_token"), None);
    let snapshot = snapshot(&rules);
    let answer = answer(&snapshot, &json!({}));
    let from: Vec<_> = answer
        .add_scopes
        .iter()
        .map(|it| (it.scope, it.rule))
        .collect();
    assert_eq!(from, [("read:a", "a"), ("read:b", "a")]);
    assert_eq!(answer.remove_scopes[1].rule, "d");
    assert_eq!(answer.rules[1].outcome, Outcome::DoesNotApply);
}

#[test]
fn a_machine_gets_scopes_as_well() {
    let snapshot = snapshot(&rule(
        "a",
        "trigger = \"credentials-exchange\"\nscopes = { add = [\"a\"], remove = [\"b\"] }",
    ));
    let trigger = Trigger::CredentialsExchange;
    assert_eq!(
        wire(&answer_at(trigger, &snapshot, &json!({})), trigger, "d"),
        r#"{"version":1,"decision_id":"d","access_token":{"add_scopes":["a"],"remove_scopes":["b"]}}"#
    );
}

#[test]
fn a_scope_that_may_have_to_go_denies_when_that_cannot_be_found_out() {
    let unknown = "when = 'event.user.email_verified'\n";
    let event = json!({ "user": {} });
    let adds = snapshot(&rule(
        "a",
        &format!("{unknown}scopes = {{ add = [\"a\"] }}"),
    ));
    let answered = answer(&adds, &event);
    assert!(answered.denial.is_none() && answered.add_scopes.is_empty());
    let removes = snapshot(&rule(
        "a",
        &format!("{unknown}scopes = {{ remove = [\"a\"] }}"),
    ));
    is_denied_as_failed(&answer(&removes, &event));
    let lenient = format!("{unknown}scopes = {{ remove = [\"a\"] }}\nfailure = \"optional\"");
    let lenient = snapshot(&rule("a", &lenient));
    assert!(answer(&lenient, &event).denial.is_none());
}
