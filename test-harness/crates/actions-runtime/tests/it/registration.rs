//! The pre-user-registration trigger.

use serde_json::json;
use vestibule_actions_runtime::{End, Execution, ExecutionResult, Trigger};

use crate::support::{action, execution, failure, runtime};

fn registration(bodies: &[&str]) -> Execution {
    let mut execution = execution(bodies.iter().map(|body| {
        action(&format!(
            "exports.onExecutePreUserRegistration = async (event, api) => {{ {body} }};"
        ))
    }));
    execution.trigger = Trigger::PreUserRegistration;
    execution.event["user"] = json!({ "email": "homer@globex.test" });
    execution
}

async fn run(bodies: &[&str]) -> ExecutionResult {
    let execution = registration(bodies);
    runtime().await.execute(&execution).await.unwrap()
}

/// Contracts A. Nothing is stored yet, so nothing has to be an object.
#[tokio::test]
async fn metadata_of_the_new_user() {
    let result = run(&[
        "api.user.setUserMetadata('a', 1).user.setAppMetadata('b', { c: [2] });
         api.user.setUserMetadata('gone', 1);",
        "api.user.setUserMetadata('seen', event.user.user_metadata); api.user.setUserMetadata('gone', null);",
    ])
    .await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(
        json!(result.user_metadata),
        json!({ "a": 1, "seen": { "a": 1, "gone": 1 }, "gone": null })
    );
    assert_eq!(json!(result.app_metadata), json!({ "b": { "c": [2] } }));
}

/// Contracts A: two arguments, the second for the person. No user is made, so nothing of it is written.
#[tokio::test]
async fn a_denial_has_a_reason_and_a_message() {
    let result = run(&[
        "api.user.setAppMetadata('a', 1);
         if (api.access.deny('public_mail', 'Use your work email.') !== api) throw new Error('api expected');",
        "api.user.setAppMetadata('never', 1)",
    ])
    .await;
    let reason = "Use your work email.".to_owned();
    assert_eq!(result.end, End::Denied { action: 0, reason });
    assert_eq!(json!(result.app_metadata), json!({}));
    assert_eq!(
        result.commands[1].arguments,
        [json!("public_mail"), json!("Use your work email.")]
    );
}

#[tokio::test]
async fn a_validation_error_ends_the_sign_up() {
    let result = run(&["api.validation.error('bad_name', 'Choose another name.')"]).await;
    let reason = "Choose another name.".to_owned();
    assert_eq!(result.end, End::Denied { action: 0, reason });
    let result = run(&["api.validation.error('bad_name')"]).await;
    assert_eq!(failure(&result), "errorMessage must be string");
}

#[tokio::test]
async fn nothing_else_is_there() {
    let result = run(&["api.user.setAppMetadata('api', Object.keys(api).sort())"]).await;
    assert_eq!(
        result.app_metadata["api"],
        json!(["access", "cache", "user", "validation"])
    );
}

/// Contracts D: each trigger has a cache of its own.
#[tokio::test]
async fn the_cache_is_not_that_of_logins() {
    let runtime = runtime().await;
    let set = crate::support::on_execute("api.cache.set('a', 'login', { ttl: 60000 })");
    runtime.execute(&execution([set])).await.unwrap();
    let ask = registration(&["api.user.setAppMetadata('found', api.cache.get('a') ?? 'nothing')"]);
    let result = runtime.execute(&ask).await.unwrap();
    assert_eq!(result.app_metadata["found"], json!("nothing"));
}
