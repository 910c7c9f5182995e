//! Denials that do more than deny.

use serde_json::json;
use vestibule_claims_enrichment::wire;
use vestibule_tenant::Trigger;

use crate::{answer_at, rule, snapshot, wired};

#[test]
fn a_session_ends_with_the_denial() {
    let deny = |more: &str| {
        rule(
            "no",
            &format!("when = 'true'\ndeny = {{ code = \"gone\", reason = \"Bye.\"{more} }}"),
        )
    };
    let denied = json!({ "code": "gone", "reason": "Bye." });
    let plain = wired(&deny(""), &json!({}));
    assert_eq!((&plain["deny"], plain.get("session")), (&denied, None));
    let ends = wired(&deny(", revoke_session = true"), &json!({}));
    assert_eq!(ends["deny"], denied);
    assert_eq!(ends["session"], json!({ "revoke": denied }));
    let keeps = wired(
        &deny(", revoke_session = true, preserve_refresh_tokens = true"),
        &json!({}),
    );
    assert_eq!(
        keeps["session"]["revoke"],
        json!({ "code": "gone", "reason": "Bye.", "preserve_refresh_tokens": true })
    );
}

#[test]
fn nothing_else_is_said_with_a_denial() {
    let rules = rule("a", "user_metadata = \"a\"\nvalue = '1'")
        + &rule("b", "scopes = { add = [\"a\"], remove = [\"b\"] }")
        + &rule("c", "session = \"expires_at\"\nvalue = 'duration(\"1h\")'")
        + &rule("d", "step_up = { factors = [\"otp\"] }")
        + &rule("e", "claim = \"a\"\nvalue = '1'");
    // The last rule fails, and all before it did something.
    let fails = rules
        + &rule(
            "f",
            "app_metadata = \"a\"\nvalue = 'event.user.email'\nfailure = \"required\"",
        );
    let written = wired(&fails, &json!({ "user": {} }));
    let members: Vec<_> = written.as_object().unwrap().keys().collect();
    assert_eq!(members, ["decision_id", "deny", "enrichment", "version"]);
    assert_eq!(written["deny"]["code"], "rule-failed");
}

#[test]
fn who_may_not_sign_up_is_told_in_other_words_than_the_log() {
    for (more, message) in [
        ("", "Refused."),
        (", user_message = \"Please ask.\"", "Please ask."),
    ] {
        let snapshot = snapshot(&rule(
            "no",
            &format!(
                "trigger = \"pre-user-registration\"\nwhen = 'true'\n\
                 deny = {{ code = \"no\", reason = \"Refused.\"{more} }}"
            ),
        ));
        let trigger = Trigger::PreUserRegistration;
        let answer = answer_at(trigger, &snapshot, &json!({}));
        assert_eq!(
            wire(&answer, trigger, "d"),
            format!(
                r#"{{"version":1,"decision_id":"d","deny":{{"reason":"[no] Refused.","user_message":"{message}"}}}}"#
            )
        );
    }
}
