//! One child, many executions; and what happens when the child goes.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;
use vestibule_actions_runtime::{ActionsRuntime, End, ExecuteError, SpawnError};

use crate::support::{execution, failure, on_execute, run, runtime};

#[tokio::test]
async fn executions_run_at_the_same_time() {
    let runtime = runtime().await;
    let wait = |n: usize| {
        execution([on_execute(&format!(
            "await new Promise((done) => setTimeout(done, 1000)); api.idToken.setCustomClaim('n', {n});"
        ))])
    };
    let executions: Vec<_> = (0..8).map(wait).collect();
    let started = Instant::now();
    let mut endless = execution([on_execute("for (;;);")]);
    endless.budget_ms = 500;
    let (endless, results) = tokio::join!(runtime.execute(&endless), async {
        let mut results = Vec::new();
        let all = executions
            .iter()
            .map(|execution| runtime.execute(execution));
        for result in join_all(all).await {
            results.push(result.unwrap());
        }
        results
    });
    assert_eq!(endless.unwrap().end, End::TimedOut);
    for (n, result) in results.iter().enumerate() {
        assert_eq!(json!(result.id_token_claims), json!({ "n": n }));
    }
    assert!(
        started.elapsed() < Duration::from_secs(6),
        "{:?}",
        started.elapsed()
    );
}

/// `futures::future::join_all` in small: all are polled in one task.
async fn join_all<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut futures: Vec<_> = futures.map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        for (future, output) in &mut futures {
            if output.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *output = Some(value);
            }
        }
        if futures.iter().all(|(_, output)| output.is_some()) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    futures
        .into_iter()
        .filter_map(|(_, output)| output)
        .collect()
}

#[tokio::test]
async fn an_action_that_ends_its_process_ends_only_itself() {
    let runtime = runtime().await;
    let before = runtime.process_id().await;
    let exit = execution([on_execute("process.exit(0);")]);
    let result = runtime.execute(&exit).await.unwrap();
    assert_eq!(failure(&result), "The Action ended its process.");
    assert_eq!(runtime.process_id().await, before);
}

#[tokio::test]
async fn an_action_that_fills_the_memory_ends_only_itself() {
    let runtime = runtime().await;
    let before = runtime.process_id().await;
    let fill = execution([on_execute(
        "const all = []; for (;;) all.push(new Array(1e5).fill({}));",
    )]);
    let result = runtime.execute(&fill).await.unwrap();
    assert!(
        failure(&result).contains("memory limit"),
        "{:?}",
        result.end
    );
    assert_eq!(runtime.process_id().await, before);
}

#[tokio::test]
async fn a_child_that_died_is_started_again() {
    let runtime = runtime().await;
    let before = runtime.process_id().await.unwrap();
    let kill = execution([on_execute(
        "process.kill(process.pid, 'SIGKILL'); for (;;);",
    )]);
    let error = runtime.execute(&kill).await.unwrap_err();
    assert!(matches!(error, ExecuteError::NodeEnded), "{error:?}");
    let fine = execution([on_execute("api.idToken.setCustomClaim('a', 1)")]);
    assert_eq!(runtime.execute(&fine).await.unwrap().end, End::Completed);
    let after = runtime.process_id().await.unwrap();
    assert_ne!(before, after);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn dropping_the_runtime_kills_the_child() {
    let runtime = runtime().await;
    let process = format!("/proc/{}/stat", runtime.process_id().await.unwrap());
    assert!(Path::new(&process).exists());
    drop(runtime);
    // A zombie counts as gone: it only waits to be reaped.
    let gone = || std::fs::read_to_string(&process).map_or(true, |stat| stat.contains(") Z"));
    for _ in 0..100 {
        if gone() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the child still runs");
}

#[tokio::test]
async fn what_is_not_node_is_refused() {
    let error = ActionsRuntime::spawn(Path::new("/does/not/exist"))
        .await
        .unwrap_err();
    assert!(matches!(error, SpawnError::Start(_)), "{error:?}");
    let error = ActionsRuntime::spawn(Path::new("true")).await.unwrap_err();
    assert!(matches!(error, SpawnError::NoHello), "{error:?}");
}

#[tokio::test]
async fn more_actions_than_auth0_takes_are_refused() {
    let error = runtime()
        .await
        .execute(&execution(vec![on_execute(""); 21]))
        .await
        .unwrap_err();
    assert!(matches!(error, ExecuteError::TooManyActions(21)));
    let result = runtime()
        .await
        .execute(&execution(vec![on_execute(""); 20]))
        .await
        .unwrap();
    assert_eq!(result.end, End::Completed);
}

#[tokio::test]
async fn a_report_that_cannot_be_read_fails_its_own_execution() {
    let nest =
        "let v = 1; for (let i = 0; i < 200; i++) v = [v]; api.idToken.setCustomClaim('a', v);";
    let error = runtime()
        .await
        .execute(&execution([on_execute(nest)]))
        .await
        .unwrap_err();
    assert!(matches!(error, ExecuteError::Decode(_)), "{error:?}");
    assert_eq!(run("").await.end, End::Completed);
}
