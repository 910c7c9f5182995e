//! Metadata of users and transactions.

use serde_json::{Value, json};
use vestibule_claims_enrichment::{FailureReason, Outcome, wire};
use vestibule_tenant::Trigger;

use crate::{answer, answer_at, is_denied_as_failed, outcomes, reason, rule, snapshot, wired};

#[test]
fn fields_are_set_and_deleted_and_the_first_rule_for_one_wins() {
    let rules = rule(
        "a",
        "user_metadata = \"plan\"\nvalue = '{\"seats\": [1, 2]}'",
    ) + &rule("b", "user_metadata = \"plan\"\nvalue = '2'")
        + &rule("c", "app_metadata = \"plan\"\nvalue = 'null'")
        + &rule("d", "app_metadata = \"plan\"\nvalue = '2'")
        + &rule(
            "e",
            "transaction_metadata = \"plan\"\nvalue = 'event.user.email'",
        )
        + &rule("f", "transaction_metadata = \"plan\"\nvalue = '\"free\"'")
        + &rule("g", "transaction_metadata = \"old\"\nvalue = 'null'");
    let event = json!({ "user": {} });
    let written = wired(&rules, &event);
    assert_eq!(
        written["user_metadata"],
        json!({ "plan": { "seats": [1, 2] } })
    );
    // Null is not nothing: it deletes, so the rule behind it does not come to its turn.
    assert_eq!(written["app_metadata"], json!({ "plan": null }));
    // A rule that fails leaves the field to the next.
    assert_eq!(
        written["transaction_metadata"],
        json!({ "plan": "free", "old": null })
    );
    let snapshot = snapshot(&rules);
    let answer = answer(&snapshot, &event);
    assert_eq!(outcomes(&answer)[1], Outcome::Superseded { by: "a" });
    assert_eq!(outcomes(&answer)[3], Outcome::Superseded { by: "c" });
    assert_eq!(answer.transaction_metadata[0].rule, "f");
}

#[test]
fn a_sign_up_sets_metadata_of_the_user() {
    let snapshot = snapshot(
        &(rule(
            "a",
            "trigger = \"pre-user-registration\"\nuser_metadata = \"a\"\nvalue = '1'",
        ) + &rule(
            "b",
            "trigger = \"pre-user-registration\"\napp_metadata = \"b\"\nvalue = '2'",
        )),
    );
    let trigger = Trigger::PreUserRegistration;
    assert_eq!(
        wire(&answer_at(trigger, &snapshot, &json!({})), trigger, "d"),
        r#"{"version":1,"decision_id":"d","user_metadata":{"a":1},"app_metadata":{"b":2}}"#
    );
}

/// What becomes of a value that an event has.
fn given(field: &str, value: &Value) -> Result<Value, FailureReason> {
    let rules = rule(
        "a",
        &format!("{field} = \"a\"\nvalue = 'event.user.app_metadata.x'"),
    );
    let snapshot = snapshot(&rules);
    let event = json!({ "user": { "app_metadata": { "x": value } } });
    let answer = answer(&snapshot, &event);
    let mut all = [
        &answer.user_metadata,
        &answer.app_metadata,
        &answer.transaction_metadata,
    ]
    .into_iter()
    .flatten();
    match all.next() {
        Some(field) => Ok(field.value.clone()),
        None => Err(reason(&answer)),
    }
}

#[test]
fn metadata_of_a_transaction_is_flat() {
    for good in [
        json!("text"),
        json!(""),
        json!(1),
        json!(-2.5),
        json!(true),
        json!(null),
        json!(9_007_199_254_740_991_i64),
        json!("x".repeat(8_192)),
    ] {
        assert_eq!(given("transaction_metadata", &good), Ok(good));
    }
    // JavaScript would take 9007199254740993 for another number, and every double beyond that for a whole one.
    for bad in [
        json!([1]),
        json!({}),
        json!({ "a": 1 }),
        json!(9_007_199_254_740_992_i64),
        json!(-9_007_199_254_740_992_i64),
        json!(u64::MAX),
        json!(1e300),
    ] {
        let reason = given("transaction_metadata", &bad);
        assert_eq!(reason, Err(FailureReason::NotScalar), "{bad}");
    }
    assert_eq!(
        given("transaction_metadata", &json!("x".repeat(8_193))),
        Err(FailureReason::NoRoomInMetadata)
    );
}

#[test]
fn metadata_of_a_user_has_names_that_auth0_takes_and_some_room() {
    let deep = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
    for field in ["user_metadata", "app_metadata"] {
        for good in [json!({ "a": { "b": [1] } }), json!(null), deep(31)] {
            assert_eq!(given(field, &good), Ok(good.clone()), "{field}");
        }
        for (bad, reason) in [
            (json!({ "a.b": 1 }), FailureReason::WrongName),
            (json!([{ "x": { "$set": 1 } }]), FailureReason::WrongName),
            (json!("x".repeat(33_000)), FailureReason::NoRoomInMetadata),
            (deep(32), FailureReason::TooDeep),
            (deep(60), FailureReason::TooDeep),
        ] {
            assert_eq!(given(field, &bad), Err(reason), "{field}");
        }
    }
}

#[test]
fn what_the_transaction_holds_already_takes_room() {
    let rules = rule(
        "a",
        "transaction_metadata = \"a\"\nvalue = '\"0123456789\"'",
    );
    let snapshot = snapshot(&rules);
    let with = |name: &str, octets: usize| {
        let metadata = json!({ name: "x".repeat(octets) });
        answer(
            &snapshot,
            &json!({ "transaction": { "metadata": metadata } }),
        )
    };
    assert_eq!(outcomes(&with("b", 15_300)), [Outcome::Gave]);
    assert_eq!(reason(&with("b", 15_340)), FailureReason::NoRoomInMetadata);
    // What is replaced takes none.
    assert_eq!(outcomes(&with("a", 15_340)), [Outcome::Gave]);
    // Metadata that is none is no metadata.
    let odd = json!({ "transaction": { "metadata": [1, 2] } });
    assert_eq!(outcomes(&answer(&snapshot, &odd)), [Outcome::Gave]);
}

#[test]
fn two_hundred_fields_stay_within_what_auth0_takes() {
    let mut rules = String::new();
    for number in 0..200 {
        rules += &rule(
            &format!("r{number}"),
            &format!("app_metadata = \"f{number}\"\nvalue = 'event.user.name'"),
        );
    }
    let snapshot = snapshot(&rules);
    let event = json!({ "user": { "name": "x".repeat(1_000) } });
    let answered = answer(&snapshot, &event);
    assert!((30..=33).contains(&answered.app_metadata.len()));
    assert!(!answered.is_full() && answered.denial.is_none());
    assert_eq!(answered, answer(&snapshot, &event));
}

#[test]
fn a_field_that_must_be_set_and_cannot_be_denies() {
    let rules = rule(
        "a",
        "transaction_metadata = \"a\"\nvalue = 'event.user.app_metadata'\nfailure = \"required\"",
    );
    let snapshot = snapshot(&rules);
    let event = json!({ "user": { "app_metadata": {} } });
    is_denied_as_failed(&answer(&snapshot, &event));
}

#[test]
fn a_claim_is_no_deeper_than_an_action_takes() {
    let snapshot = snapshot(&rule(
        "a",
        "claim = \"a\"\nvalue = 'event.user.user_metadata'",
    ));
    let deep = (0..60).fold(json!(1), |inner, _| json!({ "a": inner }));
    let answer = answer(&snapshot, &json!({ "user": { "user_metadata": deep } }));
    assert_eq!(reason(&answer), FailureReason::TooDeep);
}
