//! A runtime, an event and a way to run Actions in a line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use vestibule_actions_runtime::{
    AccessTokenAudience, AccessTokenRequest, ActionsRuntime, Carried, DeployedAction, End,
    Execution, ExecutionResult, StrictOptions, Trigger,
};

/// 2024-01-01T00:00:00Z, the moment of the test vector of `encodeToken`.
pub(crate) const CLOCK: i64 = 1_704_067_200_000;

/// `VESTIBULE_NODE` if set, so that the tests can be run on another release line.
pub(crate) fn node() -> PathBuf {
    std::env::var_os("VESTIBULE_NODE").map_or_else(|| "node".into(), PathBuf::from)
}

pub(crate) async fn runtime() -> ActionsRuntime {
    ActionsRuntime::spawn(Path::new(&node())).await.unwrap()
}

pub(crate) fn action(code: &str) -> DeployedAction {
    DeployedAction::new("test", code, BTreeMap::new()).unwrap()
}

/// An Action with this body of `onExecutePostLogin`.
pub(crate) fn on_execute(body: &str) -> DeployedAction {
    action(&format!(
        "exports.onExecutePostLogin = async (event, api) => {{ {body} }};"
    ))
}

/// An Action with these bodies of `onExecutePostLogin` and `onContinuePostLogin`.
pub(crate) fn on_both(execute: &str, resume: &str) -> DeployedAction {
    action(&format!(
        "exports.onExecutePostLogin = async (event, api) => {{ {execute} }};
         exports.onContinuePostLogin = async (event, api) => {{ {resume} }};"
    ))
}

pub(crate) fn event() -> Value {
    json!({
        "client": { "client_id": "client", "name": "App", "metadata": {} },
        "connection": { "id": "con_1", "name": "globex", "strategy": "oidc" },
        "request": {
            "ip": "203.0.113.7",
            "method": "GET",
            "hostname": "tenant.acme.test",
            "query": { "client_id": "client", "scope": "openid" },
            "body": {},
            "geoip": {},
        },
        "session": { "id": "sess_1", "metadata": { "kept": "yes" } },
        "stats": { "logins_count": 1 },
        "tenant": { "id": "acme" },
        "transaction": { "protocol": "oidc-basic-profile", "metadata": {} },
        "user": {
            "user_id": "auth0|8150",
            "email": "homer@globex.test",
            "email_verified": true,
            "app_metadata": {},
            "user_metadata": { "seat": "window" },
            "identities": [],
        },
    })
}

/// A run of `actions` from the start.
pub(crate) fn execution(actions: impl IntoIterator<Item = DeployedAction>) -> Execution {
    Execution {
        trigger: Trigger::PostLogin,
        actions: actions.into_iter().collect(),
        event: event(),
        resume: None,
        budget_ms: Execution::AUTH0_BUDGET_MS,
        clock: CLOCK,
        executed_rules: Vec::new(),
        access_token: AccessTokenRequest {
            audience: AccessTokenAudience::CustomApi,
            requested_scopes: vec!["openid".to_owned()],
        },
        strict: StrictOptions::strict(),
    }
}

/// Runs one Action with this body.
pub(crate) async fn run(body: &str) -> ExecutionResult {
    runtime()
        .await
        .execute(&execution([on_execute(body)]))
        .await
        .unwrap()
}

/// What the Action returned through `api.transaction.setMetadata('out', …)` as JSON text.
pub(crate) fn out(result: &ExecutionResult) -> Value {
    assert_eq!(result.end, End::Completed);
    let text = result.transaction_metadata["out"].as_str().unwrap();
    serde_json::from_str(text).unwrap()
}

/// Runs an Action whose body may call `out(value)`, and returns the value.
pub(crate) async fn evaluate(body: &str) -> Value {
    out(&run(&with_out(body)).await)
}

pub(crate) fn with_out(body: &str) -> String {
    format!("const out = (v) => api.transaction.setMetadata('out', JSON.stringify(v)); {body}")
}

/// The execution that goes on after a suspension, with this request to `/continue`.
pub(crate) fn resumed(first: &Execution, carried: Carried, request: Value) -> Execution {
    let mut next = first.clone();
    next.resume = Some(carried);
    next.event["request"] = request;
    next
}

pub(crate) fn suspended(end: &End) -> (usize, &str, Carried) {
    match end {
        End::Suspended {
            action,
            url,
            carried,
        } => (*action, url, carried.clone()),
        other => panic!("not suspended: {other:?}"),
    }
}

pub(crate) fn failure(result: &ExecutionResult) -> &str {
    match &result.end {
        End::Failed { message, .. } => message,
        other => panic!("not failed: {other:?}"),
    }
}
