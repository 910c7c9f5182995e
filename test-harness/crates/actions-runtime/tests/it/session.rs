//! `api.session` and `api.refreshToken`.

use serde_json::json;
use vestibule_actions_runtime::End;

use crate::support::{execution, failure, on_execute, run, runtime};

fn calls(result: &vestibule_actions_runtime::ExecutionResult) -> Vec<(&str, serde_json::Value)> {
    result
        .commands
        .iter()
        .map(|c| (c.call.as_str(), json!(c.arguments)))
        .collect()
}

#[tokio::test]
async fn setters_are_recorded() {
    let result = run(
        "api.session.setExpiresAt(1); api.session.setIdleExpiresAt(2);
         api.session.setCookieMode('persistent');
         api.refreshToken.setExpiresAt(3); api.refreshToken.setIdleExpiresAt(4);",
    )
    .await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(
        calls(&result),
        [
            ("session.setExpiresAt", json!([1])),
            ("session.setIdleExpiresAt", json!([2])),
            ("session.setCookieMode", json!(["persistent"])),
            ("refreshToken.setExpiresAt", json!([3])),
            ("refreshToken.setIdleExpiresAt", json!([4])),
        ]
    );
}

#[tokio::test]
async fn session_metadata_is_recorded_whole_and_seen_by_later_actions() {
    let actions = [
        on_execute(
            "api.session.setMetadata('a', 'b'); api.session.setMetadata('none', null);
             api.session.deleteMetadata('kept');
             api.idToken.setCustomClaim('own', event.session.metadata);",
        ),
        on_execute(
            "api.idToken.setCustomClaim('next', event.session.metadata); api.session.evictMetadata();",
        ),
    ];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "own": { "a": "b" }, "next": { "a": "b" } })
    );
    let last = result.commands.last().unwrap();
    assert_eq!(
        (last.call.as_str(), json!(last.arguments)),
        ("session.setMetadata", json!([{}]))
    );
}

#[tokio::test]
async fn a_session_must_exist_a_refresh_token_need_not() {
    let runtime = runtime().await;
    let run = async |body: &str| {
        let mut execution = execution([on_execute(body)]);
        execution.event.as_object_mut().unwrap().remove("session");
        runtime.execute(&execution).await.unwrap()
    };
    let result = run("api.session.setMetadata('a', 'b')").await;
    assert_eq!(
        failure(&result),
        "Failed to set session metadata: Cannot set metadata on a session that does not exist."
    );
    let result = run("api.session.evictMetadata(); api.session.deleteMetadata('a');").await;
    assert_eq!(result.end, End::Completed);
    assert!(result.commands.is_empty());
    let result = run(
        "api.refreshToken.setMetadata('a', 'b'); api.refreshToken.setMetadata('c', 'd');
         api.idToken.setCustomClaim('made_up', 'refresh_token' in event);",
    )
    .await;
    assert_eq!(
        calls(&result)[1],
        ("refreshToken.setMetadata", json!([{ "a": "b", "c": "d" }]))
    );
    assert_eq!(result.id_token_claims["made_up"], json!(false));
}

/// Contracts A: at most 25 keys of `[a-zA-Z0-9_-]{1,255}`, values up to 255 characters.
#[tokio::test]
async fn metadata_is_checked() {
    let runtime = runtime().await;
    let long = "x".repeat(256);
    for (arguments, problem) in [
        ("'a b', 'x'".to_owned(), "may only include letters"),
        ("'', 'x'".to_owned(), "may only include letters"),
        (format!("'{long}', 'x'"), "keys must be at most 255"),
        (format!("'a', '{long}'"), "values must be at most 255"),
        ("'a', 1".to_owned(), "value must be a string"),
        ("1, 'a'".to_owned(), "key must be a string"),
        ("'a', 'x\\0'".to_owned(), "null bytes"),
    ] {
        for (entity, name) in [("session", "session"), ("refreshToken", "refresh token")] {
            let action = on_execute(&format!("api.{entity}.setMetadata({arguments})"));
            let result = runtime.execute(&execution([action])).await.unwrap();
            let message = failure(&result);
            assert!(
                message.starts_with(&format!(
                    "Failed to set {name} metadata: Invalid metadata: "
                )),
                "{message}"
            );
            assert!(message.contains(problem), "{message}");
        }
    }
    let fill = |n| {
        on_execute(&format!(
            "for (let i = 0; i < {n}; i++) api.refreshToken.setMetadata('k' + i, '')"
        ))
    };
    assert_eq!(
        runtime.execute(&execution([fill(25)])).await.unwrap().end,
        End::Completed
    );
    let result = runtime.execute(&execution([fill(26)])).await.unwrap();
    assert!(failure(&result).contains("more than 25 entries"));
}

#[tokio::test]
async fn instants_modes_and_reasons_are_checked() {
    for (call, message) in [
        ("session.setExpiresAt()", "must be provided"),
        (
            "session.setIdleExpiresAt('soon')",
            "inactivity must be number",
        ),
        (
            "refreshToken.setExpiresAt('soon')",
            "absolute must be number",
        ),
        ("session.setCookieMode()", "Cookie mode must be provided"),
        ("session.setCookieMode('x')", "Invalid cookie mode: x."),
        ("session.revoke()", "message must be string"),
    ] {
        let result = run(&format!("api.{call}")).await;
        assert!(failure(&result).contains(message), "{call}");
    }
}

#[tokio::test]
async fn an_online_refresh_token_is_left_alone() {
    let runtime = runtime().await;
    for call in [
        "setExpiresAt(1)",
        "setMetadata('a', 'b')",
        "evictMetadata()",
        "deleteMetadata('a')",
    ] {
        let mut execution = execution([on_execute(&format!("api.refreshToken.{call}"))]);
        execution.event["refresh_token"] = json!({ "id": "rt_1", "access": "online" });
        let result = runtime.execute(&execution).await.unwrap();
        assert!(
            failure(&result).contains("on an online refresh token"),
            "{call}"
        );
    }
}
