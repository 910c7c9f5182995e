//! User, app and transaction metadata.

use serde_json::{Value, json};
use vestibule_actions_runtime::{DropReason, End};

use crate::support::{evaluate, execution, failure, on_execute, run, runtime};

/// Contracts A: many calls, one update; `null` deletes.
#[tokio::test]
async fn user_and_app_metadata_are_batched() {
    let actions = [
        on_execute("api.user.setUserMetadata('a', 1).user.setUserMetadata('b', { c: [2] });"),
        on_execute("api.user.setUserMetadata('a', 3); api.user.setUserMetadata('seat', null);"),
        on_execute("api.user.setAppMetadata('x', 1); api.user.setAppMetadata('x', undefined);"),
    ];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    assert_eq!(
        json!(result.user_metadata),
        json!({ "a": 3, "b": { "c": [2] }, "seat": null })
    );
    assert_eq!(json!(result.app_metadata), json!({}));
}

/// Contracts A: what is stored has to be an object.
#[tokio::test]
async fn stored_metadata_that_is_no_object_throws() {
    let runtime = runtime().await;
    for (member, call, message) in [
        (
            "app_metadata",
            "setAppMetadata",
            "Unexpected app_metadata format. Must be a valid JSON object",
        ),
        (
            "user_metadata",
            "setUserMetadata",
            "Unexpected user_metadata format. Must be a valid JSON object.",
        ),
    ] {
        for stored in [json!([]), json!("text"), json!(null)] {
            let mut execution = execution([on_execute(&format!("api.user.{call}('a', 1)"))]);
            execution.event["user"][member] = stored;
            let result = runtime.execute(&execution).await.unwrap();
            assert_eq!(failure(&result), message);
        }
    }
}

/// Contracts D: 32 kB each.
#[tokio::test]
async fn metadata_has_a_limit() {
    for call in ["setUserMetadata", "setAppMetadata"] {
        let set = |kb: usize| format!("api.user.{call}('a', 'x'.repeat({kb} * 1024))");
        assert_eq!(run(&set(31)).await.end, End::Completed);
        assert!(failure(&run(&set(32)).await).contains("exceed the limit of 32768 bytes"));
    }
}

/// The documentation's limitations on account linking.
#[tokio::test]
async fn user_metadata_is_lost_in_the_action_that_changes_the_primary_user() {
    let actions = [
        on_execute(
            "api.user.setUserMetadata('lost', 1); api.user.setAppMetadata('kept', 1);
             api.authentication.setPrimaryUser('auth0|main');",
        ),
        on_execute("api.user.setUserMetadata('later', 1);"),
    ];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    assert_eq!(json!(result.user_metadata), json!({ "later": 1 }));
    assert_eq!(json!(result.app_metadata), json!({ "kept": 1 }));
    assert_eq!(result.primary_user.as_deref(), Some("auth0|main"));
    assert_eq!(result.dropped[0].name, "lost");
    assert_eq!(result.dropped[0].reason, DropReason::PrimaryUserChanged);
}

/// Contracts D.
#[tokio::test]
async fn transaction_metadata_has_limits() {
    let value = evaluate(
        "const refused = (key, value) => {
             try { api.transaction.setMetadata(key, value); return false; } catch (error) { return error.message; }
         };
         const results = [
             refused('k'.repeat(64), 1), refused('k'.repeat(65), 1),
             refused('v', 'x'.repeat(8192)), refused('v', 'x'.repeat(8193)),
             refused('w', 'x'.repeat(8192)),
             refused('o', {}), refused('u', undefined), refused(1, 'x'),
             refused('n', 2 ** 53), refused('n', NaN), refused('n', 0.5), refused('n', -7),
         ];
         for (const key of Object.keys(event.transaction.metadata)) api.transaction.setMetadata(key, null);
         out(results);",
    )
    .await;
    let value = value.as_array().unwrap();
    let is_refused: Vec<bool> = value.iter().map(Value::is_string).collect();
    assert_eq!(
        is_refused,
        [
            false, true, false, true, true, true, true, true, true, true, false, false
        ]
    );
    for (index, message) in [
        (1, "64 characters"),
        (3, "8192 bytes"),
        (4, "16384 bytes in total"),
        (8, "safe"),
    ] {
        assert!(
            value[index].as_str().unwrap().contains(message),
            "{}",
            value[index]
        );
    }
}
