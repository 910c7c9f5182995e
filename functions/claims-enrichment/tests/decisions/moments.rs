//! Rules for logins and rules for refreshes.

use serde_json::json;
use vestibule_claims_enrichment::Outcome::{Asked, DoesNotApply, Gave, OtherMoment};
use vestibule_tenant::{Manifest, Snapshot};

use crate::{answer, compiled, needs as lacking, outcomes, rule, snapshot};

#[test]
fn a_rule_has_its_turn_at_its_moment() {
    let claim =
        |name: &str, at: &str| rule(name, &format!("claim = \"{name}\"\nvalue = '1'\n{at}"));
    let rules = claim("usual", "")
        + &claim("login", "at = \"login\"")
        + &claim("refresh", "at = \"refresh\"")
        + &claim("always", "at = \"always\"")
        + &rule("factor", "step_up = { factors = [\"otp\"] }")
        + &rule(
            "deny",
            "at = \"refresh\"\nwhen = 'event.user.app_metadata.blocked'\ndeny = { code = \"no\", reason = \"No.\" }",
        );
    let snapshot = snapshot(&rules);
    let at = |protocol: &serde_json::Value| {
        let event = json!({
            "transaction": { "protocol": protocol },
            "user": { "app_metadata": { "blocked": false } },
        });
        let answer = answer(&snapshot, &event);
        assert!(answer.denial.is_none());
        outcomes(&answer)
    };
    for protocol in [
        json!("oidc-basic-profile"),
        json!("samlp"),
        json!(null),
        json!(7),
    ] {
        assert_eq!(
            at(&protocol),
            [Gave, Gave, OtherMoment, Gave, Asked, OtherMoment],
            "{protocol}"
        );
    }
    assert_eq!(
        at(&json!("oauth2-refresh-token")),
        [Gave, OtherMoment, Gave, Gave, OtherMoment, DoesNotApply]
    );
}

#[test]
fn a_factor_is_asked_for_where_nobody_could_be_asked() {
    // The Action denies then: leaving the rule out would let passwords pass by the second factor.
    let snapshot = snapshot(&rule("factor", "step_up = { factors = [\"otp\"] }"));
    let event = json!({ "transaction": { "protocol": "oauth2-password" } });
    assert_eq!(outcomes(&answer(&snapshot, &event)), [Asked]);
    // And at a refresh, where somebody says so.
    let always = crate::snapshot(&rule(
        "factor",
        "at = \"always\"\nstep_up = { factors = [\"otp\"] }",
    ));
    let event = json!({ "transaction": { "protocol": "oauth2-refresh-token" } });
    assert_eq!(outcomes(&answer(&always, &event)), [Asked]);
}

#[test]
fn nothing_is_fetched_for_a_rule_whose_turn_does_not_come() {
    let rules = rule(
        "a",
        "at = \"login\"\nclaim = \"a\"\nvalue = 'email.organizations'",
    ) + &rule(
        "b",
        "at = \"login\"\nclaim = \"b\"\nvalue = 'organization.name'",
    );
    let compiled = compiled(&rules);
    let manifest = Manifest::from_bytes(compiled.manifest, compiled.manifest_digest).unwrap();
    let snapshot = Snapshot::new(manifest);
    let needs = |protocol: &str| {
        let event = json!({
            "organization": { "id": "org_globex" },
            "transaction": { "protocol": protocol },
            "user": { "email": "ana@globex.example" },
        });
        lacking(&snapshot, &event)
    };
    assert_eq!((needs("samlp"), needs("oauth2-refresh-token")), (3, 0));
}
