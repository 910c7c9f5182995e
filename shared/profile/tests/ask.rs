//! Which fields a login asks for, and why not the others.

#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

use vestibule_identity::UnixSeconds;
use vestibule_profile::ask::{Candidate, Decision, Flow, Login, Outcome, Verdict, decide};
use vestibule_profile::{Budget, Condition, Consent, Policy, Presence, Store, StoreKind};
use vestibule_rules::{Document, Value};

const NOW: i64 = 1_764_000_000;
const DAY: i64 = 86_400;

fn field(name: &str) -> Candidate<'_> {
    Candidate {
        name,
        store: Store {
            kind: StoreKind::User,
            key: name,
        },
        presence: Presence::Optional,
        stale_after: None,
        only_if: None,
        when: None,
        prefill: None,
        priority: 50,
        step: 1,
        consent: None,
        left_out: false,
    }
}

fn required(name: &str) -> Candidate<'_> {
    Candidate {
        presence: Presence::Required,
        ..field(name)
    }
}

fn on<'a>(candidate: Candidate<'a>, other: &'a str, any_of: &[&'a str]) -> Candidate<'a> {
    Candidate {
        only_if: Some(Condition {
            field: other,
            any_of: any_of.to_vec(),
        }),
        ..candidate
    }
}

/// A login of somebody who has been here before, with something different.
fn event(more: &str) -> String {
    let usual = r#""stats":{"logins_count":2},"transaction":{"protocol":"oidc-basic-profile"}"#;
    let more = more.trim_end_matches(',');
    if more.contains("\"stats\"") || more.contains("\"transaction\"") {
        format!("{{{more}}}")
    } else if more.is_empty() {
        format!("{{{usual}}}")
    } else {
        format!("{{{usual},{more}}}")
    }
}

fn user(user_metadata: &str, app_metadata: &str) -> String {
    event(&format!(
        r#""user":{{"user_metadata":{user_metadata},"app_metadata":{app_metadata}}}"#
    ))
}

fn book(profile: &str) -> String {
    user("{}", &format!(r#"{{"vestibule":{{"profile":{profile}}}}}"#))
}

fn ask<'a>(fields: &[Candidate<'a>], policy: &Policy, event: &str) -> Decision<'a> {
    let document = Document::parse(event).unwrap();
    let login = Login::of_event(&Value::from(&document), UnixSeconds(NOW));
    decide(
        fields,
        &login,
        policy,
        &mut |candidate| match candidate.when {
            Some(b"yes") => Some(true),
            Some(b"no") => Some(false),
            _ => None,
        },
    )
}

/// The same with the usual budget.
fn asks<'a>(fields: &[Candidate<'a>], event: &str) -> Decision<'a> {
    ask(fields, &Policy::default(), event)
}

fn verdict(decision: &Decision<'_>, name: &str) -> Verdict {
    decision
        .verdicts
        .iter()
        .find(|(it, _)| *it == name)
        .unwrap()
        .1
}

const ASKED: Verdict = Verdict::Asked {
    required: false,
    step: 1,
};

#[test]
fn what_is_missing_is_asked_for_and_what_is_there_is_not() {
    let fields = [field("a"), field("b")];
    let missing = [
        "{}",
        r#"{"a":null}"#,
        r#"{"a":""}"#,
        r#"{"a":"  "}"#,
        r#"{"a":[]}"#,
        "7",
    ];
    for metadata in missing {
        let decision = asks(&fields[..1], &user(metadata, "{}"));
        assert_eq!(
            decision.outcome,
            Outcome::Ask(vec![vec!["a"]]),
            "{metadata}"
        );
    }
    for metadata in [
        r#"{"a":"x"}"#,
        r#"{"a":false}"#,
        r#"{"a":0}"#,
        r#"{"a":["x"]}"#,
    ] {
        let decision = asks(&fields, &user(metadata, "{}"));
        assert_eq!(
            decision.outcome,
            Outcome::Ask(vec![vec!["b"]]),
            "{metadata}"
        );
        assert_eq!(verdict(&decision, "a"), Verdict::Known);
    }
    // The other kind of metadata is another place.
    let decision = asks(&fields[..1], &user("{}", r#"{"a":"x"}"#));
    assert_eq!(verdict(&decision, "a"), ASKED);
}

#[test]
fn an_answer_grows_old() {
    let fields = [Candidate {
        stale_after: Some(10),
        ..field("a")
    }];
    let at = |at: i64| {
        let book = format!(r#"{{"vestibule":{{"profile":{{"fields":{{"a":{{"at":{at}}}}}}}}}}}"#);
        verdict(&asks(&fields, &user(r#"{"a":"x"}"#, &book)), "a")
    };
    assert_eq!(at(NOW - 9 * DAY), Verdict::Fresh(UnixSeconds(NOW + DAY)));
    assert_eq!(at(NOW - 10 * DAY), ASKED);
    // Clocks differ a little; more than that is no time that anybody answered at.
    assert_eq!(
        at(NOW + 60),
        Verdict::Fresh(UnixSeconds(NOW + 60 + 10 * DAY))
    );
    assert_eq!(at(NOW + DAY), ASKED);
    // Nobody knows how old it is.
    assert_eq!(
        verdict(&asks(&fields, &user(r#"{"a":"x"}"#, "{}")), "a"),
        ASKED
    );
}

#[test]
fn a_required_answer_that_has_grown_old_denies_nobody() {
    let fields = [Candidate {
        stale_after: Some(10),
        ..required("a")
    }];
    let event = r#""stats":{"logins_count":9},"transaction":{"protocol":"oidc-basic-profile","prompt":["none"]},"user":{"user_metadata":{"a":"x"}}"#;
    let decision = asks(&fields, &format!("{{{event}}}"));
    assert_eq!(decision.outcome, Outcome::Nothing);
    assert_eq!(
        verdict(&decision, "a"),
        Verdict::CannotRedirect(Flow::PromptNone)
    );
}

#[test]
fn consents_count_by_the_book_and_are_renewed_from_a_day_on() {
    let terms = |renew_from| Candidate {
        consent: Some(Consent {
            version: "2",
            renew_from,
            entity: "Acme",
        }),
        ..required("terms")
    };
    let agreed = |version: &str| {
        user(
            r#"{"terms":true}"#,
            &format!(
                r#"{{"vestibule":{{"profile":{{"fields":{{"terms":{{"at":1,"version":"{version}"}}}}}}}}}}"#
            ),
        )
    };
    let of = |renew_from, event: &str| verdict(&asks(&[terms(renew_from)], event), "terms");
    let asked = Verdict::Asked {
        required: true,
        step: 1,
    };
    assert_eq!(of(None, &agreed("2")), Verdict::Known);
    assert_eq!(of(None, &agreed("1")), Verdict::Known);
    assert_eq!(of(Some(NOW + 1), &agreed("1")), Verdict::Known);
    assert_eq!(of(Some(NOW), &agreed("1")), asked);
    assert_eq!(of(Some(NOW), &agreed("2")), Verdict::Known);
    // What a user can write there is no agreement.
    assert_eq!(of(None, &user(r#"{"terms":true}"#, "{}")), asked);
}

#[test]
fn users_are_left_alone_as_the_budget_says() {
    let fields = [field("a")];
    let of = |event: &str| verdict(&asks(&fields, event), "a");
    let count = |count: &str| {
        of(&event(&format!(
            r#""stats":{{"logins_count":{count}}},"transaction":{{}}"#
        )))
    };
    assert_eq!(count("1"), Verdict::FirstLogin);
    assert_eq!(count("\"many\""), Verdict::FirstLogin);
    assert_eq!(count("2"), ASKED);
    let prompted = |days: i64, skips: u32| {
        of(&book(&format!(
            r#"{{"prompted_at":{},"prompts":{skips},"skips":{skips}}}"#,
            NOW - days * DAY
        )))
    };
    assert_eq!(prompted(6, 0), Verdict::TooSoon(UnixSeconds(NOW + DAY)));
    assert_eq!(prompted(7, 0), ASKED);
    assert_eq!(prompted(13, 1), Verdict::TooSoon(UnixSeconds(NOW + DAY)));
    assert_eq!(prompted(14, 1), ASKED);
    assert_eq!(prompted(28, 2), ASKED);
    assert_eq!(prompted(4_000, 5), Verdict::GivenUp);
    // A time that lies ahead is none.
    assert_eq!(prompted(-2, 0), ASKED);
    let first = Policy {
        budget: Budget {
            first_login: true,
            ..Budget::default()
        },
        ..Policy::default()
    };
    let decision = ask(&fields, &first, &event(r#""stats":{"logins_count":1}"#));
    assert_eq!(verdict(&decision, "a"), ASKED);
}

#[test]
fn what_is_required_knows_no_budget() {
    let fields = [
        required("a"),
        required("b"),
        required("c"),
        required("d"),
        field("e"),
    ];
    let event = event(&format!(
        r#""stats":{{"logins_count":1}},"user":{{"app_metadata":{{"vestibule":{{"profile":{{"prompted_at":{NOW},"prompts":99}}}}}}}}"#
    ));
    let decision = asks(&fields, &event);
    assert_eq!(
        decision.outcome,
        Outcome::Ask(vec![vec!["a", "b", "c", "d"]])
    );
    assert_eq!(verdict(&decision, "e"), Verdict::FirstLogin);
}

#[test]
fn what_comes_first_is_asked_for_when_not_all_can_be() {
    let priority = |candidate: Candidate<'static>, priority| Candidate {
        priority,
        ..candidate
    };
    let fields = [
        field("a"),
        priority(field("b"), 90),
        priority(field("c"), 10),
        priority(required("d"), 0),
        Candidate {
            step: 2,
            ..field("e")
        },
    ];
    let decision = asks(&fields, &event(""));
    // On their pages, in the order of the file.
    assert_eq!(decision.outcome, Outcome::Ask(vec![vec!["a", "b", "d"]]));
    assert_eq!(verdict(&decision, "c"), Verdict::Full);
    assert_eq!(verdict(&decision, "e"), Verdict::Full);
    let policy = Policy {
        budget: Budget {
            fields_per_login: 9,
            ..Budget::default()
        },
        ..Policy::default()
    };
    let decision = ask(&fields, &policy, &event(""));
    let pages = vec![vec!["a", "b", "c", "d"], vec!["e"]];
    assert_eq!(decision.outcome, Outcome::Ask(pages));
}

#[test]
fn scopes_make_fields_required() {
    let fields = [Candidate {
        presence: Presence::RequiredForScopes(vec!["calls:make"]),
        ..field("phone")
    }];
    let scopes = |scopes: &str| {
        let event = format!(
            r#"{{"stats":{{"logins_count":1}},"transaction":{{"requested_scopes":{scopes}}}}}"#
        );
        verdict(&asks(&fields, &event), "phone")
    };
    assert_eq!(scopes(r#"["openid"]"#), Verdict::FirstLogin);
    assert_eq!(scopes(r#""calls:make""#), Verdict::FirstLogin);
    let asked = Verdict::Asked {
        required: true,
        step: 1,
    };
    assert_eq!(scopes(r#"["openid","calls:make"]"#), asked);
}

#[test]
fn where_nobody_can_be_led_to_a_page_nothing_is_asked_and_what_is_required_denies() {
    let fields = [field("a"), required("b")];
    for (transaction, flow) in [
        (
            r#"{"protocol":"oidc-basic-profile","prompt":["none"]}"#,
            Flow::PromptNone,
        ),
        (r#"{"protocol":"oauth2-device-code"}"#, Flow::Device),
        (r#"{"protocol":"oauth2-password"}"#, Flow::NoBrowser),
        (r#"{"protocol":"oauth2-resource-owner"}"#, Flow::NoBrowser),
        (r#"{"protocol":"oauth2-token-exchange"}"#, Flow::NoBrowser),
    ] {
        let event = format!(r#"{{"stats":{{"logins_count":3}},"transaction":{transaction}}}"#);
        let decision = asks(&fields, &event);
        assert_eq!(
            decision.outcome,
            Outcome::Incomplete(vec!["b"]),
            "{transaction}"
        );
        assert_eq!(verdict(&decision, "a"), Verdict::CannotRedirect(flow));
        assert_eq!(verdict(&decision, "b"), Verdict::Missing);
        assert_eq!(asks(&fields[..1], &event).outcome, Outcome::Nothing);
    }
    let refresh =
        r#"{"stats":{"logins_count":3},"transaction":{"protocol":"oauth2-refresh-token"}}"#;
    let decision = asks(&fields, refresh);
    assert_eq!(decision.outcome, Outcome::Nothing);
    assert_eq!(
        verdict(&decision, "b"),
        Verdict::CannotRedirect(Flow::Refresh)
    );
    let strict = Policy {
        required_at_refresh: true,
        ..Policy::default()
    };
    let decision = ask(&fields, &strict, refresh);
    assert_eq!(decision.outcome, Outcome::Incomplete(vec!["b"]));
}

#[test]
fn whoever_comes_back_is_not_asked_again() {
    let fields = [field("a"), required("b")];
    let back = |metadata: &str| {
        event(&format!(
            r#""phase":"continue","user":{{"user_metadata":{metadata}}}"#
        ))
    };
    let decision = asks(&fields, &back("{}"));
    assert_eq!(decision.outcome, Outcome::Incomplete(vec!["b"]));
    assert_eq!(verdict(&decision, "a"), Verdict::JustAsked);
    assert_eq!(
        asks(&fields, &back(r#"{"b":"x"}"#)).outcome,
        Outcome::Nothing
    );
}

#[test]
fn conditions_on_the_event_decide_whom_to_ask() {
    let when = |candidate: Candidate<'static>, when: &'static [u8]| Candidate {
        when: Some(when),
        ..candidate
    };
    let fields = [
        when(field("a"), b"yes"),
        when(field("b"), b"no"),
        when(field("c"), b"broken"),
        when(required("d"), b"no"),
        when(required("e"), b"broken"),
    ];
    let decision = asks(&fields, &event(""));
    assert_eq!(decision.outcome, Outcome::Ask(vec![vec!["a", "e"]]));
    assert_eq!(verdict(&decision, "b"), Verdict::DoesNotApply);
    assert_eq!(verdict(&decision, "c"), Verdict::ConditionFailed);
    assert_eq!(verdict(&decision, "d"), Verdict::DoesNotApply);
    let left_out = [Candidate {
        left_out: true,
        ..when(required("a"), b"yes")
    }];
    let decision = asks(&left_out, &event(""));
    assert_eq!(decision.outcome, Outcome::Nothing);
    assert_eq!(verdict(&decision, "a"), Verdict::LeftOut);
}

#[test]
fn a_field_that_hangs_on_another_comes_with_it() {
    let team = |candidate| on(candidate, "manages", &["true"]);
    let fields = [field("manages"), team(field("team"))];
    // Nobody knows the answer yet: both go.
    let decision = asks(&fields, &event(""));
    assert_eq!(
        decision.outcome,
        Outcome::Ask(vec![vec!["manages", "team"]])
    );
    // It is known.
    let decision = asks(&fields, &user(r#"{"manages":true}"#, "{}"));
    assert_eq!(decision.outcome, Outcome::Ask(vec![vec!["team"]]));
    let decision = asks(&fields, &user(r#"{"manages":false}"#, "{}"));
    assert_eq!(decision.outcome, Outcome::Nothing);
    assert_eq!(verdict(&decision, "team"), Verdict::OtherAnswer);
    // It is not known and not asked for, so the field is not shown.
    let first = event(r#""stats":{"logins_count":1}"#);
    let decision = asks(&[field("manages"), team(required("team"))], &first);
    assert_eq!(decision.outcome, Outcome::Nothing);
    assert_eq!(verdict(&decision, "team"), Verdict::OtherAnswer);
    // What is required if it is shown goes along whatever the number of fields.
    let one = Policy {
        budget: Budget {
            fields_per_login: 1,
            ..Budget::default()
        },
        ..Policy::default()
    };
    let decision = ask(
        &[field("manages"), team(required("team"))],
        &one,
        &event(""),
    );
    assert_eq!(
        decision.outcome,
        Outcome::Ask(vec![vec!["manages", "team"]])
    );
    // The one that it hangs on is not the first in line, so neither is it.
    let fields = [
        Candidate {
            priority: 1,
            ..field("manages")
        },
        Candidate {
            priority: 99,
            ..team(field("team"))
        },
        field("other"),
    ];
    let decision = ask(&fields, &one, &event(""));
    assert_eq!(decision.outcome, Outcome::Ask(vec![vec!["other"]]));
    assert_eq!(verdict(&decision, "team"), Verdict::OtherAnswer);
}

#[test]
fn a_required_field_behind_a_condition_denies_only_if_the_condition_is_met() {
    let fields = [field("manages"), on(required("team"), "manages", &["true"])];
    let back = |metadata: &str| {
        let event = event(&format!(
            r#""phase":"continue","user":{{"user_metadata":{metadata}}}"#
        ));
        asks(&fields, &event).outcome
    };
    assert_eq!(back("{}"), Outcome::Nothing);
    assert_eq!(back(r#"{"manages":false}"#), Outcome::Nothing);
    assert_eq!(
        back(r#"{"manages":true}"#),
        Outcome::Incomplete(vec!["team"])
    );
    assert_eq!(back(r#"{"manages":true,"team":"x"}"#), Outcome::Nothing);
}

#[test]
fn answers_are_compared_in_their_plain_form() {
    let fields = [field("a"), on(field("b"), "a", &["x", "7"])];
    for (metadata, is_asked) in [
        (r#"{"a":"x"}"#, true),
        (r#"{"a":"y"}"#, false),
        (r#"{"a":7}"#, true),
        (r#"{"a":["y","x"]}"#, true),
        (r#"{"a":["y"]}"#, false),
        (r#"{"a":{"x":1}}"#, false),
    ] {
        let decision = asks(&fields, &user(metadata, "{}"));
        let expected = if is_asked {
            ASKED
        } else {
            Verdict::OtherAnswer
        };
        assert_eq!(verdict(&decision, "b"), expected, "{metadata}");
    }
}

#[test]
fn whatever_stands_in_an_event_decides_without_a_fault() {
    let fields = [field("a"), required("b")];
    for event in [
        "{}",
        r#"{"user":7,"stats":[],"transaction":"x","phase":1}"#,
        r#"{"user":{"user_metadata":[],"app_metadata":"x"}}"#,
        r#"{"user":{"app_metadata":{"vestibule":[{"profile":1}]}},"stats":{"logins_count":-9}}"#,
    ] {
        let decision = asks(&fields, event);
        assert_eq!(decision.outcome, Outcome::Ask(vec![vec!["b"]]), "{event}");
    }
}
