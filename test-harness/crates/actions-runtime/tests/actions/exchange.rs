//! Tokens for machines.

use serde_json::{Value, json};
use vestibule_actions_runtime::{End, ExecutionResult, Trigger};

use crate::callouts::{Callouts, Reply};
use crate::support::{Run, answer, assert_untouched, calls, denied, failure, folder, runtime};

async fn run_with(members: Value) -> ExecutionResult {
    let callouts = Callouts::saying(&answer(members)).await;
    let run = Run::new(Trigger::CredentialsExchange, &callouts.url());
    run.run().await
}

#[tokio::test]
async fn claims_and_scopes() {
    let result = run_with(json!({ "access_token": {
        "claims": { "https://acme.test/plan": "pro" },
        "add_scopes": ["reports:export"],
        "remove_scopes": ["reports:write"],
    } }))
    .await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(
        json!(result.access_token_claims),
        json!({ "https://acme.test/plan": "pro" })
    );
    assert_eq!(
        result.target_scopes.unwrap(),
        ["reports:read", "reports:export"]
    );
}

#[tokio::test]
async fn a_denial_has_one_of_the_codes_that_auth0_knows() {
    for (code, reason, arguments) in [
        ("invalid_scope", "No.", json!(["invalid_scope", "No."])),
        ("server_error", "No.", json!(["server_error", "No."])),
        (
            "no_seat",
            "No seat.",
            json!(["invalid_request", "[no_seat] No seat."]),
        ),
    ] {
        let result = run_with(json!({
            "deny": { "code": code, "reason": reason },
            "access_token": { "claims": { "a": 1 } },
        }))
        .await;
        assert_eq!(denied(&result), arguments[1].as_str().unwrap());
        assert_eq!(calls(&result), json!([["access.deny", arguments]]));
    }
}

#[tokio::test]
async fn the_policy_when_no_answer_comes() {
    let runtime = runtime().await;
    let callouts = Callouts::answering([Reply::status(401)]).await;
    let run = Run::new(Trigger::CredentialsExchange, &callouts.url());
    let closed = run.on(&runtime).await;
    assert!(denied(&closed).starts_with("[vestibule_unavailable] "));
    assert_eq!(closed.commands[0].arguments[0], json!("server_error"));
    assert_untouched(&run.open().on(&runtime).await);
}

#[tokio::test]
async fn wrong_shapes_are_refused() {
    for members in [
        json!({ "access_token": { "claims": [] } }),
        json!({ "access_token": { "remove_scopes": [1] } }),
        json!({ "deny": { "code": "a" } }),
    ] {
        assert_eq!(failure(&run_with(members).await), "wrong-shape");
    }
}

/// Target scopes are early access. Fewer scopes than meant are safe, more are not.
#[tokio::test]
async fn a_tenant_without_target_scopes() {
    let runtime = runtime().await;
    let code = std::fs::read_to_string(folder().join("credentials-exchange.js")).unwrap();
    let code = format!(
        "{code}
        const inner = exports.onExecuteCredentialsExchange;
        exports.onExecuteCredentialsExchange = async (event, api) => {{
          delete api.transaction;
          await inner(event, api);
        }};"
    );
    for (list, goes_on) in [("add_scopes", true), ("remove_scopes", false)] {
        let callouts = Callouts::saying(&answer(json!({ "access_token": { list: ["a"] } }))).await;
        let run = Run::new(Trigger::CredentialsExchange, &callouts.url());
        let result = run.with_code(&code, &runtime).await;
        assert_eq!(result.end == End::Completed, goes_on, "{list}");
        assert_eq!(result.target_scopes, None);
    }
}
