//! Sign-ups.

use serde_json::{Value, json};
use vestibule_actions_runtime::{End, ExecutionResult, Trigger};

use crate::callouts::{Callouts, Reply};
use crate::support::{Run, answer, assert_untouched, calls, denied, failure, runtime};

async fn run_with(members: Value) -> ExecutionResult {
    let callouts = Callouts::saying(&answer(members)).await;
    let run = Run::new(Trigger::PreUserRegistration, &callouts.url());
    run.run().await
}

#[tokio::test]
async fn metadata_of_the_new_user() {
    let result = run_with(json!({
        "user_metadata": { "theme": "dark" },
        "app_metadata": { "organization": { "id": "org_1" } },
    }))
    .await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(json!(result.user_metadata), json!({ "theme": "dark" }));
    assert_eq!(
        json!(result.app_metadata),
        json!({ "organization": { "id": "org_1" } })
    );
}

#[tokio::test]
async fn a_denial_has_a_reason_for_the_log_and_a_message_for_the_person() {
    let result = run_with(json!({
        "deny": { "reason": "public_mail", "user_message": "Please use your work email." },
        "app_metadata": { "a": 1 },
    }))
    .await;
    assert_eq!(denied(&result), "Please use your work email.");
    assert_eq!(
        calls(&result),
        json!([[
            "access.deny",
            ["public_mail", "Please use your work email."]
        ]])
    );
}

#[tokio::test]
async fn the_policy_when_no_answer_comes() {
    let runtime = runtime().await;
    let callouts = Callouts::answering([Reply::status(401)]).await;
    let run = Run::new(Trigger::PreUserRegistration, &callouts.url());
    let closed = run.on(&runtime).await;
    assert_eq!(
        denied(&closed),
        "Signing up is not possible just now. Please try again."
    );
    assert_eq!(
        closed.commands[0].arguments[0],
        json!("vestibule_unavailable")
    );
    assert_untouched(&run.open().on(&runtime).await);
}

#[tokio::test]
async fn wrong_shapes_are_refused() {
    for members in [
        json!({ "user_metadata": [] }),
        json!({ "deny": { "reason": "a" } }),
        json!({ "deny": { "user_message": "a" } }),
    ] {
        assert_eq!(failure(&run_with(members).await), "wrong-shape");
    }
}
