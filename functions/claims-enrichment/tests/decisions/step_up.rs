//! Second factors.

use serde_json::{Value, json};
use vestibule_claims_enrichment::{Outcome, StepUpWay};
use vestibule_tenant::{Manifest, Snapshot};

use crate::{answer, compiled, is_denied_as_failed, needs, outcomes, rule, snapshot, wired};

const ANY_AGE: &str = "step_up = { factors = [\"otp\", \"webauthn-roaming\", \"email\"] }";
const RECENT: &str = "step_up = { factors = [\"otp\"], max_age = \"15m\" }";

/// Whether this event shows a second factor to the rule.
fn is_shown(lines: &str, event: &Value) -> bool {
    let snapshot = snapshot(&rule("factor", lines));
    let answer = answer(&snapshot, event);
    assert!(answer.denial.is_none());
    match outcomes(&answer)[..] {
        [Outcome::FactorShown] => {
            assert_eq!(answer.step_up, None);
            true
        }
        [Outcome::Asked] => {
            assert!(answer.step_up.is_some());
            false
        }
        ref outcomes => panic!("{outcomes:?}"),
    }
}

fn with_methods(methods: &Value) -> Value {
    json!({ "authentication": { "methods": methods } })
}

#[test]
fn a_factor_that_auth0_asked_for_is_shown() {
    for (methods, any_age, recent) in [
        (json!([]), false, false),
        (
            json!([{ "name": "pwd", "timestamp": "2026-11-24T09:29:00.000Z" }]),
            false,
            false,
        ),
        (
            json!([{ "name": "mfa", "timestamp": "2026-11-24T09:15:00.000Z" }]),
            true,
            true,
        ),
        (
            json!([{ "name": "mfa", "timestamp": "2026-11-24T09:14:59.999Z" }]),
            true,
            false,
        ),
        // A clock that is ahead.
        (
            json!([{ "name": "mfa", "timestamp": "2026-11-24T09:31:00Z" }]),
            true,
            true,
        ),
        (json!([{ "name": "mfa" }]), true, false),
        (
            json!([{ "name": "mfa", "timestamp": "just now" }]),
            true,
            false,
        ),
        (
            json!([{ "name": "mfa", "timestamp": 1_795_512_600 }]),
            true,
            false,
        ),
        // The new one of two counts.
        (
            json!([
                { "name": "mfa", "timestamp": "2026-11-23T09:30:00Z" },
                { "name": "mfa", "timestamp": "2026-11-24T09:30:00Z" },
            ]),
            true,
            true,
        ),
        (json!([{ "name": ["mfa"] }, "mfa", null, 7]), false, false),
        (json!("mfa"), false, false),
        (json!({ "name": "mfa" }), false, false),
    ] {
        let event = with_methods(&methods);
        assert_eq!(is_shown(ANY_AGE, &event), any_age, "{methods}");
        assert_eq!(is_shown(RECENT, &event), recent, "{methods}");
    }
}

#[test]
fn what_an_identity_provider_says_counts_where_the_tenant_file_says_what_it_means() {
    let event = |connection: &Value, amr: &Value, acr: &Value| {
        json!({
            "connection": { "name": connection },
            "user": { "amr": amr, "acr": acr },
            "authentication": { "methods": [{ "name": "federated", "timestamp": "2026-11-24T09:29:50Z" }] },
        })
    };
    let (globex, null) = (json!("globex"), json!(null));
    for (connection, amr, acr, shown) in [
        (&globex, json!(["pwd", "mfa"]), &null, true),
        (&globex, json!(["hwk"]), &null, true),
        (&globex, json!(["pwd"]), &json!("urn:globex:strong"), true),
        (&globex, json!(["pwd"]), &json!("urn:globex:weak"), false),
        (&globex, json!(["MFA"]), &null, false),
        (&globex, json!(["urn:globex:strong"]), &json!("mfa"), false),
        (&globex, json!("mfa"), &json!(["urn:globex:strong"]), false),
        (&globex, json!([["mfa"], { "mfa": 1 }]), &null, false),
        (&globex, null.clone(), &null, false),
        // It says so, and nobody said that it means anything: not for this connection, not for one that is unknown.
        (&json!("initech"), json!(["mfa"]), &null, false),
        (&json!("acme-accounts"), json!(["mfa"]), &null, false),
        (&json!("Globex"), json!(["mfa"]), &null, false),
        (&json!("glo bex"), json!(["mfa"]), &null, false),
        (&json!(7), json!(["mfa"]), &null, false),
    ] {
        let event = event(connection, &amr, acr);
        assert_eq!(is_shown(ANY_AGE, &event), shown, "{event}");
        assert_eq!(is_shown(RECENT, &event), shown, "{event}");
    }
}

#[test]
fn what_an_identity_provider_says_counts_for_the_login_that_has_just_come_from_there() {
    let event = |methods: &Value| {
        json!({
            "connection": { "name": "globex" },
            "user": { "amr": ["mfa"] },
            "authentication": { "methods": methods },
        })
    };
    for (methods, shown) in [
        (
            json!([{ "name": "federated", "timestamp": "2026-11-24T09:28:00Z" }]),
            true,
        ),
        // An older session: the profile may say by now what another one, begun elsewhere, showed.
        (
            json!([{ "name": "federated", "timestamp": "2026-11-24T09:27:59Z" }]),
            false,
        ),
        (json!([{ "name": "federated" }]), false),
        (
            json!([{ "name": "pwd", "timestamp": "2026-11-24T09:30:00Z" }]),
            false,
        ),
        (json!([]), false),
    ] {
        for rule in [ANY_AGE, RECENT] {
            assert_eq!(is_shown(rule, &event(&methods)), shown, "{methods}");
        }
    }
    let brief = "step_up = { factors = [\"otp\"], max_age = \"30s\" }";
    let a_minute_ago = json!([{ "name": "federated", "timestamp": "2026-11-24T09:29:00Z" }]);
    assert!(!is_shown(brief, &event(&a_minute_ago)));
}

#[test]
fn the_factors_that_the_user_has_are_challenged_or_one_is_enrolled() {
    let asked = |enrolled: &Value| {
        let written = wired(
            &rule("factor", ANY_AGE),
            &json!({ "user": { "enrolledFactors": enrolled } }),
        );
        (
            written.get("challenge").cloned(),
            written.get("enroll").cloned(),
        )
    };
    let both = json!({ "factors": [{ "type": "otp" }, { "type": "webauthn-roaming" }] });
    for (enrolled, challenge) in [
        // In the order of the rule; what it does not list does not count.
        (
            json!([{ "type": "webauthn-roaming" }, { "type": "phone" }, { "type": "otp" }]),
            Some(both.clone()),
        ),
        (
            json!([{ "type": "email" }]),
            Some(json!({ "factors": [{ "type": "email" }] })),
        ),
        (json!([]), None),
        (json!(["otp", null, { "type": ["otp"] }]), None),
        (json!("otp"), None),
    ] {
        // Nobody can enrol an address.
        let enroll = challenge.is_none().then(|| both.clone());
        assert_eq!(asked(&enrolled), (challenge, enroll), "{enrolled}");
    }
    // Auth0 could not find out: whoever has none is told so there.
    let unknown = wired(&rule("factor", ANY_AGE), &json!({ "user": {} }));
    assert_eq!(unknown["challenge"]["factors"][0], json!({ "type": "otp" }));
    assert_eq!(unknown.get("enroll"), None);
    // Another factor would have to be shown before one is enrolled, and it is not what the rule asks for.
    for enrolled in [
        json!([{ "type": "phone" }]),
        json!([{ "type": "email" }, { "type": "duo" }]),
    ] {
        let rule = rule("factor", "step_up = { factors = [\"otp\"] }");
        let denied = wired(&rule, &json!({ "user": { "enrolledFactors": enrolled } }));
        assert_eq!(denied["deny"]["code"], "factor-not-enrolled", "{denied}");
        assert_eq!(
            (denied.get("challenge"), denied.get("enroll")),
            (None, None)
        );
    }
    let recovery = json!({ "user": { "enrolledFactors": [{ "type": "recovery-code" }] } });
    let recovery = wired(
        &rule("factor", "step_up = { factors = [\"otp\"] }"),
        &recovery,
    );
    assert_eq!(
        recovery["enroll"],
        json!({ "factors": [{ "type": "otp" }] })
    );
    let push = wired(
        &rule("factor", "step_up = { factors = [\"push-notification\"] }"),
        &json!({ "user": { "enrolledFactors": [{ "type": "push" }] } }),
    );
    assert_eq!(
        push["challenge"],
        json!({ "factors": [{ "type": "push-notification" }] })
    );
}

#[test]
fn all_else_stands_beside_a_factor_and_the_first_rule_asks() {
    let rules = rule("claim", "claim = \"a\"\nvalue = '1'")
        + &rule("not", &format!("when = 'false'\n{ANY_AGE}"))
        + &rule(
            "first",
            &format!("when = 'event.transaction.requested_scopes == [\"x\"]'\n{RECENT}"),
        )
        + &rule("second", ANY_AGE);
    let snapshot = snapshot(&rules);
    let event = json!({ "transaction": { "requested_scopes": ["x"] } });
    let answered = answer(&snapshot, &event);
    let step_up = answered.step_up.clone().unwrap();
    assert_eq!(
        (step_up.rule, step_up.way, step_up.factors),
        ("first", StepUpWay::Challenge, vec!["otp"])
    );
    assert_eq!(answered.id_token.claims.len(), 1);
    assert_eq!(
        outcomes(&answered),
        [
            Outcome::Gave,
            Outcome::DoesNotApply,
            Outcome::Asked,
            Outcome::Superseded { by: "first" }
        ]
    );
    // Nobody is let in of whom it cannot be told whether a factor is needed.
    is_denied_as_failed(&answer(&snapshot, &json!({})));
    // A denial comes first, whatever stands before it.
    let denies = rules
        + &rule(
            "no",
            "when = 'true'\ndeny = { code = \"no\", reason = \"No.\" }",
        );
    let denies = crate::snapshot(&denies);
    let answered = answer(&denies, &event);
    assert_eq!(answered.step_up, None);
    assert_eq!(answered.denial.map(|denial| denial.code), Some("no"));
}

#[test]
fn what_shows_a_factor_is_fetched_when_a_rule_asks_and_not_else() {
    let event = |protocol: &str| json!({ "connection": { "name": "globex" }, "transaction": { "protocol": protocol } });
    let manifest_only = |rules: &str| {
        let compiled = compiled(rules);
        Snapshot::new(Manifest::from_bytes(compiled.manifest, compiled.manifest_digest).unwrap())
    };
    let asks = manifest_only(&rule("factor", ANY_AGE));
    assert_eq!(needs(&asks, &event("oidc-basic-profile")), 1);
    assert_eq!(needs(&asks, &event("oauth2-refresh-token")), 0);
    assert_eq!(needs(&asks, &json!({})), 0);
    // What another rule lacks is named at the same time.
    let both = rule("factor", ANY_AGE)
        + &rule(
            "a",
            "claim = \"a\"\nvalue = 'organization.id in email.organizations'",
        );
    let all = json!({
        "connection": { "name": "globex" },
        "organization": { "id": "org_globex" },
        "user": { "email": "ana@globex.example" },
    });
    assert_eq!(needs(&manifest_only(&both), &all), 4);
    let none = manifest_only(&rule("a", "claim = \"a\"\nvalue = '1'"));
    assert_eq!(needs(&none, &all), 0);
    // No rule asks, so the snapshot does not even have it.
    let shards = |rules: &str| compiled(rules).shards.len();
    assert_eq!(shards(&rule("factor", ANY_AGE)), shards("") + 1);
}

#[test]
fn rules_for_claims_cannot_use_up_what_a_factor_needs() {
    let costly = "event.user.groups.all(a, event.user.groups.all(b, a == a))";
    let mut rules = String::new();
    for number in 0..12 {
        rules += &rule(
            &format!("r{number}"),
            &format!("claim = \"c{number}\"\nvalue = '{costly}'"),
        );
    }
    rules += &rule(
        "factor",
        &format!("when = 'event.user.groups != []'\n{ANY_AGE}"),
    );
    let groups: Vec<_> = (0..300).map(|number| format!("g{number}")).collect();
    let snapshot = snapshot(&rules);
    let answer = answer(&snapshot, &json!({ "user": { "groups": groups } }));
    assert!(answer.id_token.claims.is_empty());
    assert_eq!(outcomes(&answer).last(), Some(&Outcome::Asked));
}
