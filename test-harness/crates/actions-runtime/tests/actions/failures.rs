//! When no usable answer comes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use vestibule_actions_runtime::{ExecutionResult, Trigger};

use crate::callouts::{Callouts, Reply};
use crate::support::{Run, answer, assert_untouched, denied, failure, folder, key, runtime, said};

const MARK: &str = "https://acme.test/mark";

fn good() -> Reply {
    Reply::json(&answer(json!({ "id_token": { "claims": { MARK: 1 } } })))
}

fn assert_marked(result: &ExecutionResult) {
    assert_eq!(
        json!(result.id_token_claims),
        json!({ MARK: 1 }),
        "{:?}",
        result.logs
    );
}

/// Answers that are none, what the log calls them, and whether asking again may help.
fn unusable() -> Vec<(Reply, &'static str, bool)> {
    let huge = answer(json!({ "app_metadata": { "a": "x".repeat(330_000) } })).to_string();
    let json = "application/json";
    vec![
        (Reply::status(500), "status-500", true),
        (Reply::status(503), "status-503", true),
        (Reply::status(429), "status-429", true),
        (Reply::status(401), "status-401", false),
        (Reply::status(404), "status-404", false),
        (Reply::status(201), "status-201", false),
        (Reply::status(204), "status-204", false),
        (Reply::redirect(302, "/elsewhere"), "redirected", false),
        (Reply::redirect(307, "/elsewhere"), "redirected", false),
        (Reply::redirect(308, "/elsewhere"), "redirected", false),
        (Reply::body(200, "text/html", "<html>"), "not-json", false),
        (
            Reply::body(200, "text/html", r#"{"version":1,"decision_id":"a"}"#),
            "not-json",
            false,
        ),
        (Reply::body(200, json, ""), "not-json", false),
        (Reply::body(200, json, "{\"version\":1,"), "not-json", false),
        (
            Reply::body(
                200,
                json,
                b"{\"version\":1,\"decision_id\":\"\xff\"}".to_vec(),
            ),
            "not-json",
            false,
        ),
        (Reply::body(200, json, "null"), "wrong-shape", false),
        (Reply::body(200, json, "[]"), "wrong-shape", false),
        (Reply::body(200, json, "\"x\""), "wrong-shape", false),
        (Reply::body(200, json, "{}"), "wrong-shape", false),
        (Reply::body(200, json, huge), "answer-too-large", false),
        (
            Reply::body(200, json, vec![b' '; 400_000]).without_end(),
            "answer-too-large",
            false,
        ),
    ]
}

#[tokio::test]
async fn every_answer_that_is_none_follows_the_policy() {
    let runtime = runtime().await;
    for (reply, why, again) in unusable() {
        let callouts = Callouts::answering([reply.clone(), good()]).await;
        let closed = Run::login(&callouts).on(&runtime).await;
        if again {
            assert_marked(&closed);
            assert_eq!(callouts.asked().len(), 2, "{why}");
        } else {
            assert_eq!(failure(&closed), why);
            assert!(
                denied(&closed).starts_with("[vestibule_unavailable] "),
                "{why}"
            );
            assert_eq!(callouts.asked().len(), 1, "{why}");
        }
        let callouts = Callouts::answering([reply]).await;
        let open = Run::login(&callouts).open().on(&runtime).await;
        assert_eq!(failure(&open), why);
        assert_untouched(&open);
        let paths: Vec<String> = callouts.asked().into_iter().map(|it| it.path).collect();
        let tries = if again { 2 } else { 1 };
        assert_eq!(
            paths,
            vec!["/edge/callouts/post-login"; tries],
            "no redirect is followed"
        );
    }
}

/// The event itself was refused: whoever signs in could have seen to that.
#[tokio::test]
async fn a_refused_event_denies_under_any_policy() {
    let runtime = runtime().await;
    for status in [400, 403, 406, 413, 422] {
        let callouts = Callouts::answering([Reply::status(status)]).await;
        let result = Run::login(&callouts).open().on(&runtime).await;
        assert_eq!(failure(&result), format!("status-{status}"));
        assert!(denied(&result).starts_with("[vestibule_unavailable] "));
        assert_eq!(callouts.asked().len(), 1);
    }
}

#[tokio::test]
async fn an_event_that_is_too_large_is_not_sent_and_denies() {
    let runtime = runtime().await;
    let callouts = Callouts::answering([good()]).await;
    let filled = |bytes: usize| {
        let metadata = json!({ "a": "x".repeat(bytes) });
        Run::login(&callouts)
            .open()
            .with("/user/user_metadata", metadata)
    };
    let result = filled(65_536).on(&runtime).await;
    assert_eq!(failure(&result), "event-too-large");
    assert!(denied(&result).starts_with("[vestibule_unavailable] "));
    assert!(callouts.asked().is_empty());
    assert_marked(&filled(60_000).on(&runtime).await);
}

#[tokio::test]
async fn a_repeat_is_the_same_to_the_octet() {
    let callouts = Callouts::answering([Reply::status(500), good()]).await;
    assert_marked(&Run::login(&callouts).run().await);
    let asked = callouts.asked();
    let [first, second] = &asked[..] else {
        panic!("{} requests", asked.len())
    };
    for header in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        assert_eq!(first.header(header), second.header(header), "{header}");
    }
    assert_eq!(first.body, second.body);
    assert!(second.is_signed_by(&[&key()]));
    assert!(
        second.at - first.at >= Duration::from_millis(150),
        "a moment to recover"
    );
}

#[tokio::test]
async fn a_first_try_that_hangs_is_repeated_in_time() {
    for hangs in [good().after(Duration::from_secs(30)), good().without_end()] {
        let callouts = Callouts::answering([hangs, good()]).await;
        let started = Instant::now();
        assert_marked(&Run::login(&callouts).run().await);
        assert!(
            started.elapsed() < Duration::from_secs(4),
            "{:?}",
            started.elapsed()
        );
        let asked = callouts.asked();
        assert_eq!(asked.len(), 2);
        // 1.7 s, less what the first took to arrive.
        let waited = asked[1].at - asked[0].at;
        assert!(waited >= Duration::from_millis(1400), "{waited:?}");
        assert_eq!(asked[0].body, asked[1].body);
    }
}

/// 1.5 s a try and 4 s in all, of the 20 that Auth0 gives all Actions together.
#[tokio::test]
async fn whoever_does_not_answer_is_given_up_within_four_seconds() {
    let runtime = runtime().await;
    for hangs in [
        good().after(Duration::from_secs(30)),
        good().without_end(),
        Reply::status(500).after(Duration::from_millis(1400)),
    ] {
        let callouts = Callouts::answering([hangs]).await;
        let started = Instant::now();
        let result = Run::login(&callouts).open().on(&runtime).await;
        let took = started.elapsed();
        assert_untouched(&result);
        assert_eq!(callouts.asked().len(), 2);
        assert!(took >= Duration::from_millis(2900), "{took:?}");
        // The Action's own clock; the harness adds the start of a thread.
        let ms = said(&result)["ms"].as_u64().unwrap();
        assert!(ms < 4000, "{ms}");
        assert!(took < Duration::from_secs(6), "{took:?}");
    }
}

#[tokio::test]
async fn nobody_listens() {
    let runtime = runtime().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let run = Run::new(Trigger::PostLogin, &url);
    let closed = run.on(&runtime).await;
    assert_eq!(failure(&closed), "unreachable");
    assert_eq!(said(&closed)["tries"], json!(2));
    assert!(denied(&closed).starts_with("[vestibule_unavailable] "));
    assert_untouched(&run.open().on(&runtime).await);
}

#[tokio::test]
async fn whatever_is_not_open_is_closed() {
    let runtime = runtime().await;
    let callouts = Callouts::answering([Reply::status(401)]).await;
    let run = Run::login(&callouts);
    for policy in ["closed", "", "OPEN", "open ", "true"] {
        let result = run
            .clone()
            .secret("VESTIBULE_WHEN_UNREACHABLE", policy)
            .on(&runtime)
            .await;
        assert!(
            denied(&result).starts_with("[vestibule_unavailable] "),
            "{policy:?}"
        );
    }
    let unset = run.without("VESTIBULE_WHEN_UNREACHABLE").on(&runtime).await;
    assert!(denied(&unset).starts_with("[vestibule_unavailable] "));
}

#[tokio::test]
async fn a_refresh_may_have_a_policy_of_its_own() {
    let runtime = runtime().await;
    let callouts = Callouts::answering([Reply::status(401)]).await;
    let at_refresh = "VESTIBULE_WHEN_UNREACHABLE_AT_REFRESH";
    for (login, refresh, login_goes_on, refresh_goes_on) in [
        ("closed", None, false, false),
        ("open", None, true, true),
        ("closed", Some("open"), false, true),
        ("open", Some("closed"), true, false),
        ("open", Some("opne"), true, false),
    ] {
        let mut run = Run::login(&callouts).secret("VESTIBULE_WHEN_UNREACHABLE", login);
        if let Some(refresh) = refresh {
            run = run.secret(at_refresh, refresh);
        }
        let result = run.on(&runtime).await;
        assert_eq!(
            said(&result)["goes_on"],
            json!(login_goes_on),
            "{login} {refresh:?}"
        );
        let result = run.protocol("oauth2-refresh-token").on(&runtime).await;
        assert_eq!(
            said(&result)["goes_on"],
            json!(refresh_goes_on),
            "{login} {refresh:?}"
        );
    }
}

#[tokio::test]
async fn a_refresh_gets_its_claims() {
    let callouts = Callouts::answering([good()]).await;
    let mut run = Run::login(&callouts).protocol("oauth2-refresh-token");
    run.event["refresh_token"] = json!({ "id": "!rt", "created_at": "2026-11-24T09:00:00.000Z" });
    assert_marked(&run.run().await);
    let sent = callouts.asked_once().event();
    assert_eq!(
        sent["refresh_token"],
        json!({ "created_at": "2026-11-24T09:00:00.000Z" })
    );
}

/// What goes wrong in the Action itself follows the policy too, and its error is not logged, which may quote anything.
#[tokio::test]
async fn a_fault_of_ours() {
    let runtime = runtime().await;
    let callouts = Callouts::answering([good()]).await;
    let code = std::fs::read_to_string(folder().join("post-login.js")).unwrap();
    let code = format!(
        "{code}
        const inner = exports.onExecutePostLogin;
        exports.onExecutePostLogin = async (event, api) => {{
          event.user.user_metadata.toJSON = () => {{ throw new Error('homer~'); }};
          await inner(event, api);
        }};"
    );
    let run = Run::login(&callouts);
    let closed = run.with_code(&code, &runtime).await;
    assert_eq!(failure(&closed), "event-unwritable");
    assert!(denied(&closed).starts_with("[vestibule_unavailable] "));
    let open = run.open().with_code(&code, &runtime).await;
    // Whoever signs in could bring it about, by a profile that is nested too deep.
    assert!(denied(&open).starts_with("[vestibule_unavailable] "));
    assert_eq!(failure(&open), "event-unwritable");
    assert!(callouts.asked().is_empty());
}

/// What is logged are words and numbers of ours: nothing of the event, of the answer, of an address or a secret.
#[tokio::test]
async fn nothing_personal_is_logged() {
    let runtime = runtime().await;
    let canaries = |value: &Value| value.to_string().contains('~');
    let personal = json!({
        "deny": { "code": "no", "reason": "homer~ may not" },
        "user_metadata": { "a": "~" },
    });
    let mut replies: Vec<Reply> = unusable().into_iter().map(|(reply, ..)| reply).collect();
    replies.push(Reply::json(&answer(personal)));
    replies.push(Reply::json(&answer(json!({ "decision_id": "~~" }))));
    replies.push(Reply::body(200, "application/json", "{\"~\": ~"));
    replies.push(Reply::body(500, "text/plain~", "~"));
    replies.push(Reply::redirect(302, "https://a.test/?~"));
    replies.push(Reply::json(&answer(
        json!({ "redirect": { "url": "https://a.test/~" } }),
    )));
    for reply in replies {
        for trigger in [
            Trigger::PostLogin,
            Trigger::CredentialsExchange,
            Trigger::PreUserRegistration,
        ] {
            let callouts = Callouts::answering([reply.clone()]).await;
            let run = Run::new(trigger, &callouts.url());
            assert!(canaries(&run.event));
            let result = run.on(&runtime).await;
            assert!(!result.logs.is_empty());
            for line in &result.logs {
                assert!(!line.text.contains(['~', '!']), "{}", line.text);
                assert!(!line.text.contains("http") && !line.text.contains("secret"));
                assert!(!line.text.contains("203.0.113") && !line.text.contains("globex"));
                serde_json::from_str::<Value>(&line.text).unwrap();
            }
        }
    }
}
