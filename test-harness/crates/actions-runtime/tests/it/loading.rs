//! How an Action is loaded and what is around it.

use std::collections::BTreeMap;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use vestibule_actions_runtime::{DeployedAction, End, LogStream};

use crate::support::{
    action, evaluate, execution, failure, on_execute, out, run, runtime, with_out,
};

#[tokio::test]
async fn modules_of_node_can_be_required_and_imported() {
    let value = evaluate(
        "const { createHash } = require('node:crypto');
         const { URLSearchParams } = await import('node:url');
         out([createHash('sha256').update('').digest('hex').slice(0, 8),
              new URLSearchParams({ a: 'b c' }).toString(),
              typeof fetch, typeof structuredClone]);",
    )
    .await;
    assert_eq!(value, json!(["e3b0c442", "a=b+c", "function", "function"]));
}

#[tokio::test]
async fn a_module_that_is_not_there_fails_the_login() {
    let result = run("require('left-pad');").await;
    assert!(failure(&result).starts_with("Cannot find module 'left-pad'"));
}

#[tokio::test]
async fn fetch_reaches_servers_on_reserved_names() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let mut heads = Vec::new();
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = vec![0; 4096];
            let read = stream.read(&mut head).await.unwrap();
            heads.push(String::from_utf8_lossy(&head[..read]).into_owned());
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi";
            stream.write_all(answer).await.unwrap();
        }
        heads
    });
    let value = evaluate(&format!(
        "const get = async (host) => (await fetch(`http://${{host}}:{port}/edge`)).text();
         out([await get('edge.acme.test'), await get('edge.localhost')]);"
    ))
    .await;
    assert_eq!(value, json!(["hi", "hi"]));
    let heads = server.await.unwrap();
    assert!(
        heads[0].contains(&format!("host: edge.acme.test:{port}")),
        "{heads:?}"
    );
}

#[tokio::test]
async fn what_cannot_be_loaded_fails_the_login() {
    let runtime = runtime().await;
    for (code, expected) in [
        (
            "exports.onExecutePostLogin = async (",
            "Unexpected end of input",
        ),
        ("throw new Error('at the top')", "at the top"),
        ("module.exports = null", "The Action must export an object."),
        (
            "",
            "Invalid function signature for the \"onExecutePostLogin\" handler.",
        ),
        // A plain function is refused even if it returns a promise.
        (
            "exports.onExecutePostLogin = () => Promise.resolve()",
            "Invalid function signature for the \"onExecutePostLogin\" handler.",
        ),
    ] {
        let result = runtime.execute(&execution([action(code)])).await.unwrap();
        let message = failure(&result);
        assert!(message.starts_with(expected), "{code}: {message}");
    }
}

#[tokio::test]
async fn secrets_belong_to_one_action() {
    let code = "exports.onExecutePostLogin = async (event, api) => {
        api.transaction.setMetadata(event.secrets.NAME, Object.keys(event.secrets).join());
        event.secrets.EXTRA = 'x';
    };";
    let deploy = |name: &str, key: &str| {
        let secrets = BTreeMap::from([
            ("NAME".to_owned(), name.to_owned()),
            (key.to_owned(), "secret".to_owned()),
        ]);
        DeployedAction::new(name, code, secrets).unwrap()
    };
    let actions = [deploy("first", "A"), deploy("second", "B")];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    assert_eq!(
        json!(result.transaction_metadata),
        json!({ "first": "A,NAME", "second": "B,NAME" })
    );
}

#[tokio::test]
async fn the_environment_of_the_harness_is_hidden() {
    assert_eq!(evaluate("out(Object.keys(process.env))").await, json!([]));
}

#[tokio::test]
async fn executions_share_no_globals() {
    let runtime = runtime().await;
    let count = on_execute(&with_out(
        "globalThis.n = (globalThis.n ?? 0) + 1; out(globalThis.n);",
    ));
    for _ in 0..2 {
        let result = runtime.execute(&execution([count.clone()])).await.unwrap();
        assert_eq!(out(&result), json!(1));
    }
}

/// Contracts D: 256 characters are kept, for each Action.
#[tokio::test]
async fn the_console_is_captured() {
    let actions = [
        on_execute("console.log('a', { b: 1 }); console.error('%s!', 'c');"),
        on_execute("console.log('é'.repeat(200)); console.log('x'.repeat(100)); console.log('y')"),
    ];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    let logs: Vec<_> = result
        .logs
        .iter()
        .map(|l| (l.action, l.stream, l.text.as_str()))
        .collect();
    assert_eq!(
        logs,
        [
            (0, LogStream::Out, "a { b: 1 }"),
            (0, LogStream::Err, "c!"),
            (1, LogStream::Out, "é".repeat(200).as_str()),
            (1, LogStream::Out, "x".repeat(56).as_str()),
        ]
    );
}

#[tokio::test]
async fn logs_survive_a_failure() {
    let result = run("console.log('before'); throw new Error('x')").await;
    assert_eq!(failure(&result), "x");
    assert_eq!(result.logs[0].text, "before");
}

#[tokio::test]
async fn output_past_the_console_does_no_harm() {
    let result = run(
        "process.stdout.write('noise'); require('fs').writeSync(1, '0 {\"end\":');
         api.idToken.setCustomClaim('a', 1);",
    )
    .await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(json!(result.id_token_claims), json!({ "a": 1 }));
}

#[tokio::test]
async fn values_that_rust_cannot_hold_do_no_harm() {
    let result = run(r"api.idToken.setCustomClaim('a', 'x\ud800y\\ud800');").await;
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "a": "x\u{fffd}y\\ud800" })
    );
}
