//! Denials, factors, and which of several interruptions counts.

use serde_json::{Value, json};
use vestibule_actions_runtime::{End, FactorRequest};

use crate::callouts::Callouts;
use crate::support::{Run, answer, calls, denied, runtime};

fn claim() -> Value {
    json!({ "claims": { "https://acme.test/a": 1 } })
}

#[tokio::test]
async fn a_denial_carries_its_code_in_the_reason_and_keeps_metadata() {
    let members = json!({
        "deny": { "code": "no_seat", "reason": "Your organization has no seat left." },
        "id_token": claim(),
        "user_metadata": { "tried": true },
        "app_metadata": { "denied": 1 },
    });
    let callouts = Callouts::saying(&answer(members)).await;
    // An open policy is not for answers.
    let result = Run::login(&callouts).open().run().await;
    assert_eq!(
        denied(&result),
        "[no_seat] Your organization has no seat left."
    );
    assert_eq!(json!(result.user_metadata), json!({ "tried": true }));
    assert_eq!(json!(result.app_metadata), json!({ "denied": 1 }));
    assert!(calls(&result).to_string().find("setCustomClaim").is_none());
}

async fn factor_for(members: Value) -> (FactorRequest, Value) {
    let callouts = Callouts::saying(&answer(members)).await;
    let result = Run::login(&callouts).run().await;
    let calls = calls(&result);
    match result.end {
        End::FactorRequired { request, .. } => (request, calls),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn factors_are_challenged_or_enrolled() {
    let one = json!([{ "type": "otp" }]);
    let two = json!([{ "type": "webauthn-roaming" }, { "type": "phone", "options": { "preferredMethod": "sms" } }]);
    for (member, factors, call, arguments) in [
        ("challenge", &one, "challengeWith", json!([one[0]])),
        ("challenge", &two, "challengeWithAny", json!([two])),
        ("enroll", &one, "enrollWith", json!([one[0]])),
        ("enroll", &two, "enrollWithAny", json!([two])),
    ] {
        let members = json!({ member: { "factors": factors }, "id_token": claim() });
        let (request, calls) = factor_for(members).await;
        assert_eq!(request.call, call);
        assert_eq!(json!(request.arguments), arguments);
        // The next Action follows, so claims are set before.
        assert_eq!(
            calls[0],
            json!(["idToken.setCustomClaim", ["https://acme.test/a", 1]])
        );
    }
}

#[tokio::test]
async fn one_interruption_in_order() {
    let runtime = runtime().await;
    let deny = json!({ "code": "no", "reason": "No." });
    let factors = json!({ "factors": [{ "type": "otp" }] });
    let redirect = json!({ "url": "PAGE" });
    for (members, interruption) in [
        (
            json!({ "deny": deny, "challenge": factors, "redirect": redirect }),
            "access.deny",
        ),
        (json!({ "deny": deny, "redirect": redirect }), "access.deny"),
        (
            json!({ "challenge": factors, "redirect": redirect }),
            "authentication.challengeWith",
        ),
        (
            json!({ "enroll": factors, "redirect": redirect }),
            "authentication.enrollWith",
        ),
        (json!({ "redirect": redirect }), "redirect.sendUserTo"),
    ] {
        // The page is on the same host as the callouts, whose port is not known before.
        let callouts = Callouts::saying(&answer(members.clone())).await;
        let page = format!("{}/edge/page", callouts.url());
        let members = members.to_string().replace("PAGE", &page);
        let callouts_with_page =
            Callouts::saying(&answer(serde_json::from_str(&members).unwrap())).await;
        let result = Run::login(&callouts_with_page)
            .secret("VESTIBULE_PAGE_ORIGINS", &callouts.url())
            .on(&runtime)
            .await;
        let interruptions: Vec<&str> = result
            .commands
            .iter()
            .map(|it| it.call.as_str())
            .filter(|call| !call.contains("etMetadata"))
            .collect();
        assert_eq!(interruptions, [interruption], "{:?}", result.logs);
    }
}

/// At the token endpoint nobody can be asked. What Auth0 would do with a challenge there is not documented for all of these.
#[tokio::test]
async fn a_factor_that_cannot_be_asked_for_denies() {
    let runtime = runtime().await;
    let members = json!({ "challenge": { "factors": [{ "type": "otp" }] }, "id_token": claim() });
    let callouts = Callouts::saying(&answer(members)).await;
    for protocol in [
        "oauth2-refresh-token",
        "oauth2-resource-owner",
        "oauth2-resource-owner-jwt-bearer",
        "oauth2-password",
        "oauth2-token-exchange",
        "wstrust-usernamemixed",
    ] {
        let result = Run::login(&callouts)
            .open()
            .protocol(protocol)
            .on(&runtime)
            .await;
        assert!(
            denied(&result).starts_with("[interaction_required] "),
            "{protocol}"
        );
    }
    // Auth0 says it itself, with an error that applications know.
    let result = Run::login(&callouts).prompt_none().on(&runtime).await;
    assert_eq!(result.end, End::InteractionRequired { action: 0 });
}
