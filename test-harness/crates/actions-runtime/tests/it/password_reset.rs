//! The password-reset-post-challenge trigger.

use serde_json::json;
use vestibule_actions_runtime::{DeployedAction, End, Execution, ExecutionResult, Trigger};

use crate::support::{action, execution, failure, resumed, runtime, suspended};

fn on_execute(body: &str) -> DeployedAction {
    action(&format!(
        "exports.onExecutePostChallenge = async (event, api) => {{ {body} }};"
    ))
}

fn on_both(execute: &str, resume: &str) -> DeployedAction {
    action(&format!(
        "exports.onExecutePostChallenge = async (event, api) => {{ {execute} }};
         exports.onContinuePostChallenge = async (event, api) => {{ {resume} }};"
    ))
}

fn reset(actions: impl IntoIterator<Item = DeployedAction>) -> Execution {
    let mut execution = execution(actions);
    execution.trigger = Trigger::PasswordResetPostChallenge;
    execution
}

async fn run(body: &str) -> ExecutionResult {
    let execution = reset([on_execute(body)]);
    runtime().await.execute(&execution).await.unwrap()
}

/// Contracts A: a parameter that the URL has already is replaced, and a relative URL throws.
#[tokio::test]
async fn the_result_url_has_the_query_set() {
    let result = run(
        "const said = api.transaction.setResultUrl('https://a.test/done?x=1&y=2#f', { query: { x: 'a b', z: 3 } });
         if (said !== undefined) throw new Error('nothing expected');",
    )
    .await;
    assert_eq!(result.end, End::Completed);
    let url = result.result_url.unwrap();
    assert_eq!(url, "https://a.test/done?x=a+b&y=2&z=3#f");
    assert_eq!(run("").await.result_url, None);
    let result = run("api.transaction.setResultUrl('/done')").await;
    assert!(failure(&result).contains("Invalid URL"), "{result:?}");
    assert_eq!(result.result_url, None);
}

#[tokio::test]
async fn the_last_url_counts() {
    let set = |path: &str| {
        on_execute(&format!(
            "api.transaction.setResultUrl('https://a.test/{path}')"
        ))
    };
    let execution = reset([set("one"), set("two")]);
    let result = runtime().await.execute(&execution).await.unwrap();
    assert_eq!(result.result_url.as_deref(), Some("https://a.test/two"));
}

#[tokio::test]
async fn a_denial_ends_it() {
    let result = run("api.transaction.setResultUrl('https://a.test/');
         if (api.access.deny('not today') !== undefined) throw new Error('nothing expected');")
    .await;
    let reason = "not today".to_owned();
    assert_eq!(result.end, End::Denied { action: 0, reason });
    assert_eq!(result.result_url, None);
}

/// Contracts A: no `canRedirect`, no metadata, no claims.
#[tokio::test]
async fn nothing_else_is_there() {
    let result = run(
        "const names = (object) => Object.keys(object).sort();
         const all = [names(api), names(api.redirect), names(api.authentication), names(api.transaction)];
         api.access.deny(JSON.stringify(all));",
    )
    .await;
    let End::Denied { reason, .. } = result.end else {
        panic!("{:?}", result.end)
    };
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&reason).unwrap(),
        json!([
            [
                "access",
                "authentication",
                "cache",
                "prompt",
                "redirect",
                "transaction"
            ],
            ["encodeToken", "sendUserTo", "validateToken"],
            ["challengeWith", "challengeWithAny"],
            ["setResultUrl"],
        ])
    );
}

#[tokio::test]
async fn a_redirect_comes_back_to_the_same_action() {
    let runtime = runtime().await;
    let first = reset([on_both(
        "api.transaction.setResultUrl('https://a.test/before'); api.redirect.sendUserTo('https://verify.test/');",
        "api.transaction.setResultUrl(`https://a.test/${event.request.query.said}`);",
    )]);
    let result = runtime.execute(&first).await.unwrap();
    assert_eq!(result.result_url, None);
    let (action, url, carried) = suspended(&result.end);
    assert_eq!((action, url), (0, "https://verify.test/"));
    let request =
        json!({ "query": { "state": "s", "said": "well" }, "hostname": "tenant.acme.test" });
    let result = runtime
        .execute(&resumed(&first, carried, request))
        .await
        .unwrap();
    assert_eq!(result.end, End::Completed);
    assert_eq!(result.result_url.as_deref(), Some("https://a.test/well"));
}

#[tokio::test]
async fn a_factor_is_followed_by_the_next_action() {
    let runtime = runtime().await;
    let first = reset([
        on_execute("api.authentication.challengeWith({ type: 'otp' })"),
        on_execute("api.transaction.setResultUrl('https://a.test/')"),
    ]);
    let result = runtime.execute(&first).await.unwrap();
    let End::FactorRequired { carried, .. } = result.end else {
        panic!("{:?}", result.end)
    };
    let request = first.event["request"].clone();
    let result = runtime
        .execute(&resumed(&first, carried, request))
        .await
        .unwrap();
    assert_eq!(result.end, End::Completed);
    assert_eq!(result.result_url.as_deref(), Some("https://a.test/"));
}
