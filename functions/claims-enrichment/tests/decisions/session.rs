//! When sessions end.

use serde_json::{Value, json};
use vestibule_claims_enrichment::{FailureReason, Outcome};
use vestibule_rules::Reason;

use crate::{NOW, answer, is_denied_as_failed, outcomes, reason, rule, snapshot, wired};

fn ends(limit: &str, value: &str) -> String {
    rule(limit, &format!("session = \"{limit}\"\nvalue = '{value}'"))
}

#[test]
fn ends_are_times_or_lengths_of_time_in_milliseconds() {
    let rules = ends("expires_at", "duration(\"8h\")")
        + &ends("idle_expires_at", "timestamp(\"2026-11-24T10:00:00.9Z\")");
    let written = wired(&rules, &json!({}));
    assert_eq!(
        written["session"],
        json!({
            "expires_at": (NOW.0 + 8 * 3_600) * 1_000,
            "idle_expires_at": (NOW.0 + 1_800) * 1_000,
        })
    );
}

#[test]
fn the_first_rule_that_gives_an_end_wins() {
    let rules = rule(
        "null",
        "session = \"expires_at\"\nvalue = 'false ? now : null'",
    ) + &rule(
        "past",
        "session = \"expires_at\"\nvalue = 'now - duration(\"1s\")'",
    ) + &rule(
        "other",
        "when = 'false'\nsession = \"expires_at\"\nvalue = 'duration(\"1h\")'",
    ) + &rule(
        "first",
        "session = \"expires_at\"\nvalue = 'duration(\"2h\")'",
    ) + &rule(
        "second",
        "session = \"expires_at\"\nvalue = 'duration(\"3h\")'",
    );
    let snapshot = snapshot(&rules);
    let answer = answer(&snapshot, &json!({}));
    let end = answer.session_expires_at.unwrap();
    assert_eq!((end.at, end.rule), (NOW.plus(7_200), "first"));
    assert_eq!(answer.session_idle_expires_at, None);
    assert_eq!(outcomes(&answer)[0], Outcome::Empty);
    assert_eq!(outcomes(&answer)[2], Outcome::DoesNotApply);
    assert_eq!(outcomes(&answer)[4], Outcome::Superseded { by: "first" });
}

#[test]
fn no_session_ends_in_the_past_or_at_what_is_no_time() {
    let wrong = |value: &Value| {
        let snapshot = snapshot(&ends("expires_at", "event.user.app_metadata.x"));
        let event = json!({ "user": { "app_metadata": { "x": value } } });
        let answer = answer(&snapshot, &event);
        assert_eq!(answer.session_expires_at, None);
        reason(&answer)
    };
    // Numbers and texts are no times, whatever they mean to say.
    for value in [
        json!(3_600),
        json!("8h"),
        json!("2027-01-01T00:00:00Z"),
        json!([]),
        json!(true),
    ] {
        let FailureReason::Evaluate(error) = wrong(&value) else {
            panic!("{value}")
        };
        assert_eq!(error.reason, Reason::WrongResult);
    }
    for value in [
        "now",
        "now - duration(\"1h\")",
        "duration(\"0s\")",
        "duration(\"-1h\")",
        "duration(\"999ms\")",
        "timestamp(\"0001-01-01T00:00:00Z\")",
    ] {
        let snapshot = snapshot(&ends("idle_expires_at", value));
        assert_eq!(
            reason(&answer(&snapshot, &json!({}))),
            FailureReason::InPast,
            "{value}"
        );
        let required = ends("idle_expires_at", value) + "failure = \"required\"\n";
        let required = crate::snapshot(&required);
        is_denied_as_failed(&answer(&required, &json!({})));
    }
    // As far as times go.
    let far = snapshot(&ends("expires_at", "timestamp(\"9999-12-31T23:59:59Z\")"));
    let end = answer(&far, &json!({})).session_expires_at.unwrap();
    assert_eq!(end.at.0, 253_402_300_799);
}
