//! The time Actions may take.

use std::time::{Duration, Instant};

use serde_json::json;
use vestibule_actions_runtime::End;

use crate::support::{execution, on_both, on_execute, out, resumed, runtime, suspended, with_out};

const SHORT_MS: u64 = 300;

#[tokio::test]
async fn every_kind_of_endless_action_is_stopped() {
    let runtime = runtime().await;
    for body in [
        "for (;;);",
        "await null; for (;;);",
        "await new Promise(() => {});",
        "for (;;) await new Promise((done) => setTimeout(done, 1));",
        "setTimeout(() => { for (;;); }); await new Promise(() => {});",
        "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
        "try { for (;;); } finally { for (;;); }",
    ] {
        let body = format!("console.log('here'); api.user.setUserMetadata('a', 1); {body}");
        let mut execution = execution([on_execute(&body)]);
        execution.budget_ms = SHORT_MS;
        let started = Instant::now();
        let result = runtime.execute(&execution).await.unwrap();
        assert_eq!(result.end, End::TimedOut, "{body}");
        assert!(
            started.elapsed() >= Duration::from_millis(SHORT_MS),
            "{body}"
        );
        assert!(
            started.elapsed() < Duration::from_secs(8),
            "{body}: {:?}",
            started.elapsed()
        );
        assert_eq!(json!(result.user_metadata), json!({}));
        assert_eq!(result.logs[0].text, "here");
    }
    // The child is the same and well.
    let result = runtime
        .execute(&execution([on_execute(&with_out("out('well')"))]))
        .await
        .unwrap();
    assert_eq!(out(&result), json!("well"));
}

#[tokio::test]
async fn a_loop_at_the_top_of_a_module_is_stopped() {
    let mut execution = execution([crate::support::action("for (;;);")]);
    execution.budget_ms = SHORT_MS;
    assert_eq!(
        runtime().await.execute(&execution).await.unwrap().end,
        End::TimedOut
    );
}

/// Contracts D: all Actions share the budget.
#[tokio::test]
async fn the_budget_is_for_all_actions_together() {
    let wait = on_execute("await new Promise((done) => setTimeout(done, 200));");
    let mut execution = execution([wait.clone(), wait.clone(), wait.clone(), wait.clone()]);
    execution.budget_ms = 600;
    let runtime = runtime().await;
    assert_eq!(
        runtime.execute(&execution).await.unwrap().end,
        End::TimedOut
    );
    execution.actions.truncate(1);
    assert_eq!(
        runtime.execute(&execution).await.unwrap().end,
        End::Completed
    );
}

/// Contracts D: a budget of its own before and after a redirect.
#[tokio::test]
async fn the_budget_starts_anew_after_a_redirect() {
    let runtime = runtime().await;
    let wait = "await new Promise((done) => setTimeout(done, 400));";
    let mut first = execution([on_both(
        &format!("{wait} api.redirect.sendUserTo('https://a.test/')"),
        wait,
    )]);
    first.budget_ms = 700;
    let (_, _, carried) = suspended(&runtime.execute(&first).await.unwrap().end);
    let request = first.event["request"].clone();
    let mut second = resumed(&first, carried, request);
    assert_eq!(runtime.execute(&second).await.unwrap().end, End::Completed);
    second.budget_ms = 200;
    assert_eq!(runtime.execute(&second).await.unwrap().end, End::TimedOut);
}
