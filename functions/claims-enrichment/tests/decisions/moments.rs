//! Rules for logins and rules for refreshes.

use serde_json::json;
use vestibule_claims_enrichment::Outcome::{Asked, DoesNotApply, Gave, OtherMoment};

use crate::{answer, outcomes, rule, snapshot};

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
