//! Each part of an answer to post-login, through `api`.

use serde_json::{Value, json};
use vestibule_actions_runtime::End;

use crate::callouts::Callouts;
use crate::support::{Run, answer, assert_untouched, calls, denied, failure, runtime, said};

async fn calls_for(members: Value) -> Value {
    let callouts = Callouts::saying(&answer(members)).await;
    let result = Run::login(&callouts).run().await;
    assert_eq!(result.end, End::Completed, "{:?}", result.logs);
    calls(&result)
}

#[tokio::test]
async fn an_empty_answer_changes_nothing() {
    let callouts = Callouts::saying(&answer(json!({ "enrichment": "full" }))).await;
    assert_untouched(&Run::login(&callouts).run().await);
}

#[tokio::test]
async fn members_of_a_later_version_are_passed_over() {
    let callouts = Callouts::saying(&answer(json!({ "hint": { "new": true } }))).await;
    assert_untouched(&Run::login(&callouts).run().await);
}

#[tokio::test]
async fn claims_and_scopes() {
    let members = json!({
        "id_token": { "claims": { "https://acme.test/roles": ["admin"], "https://acme.test/plan": null } },
        "access_token": {
            "claims": { "https://acme.test/seats": 5, "https://acme.test/deep": { "a": [{ "b": true }] } },
            "add_scopes": ["reports:export"],
            "remove_scopes": ["reports:read", "admin"],
        },
    });
    let callouts = Callouts::saying(&answer(members)).await;
    let result = Run::login(&callouts).run().await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "https://acme.test/roles": ["admin"], "https://acme.test/plan": null })
    );
    assert_eq!(
        json!(result.access_token_claims),
        json!({ "https://acme.test/seats": 5, "https://acme.test/deep": { "a": [{ "b": true }] } })
    );
    assert_eq!(result.scopes_added, ["reports:export"]);
    assert_eq!(result.scopes_removed, ["reports:read", "admin"]);
}

#[tokio::test]
async fn metadata() {
    let members = json!({
        "user_metadata": { "theme": "dark", "old": null },
        "app_metadata": { "plan": { "name": "pro" } },
        "transaction_metadata": { "step": 2, "seen": true, "campaign": null },
    });
    let callouts = Callouts::saying(&answer(members)).await;
    let result = Run::login(&callouts).run().await;
    assert_eq!(
        json!(result.user_metadata),
        json!({ "theme": "dark", "old": null })
    );
    assert_eq!(
        json!(result.app_metadata),
        json!({ "plan": { "name": "pro" } })
    );
    assert_eq!(
        json!(result.transaction_metadata),
        json!({ "step": 2, "seen": true })
    );
}

#[tokio::test]
async fn lifetimes_of_the_session() {
    let members = json!({ "session": { "expires_at": 1_800_000_000_000_i64, "idle_expires_at": 1_790_000_000_000_i64 } });
    assert_eq!(
        calls_for(members).await,
        json!([
            ["session.setExpiresAt", [1_800_000_000_000_i64]],
            ["session.setIdleExpiresAt", [1_790_000_000_000_i64]],
        ])
    );
}

#[tokio::test]
async fn a_session_is_revoked() {
    let revoke = json!({ "code": "risk", "reason": "Please sign in again.", "preserve_refresh_tokens": true });
    let members = json!({
        "session": { "revoke": revoke },
        "id_token": { "claims": { "https://acme.test/a": 1 } },
    });
    let callouts = Callouts::saying(&answer(members)).await;
    let result = Run::login(&callouts).run().await;
    assert_eq!(denied(&result), "[risk] Please sign in again.");
    assert_eq!(
        calls(&result),
        json!([
            ["access.deny", ["[risk] Please sign in again."]],
            ["session.revoke", ["[risk] Please sign in again.", { "preserveRefreshTokens": true }]],
        ])
    );
}

/// None of these is applied in part, and an open policy stays open.
#[tokio::test]
async fn an_answer_of_the_wrong_shape_is_none() {
    let runtime = runtime().await;
    let long = "x".repeat(300);
    let deep = (0..40).fold(json!(1), |inner, _| json!([inner]));
    let wrong = [
        json!({ "version": 2 }),
        json!({ "version": "1" }),
        json!({ "decision_id": 1 }),
        json!({ "decision_id": "" }),
        json!({ "decision_id": "a\nb" }),
        json!({ "id_token": null }),
        json!({ "id_token": [] }),
        json!({ "id_token": { "claims": "x" } }),
        json!({ "id_token": { "claims": ["x"] } }),
        json!({ "id_token": { "claims": { "scope": "admin" } } }),
        json!({ "id_token": { "claims": { "": 1 } } }),
        json!({ "id_token": { "claims": { "a": deep } } }),
        json!({ "access_token": { "claims": { "scope": "admin" } } }),
        json!({ "access_token": { "add_scopes": "admin" } }),
        json!({ "access_token": { "add_scopes": [1] } }),
        json!({ "access_token": { "add_scopes": ["two scopes"] } }),
        json!({ "access_token": { "add_scopes": [""] } }),
        json!({ "access_token": { "remove_scopes": [long] } }),
        json!({ "user_metadata": [] }),
        json!({ "app_metadata": "x" }),
        json!({ "transaction_metadata": { "a": {} } }),
        json!({ "transaction_metadata": { "a": [1] } }),
        json!({ "transaction_metadata": { "a": 9_007_199_254_740_993_i64 } }),
        json!({ "transaction_metadata": { "a": "x".repeat(8193) } }),
        json!({ "transaction_metadata": { "a": "x".repeat(8000), "b": "x".repeat(8000), "c": "x".repeat(8000) } }),
        json!({ "transaction_metadata": { "vestibule_txn": "x" } }),
        json!({ "session": { "expires_at": "2026-11-24T09:00:00Z" } }),
        json!({ "session": { "idle_expires_at": 0 } }),
        json!({ "session": { "idle_expires_at": 1.5 } }),
        json!({ "redirect": { "payload": {} } }),
        json!({ "redirect": { "url": 1 } }),
        json!({ "redirect": "https://a.test" }),
    ];
    for members in wrong {
        let shown = members.to_string();
        // What is right beside it is not applied.
        let mut wrong = answer(json!({ "user_metadata": { "a": 1 } }));
        for (name, value) in members.as_object().unwrap() {
            wrong[name] = value.clone();
        }
        let callouts = Callouts::saying(&wrong).await;
        let closed = Run::login(&callouts).on(&runtime).await;
        assert_eq!(failure(&closed), "wrong-shape", "{shown}");
        assert!(denied(&closed).starts_with("[vestibule_unavailable] "));
        assert_eq!(json!(closed.user_metadata), json!({}), "{shown}");
        assert_eq!(callouts.asked().len(), 1, "it would be the same again");
        let open = Run::login(&callouts).open().on(&runtime).await;
        assert_untouched(&open);
    }
}

/// What was meant to stop somebody must not let them in because it is misspelt.
#[tokio::test]
async fn an_interruption_of_the_wrong_shape_denies_under_any_policy() {
    let runtime = runtime().await;
    for members in [
        json!({ "deny": null }),
        json!({ "deny": true }),
        json!({ "deny": { "code": "a" } }),
        json!({ "deny": { "code": "a b", "reason": "x" } }),
        json!({ "deny": { "code": "a", "reason": "" } }),
        json!({ "deny": { "code": "a", "reason": "two\nlines" } }),
        json!({ "deny": { "code": "a", "reason": "x" }, "version": 2 }),
        json!({ "session": { "revoke": true } }),
        json!({ "session": { "revoke": { "code": "a" } } }),
        json!({ "challenge": {} }),
        json!({ "challenge": { "factors": [] } }),
        json!({ "challenge": { "factors": ["otp"] } }),
        json!({ "challenge": { "factors": [{ "type": "OTP!" }] } }),
        json!({ "challenge": { "factors": [{ "type": "otp" }] }, "enroll": { "factors": [{ "type": "otp" }] } }),
        json!({ "enroll": { "factors": [{ "type": "otp", "options": "x" }] } }),
    ] {
        let mut wrong = answer(json!({}));
        for (name, value) in members.as_object().unwrap() {
            wrong[name] = value.clone();
        }
        let callouts = Callouts::saying(&wrong).await;
        let result = Run::login(&callouts).open().on(&runtime).await;
        assert!(
            denied(&result).starts_with("[vestibule_unavailable] "),
            "{members}"
        );
        assert_eq!(said(&result)["goes_on"], json!(false));
    }
}

/// `api` refuses metadata of a user whose stored metadata is no object.
#[tokio::test]
async fn what_api_refuses_denies() {
    let callouts = Callouts::saying(&answer(json!({ "user_metadata": { "a": 1 } }))).await;
    let result = Run::login(&callouts)
        .open()
        .with("/user/user_metadata", json!("~"))
        .run()
        .await;
    assert!(denied(&result).starts_with("[vestibule_unavailable] "));
    assert_eq!(failure(&result), "apply");
}
