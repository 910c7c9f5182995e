//! The credentials-exchange trigger.

use serde_json::{Value, json};
use vestibule_actions_runtime::{DropReason, End, Execution, ExecutionResult, Trigger};

use crate::support::{action, execution, failure, runtime};

fn exchange(bodies: &[&str]) -> Execution {
    let mut execution = execution(bodies.iter().map(|body| {
        action(&format!(
            "exports.onExecuteCredentialsExchange = async (event, api) => {{ {body} }};"
        ))
    }));
    execution.trigger = Trigger::CredentialsExchange;
    execution.event = json!({
        "accessToken": { "scope": ["read:a", "write:a"], "customClaims": {} },
        "client": { "client_id": "machine", "name": "Machine", "metadata": {} },
        "request": { "ip": "203.0.113.7", "method": "POST", "body": {}, "geoip": {} },
        "resource_server": { "identifier": "https://api.acme.test" },
        "tenant": { "id": "acme" },
        "transaction": { "requested_scopes": ["read:a"] },
    });
    execution
}

async fn run(bodies: &[&str]) -> ExecutionResult {
    runtime().await.execute(&exchange(bodies)).await.unwrap()
}

/// Contracts A, and C for what is dropped.
#[tokio::test]
async fn claims_of_the_access_token() {
    let result = run(&["api.accessToken.setCustomClaim('https://acme.test/a', 1)
         .accessToken.setCustomClaim('roles', ['x'])"])
    .await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(
        json!(result.access_token_claims),
        json!({ "https://acme.test/a": 1 })
    );
    assert_eq!(result.dropped[0].reason, DropReason::RestrictedName);
    let result = run(&["api.accessToken.setCustomClaim('scope', 'admin')"]).await;
    assert_eq!(failure(&result), "The \"scope\" claim cannot be set.");
}

/// Contracts A: two arguments.
#[tokio::test]
async fn a_denial_has_a_code_and_a_reason() {
    let result = run(&[
        "if (api.access.deny('invalid_scope', 'not for you') !== api) throw new Error('api expected');",
        "api.accessToken.setCustomClaim('never', 1)",
    ])
    .await;
    let reason = "not for you".to_owned();
    assert_eq!(result.end, End::Denied { action: 0, reason });
    assert_eq!(result.commands.len(), 1);
    assert_eq!(
        result.commands[0].arguments,
        [json!("invalid_scope"), json!("not for you")]
    );
    // The reason is optional.
    let result = run(&["api.access.deny('server_error')"]).await;
    let reason = String::new();
    assert_eq!(result.end, End::Denied { action: 0, reason });
}

/// actions/reference/credentials-exchange: changes add up over Actions and are seen at once.
#[tokio::test]
async fn target_scopes() {
    let result = run(&[
        "api.transaction.addTargetScope(' read:b '); api.transaction.removeTargetScope('write:a');
         api.accessToken.setCustomClaim('one', event.transaction.target_scopes);",
        "api.transaction.addTargetScope('read:c');
         api.accessToken.setCustomClaim('two', event.transaction.target_scopes);",
    ])
    .await;
    assert_eq!(result.end, End::Completed);
    let claim = |name: &str| result.access_token_claims[name].clone();
    assert_eq!(claim("one"), json!(["read:a", "read:b"]));
    assert_eq!(claim("two"), json!(["read:a", "read:b", "read:c"]));
    assert_eq!(
        result.target_scopes.unwrap(),
        ["read:a", "read:b", "read:c"]
    );

    for (body, scopes) in [
        ("", None),
        ("api.transaction.clearTargetScopes()", Some(json!([]))),
        ("api.transaction.setTargetScopes([])", Some(json!([]))),
        (
            "api.transaction.setTargetScopes(['x', ' y', 'x'])",
            Some(json!(["x", "y"])),
        ),
        (
            "api.transaction.addTargetScope('read:a')",
            Some(json!(["read:a", "write:a"])),
        ),
    ] {
        let result = run(&[body]).await;
        assert_eq!(result.target_scopes.map(|it| json!(it)), scopes, "{body}");
    }
}

#[tokio::test]
async fn target_scopes_are_checked_as_other_scopes_are() {
    for (call, message) in [
        ("addTargetScope(1)", "must be a string"),
        ("addTargetScope('a b')", "must not have whitespace"),
        ("removeTargetScope(' ')", "is required"),
        ("setTargetScopes('a')", "must be an array"),
        ("setTargetScopes(['a', 'x'.repeat(281)])", "280 characters"),
        (
            "setTargetScopes(Array.from({ length: 1001 }, (_, n) => `s${n}`))",
            "allowed maximum of 1000",
        ),
    ] {
        let result = run(&[&format!("api.transaction.{call}")]).await;
        assert!(failure(&result).contains(message), "{call}");
    }
}

/// There is nobody at a browser, and no user.
#[tokio::test]
async fn nothing_else_is_there() {
    let result = run(&[
        "api.accessToken.setCustomClaim('api', [Object.keys(api).sort(),
        typeof api.accessToken.addScope, typeof api.transaction.setMetadata])",
    ])
    .await;
    assert_eq!(
        result.access_token_claims["api"],
        json!([
            ["access", "accessToken", "cache", "transaction"],
            "undefined",
            "undefined"
        ])
    );
}

#[tokio::test]
async fn a_handler_of_another_trigger_is_refused() {
    let mut execution = exchange(&[]);
    execution.actions = vec![action("exports.onExecutePostLogin = async () => {};")];
    let result = runtime().await.execute(&execution).await.unwrap();
    assert!(failure(&result).contains("onExecuteCredentialsExchange"));
    let value: Value = json!(execution.trigger);
    assert_eq!(value, json!("credentials-exchange"));
}
