//! The callout as it is sent.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::json;
use vestibule_actions_runtime::{End, Trigger};

use crate::callouts::{Callouts, Reply};
use crate::support::{Run, SECRET, answer, failure, key, runtime, said};

const TRIGGERS: [(Trigger, &str); 3] = [
    (Trigger::PostLogin, "post-login"),
    (Trigger::CredentialsExchange, "credentials-exchange"),
    (Trigger::PreUserRegistration, "pre-user-registration"),
];

#[tokio::test]
async fn each_trigger_asks_at_its_own_address_and_signs() {
    let runtime = runtime().await;
    for (trigger, name) in TRIGGERS {
        let callouts = Callouts::saying(&answer(json!({}))).await;
        let result = Run::new(trigger, &callouts.url()).on(&runtime).await;
        assert_eq!(result.end, End::Completed, "{name}");
        let asked = callouts.asked_once();
        assert_eq!(asked.method, "POST");
        assert_eq!(asked.path, format!("/edge/callouts/{name}"));
        assert_eq!(asked.header("content-type"), "application/json");
        assert!(asked.is_signed_by(&[&key()]), "{name}");
        let sent = asked.json();
        assert_eq!(sent["version"], json!(1));
        assert_eq!(sent.as_object().unwrap().len(), 2, "version and event");
        // The log leads to the decision and says how long it took.
        let said = said(&result);
        assert_eq!(said["vestibule"], json!(name));
        assert_eq!(said["decision"], json!("dec_1"));
        assert_eq!(said["id"], json!(asked.header("webhook-id")));
        assert_eq!(said["tries"], json!(1));
    }
}

#[tokio::test]
async fn the_signature_covers_id_time_and_body_and_is_of_now() {
    let callouts = Callouts::saying(&answer(json!({}))).await;
    Run::login(&callouts).run().await;
    let asked = callouts.asked_once();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let signed_at = Duration::from_secs(asked.header("webhook-timestamp").parse().unwrap());
    assert!(now.abs_diff(signed_at) < Duration::from_mins(1));

    assert!(asked.is_signed_by(&[&key()]));
    assert!(!asked.is_signed_by(&[b"another secret of enough octets"]));
    for header in ["webhook-id", "webhook-timestamp"] {
        let mut changed = asked.clone();
        changed.headers.insert(header, "1".parse().unwrap());
        assert!(!changed.is_signed_by(&[&key()]), "{header}");
    }
    let mut changed = asked;
    changed.body = [&changed.body[..], b" "].concat().into();
    assert!(!changed.is_signed_by(&[&key()]));
}

#[tokio::test]
async fn each_callout_has_an_id_of_its_own() {
    let runtime = runtime().await;
    let callouts = Callouts::saying(&answer(json!({}))).await;
    Run::login(&callouts).on(&runtime).await;
    Run::login(&callouts).on(&runtime).await;
    let asked = callouts.asked();
    assert_ne!(asked[0].header("webhook-id"), asked[1].header("webhook-id"));
}

/// The Worker has two live secrets while one follows another; the Action signs with the one it has.
#[tokio::test]
async fn a_secret_can_be_replaced() {
    let runtime = runtime().await;
    let plain = "a secret that is no base64 but a text";
    for (secret, key) in [(SECRET, key()), (plain, plain.as_bytes().to_vec())] {
        let callouts = Callouts::saying(&answer(json!({}))).await;
        let run = Run::login(&callouts).secret("VESTIBULE_SECRET", secret);
        run.on(&runtime).await;
        let asked = callouts.asked_once();
        assert!(asked.is_signed_by(&[plain.as_bytes(), &self::key()]));
        assert!(asked.is_signed_by(&[&key]));
    }
}

#[tokio::test]
async fn an_address_may_have_a_path() {
    let runtime = runtime().await;
    for end in ["/below", "/below/", "/below//"] {
        let callouts = Callouts::saying(&answer(json!({}))).await;
        let url = format!("{}{end}", callouts.url());
        Run::new(Trigger::PostLogin, &url).on(&runtime).await;
        let path = callouts.asked_once().path;
        assert_eq!(path, "/below/edge/callouts/post-login", "{end}");
    }
}

#[tokio::test]
async fn nothing_is_sent_without_usable_settings() {
    let runtime = runtime().await;
    let callouts = Callouts::saying(&answer(json!({}))).await;
    let good = Run::login(&callouts);
    for bad in [
        good.clone().without("VESTIBULE_URL"),
        good.clone().secret("VESTIBULE_URL", "vestibule.test"),
        good.clone()
            .secret("VESTIBULE_URL", "http://vestibule.test"),
        good.clone().secret("VESTIBULE_URL", "ftp://localhost/"),
        good.clone().without("VESTIBULE_SECRET"),
        good.clone().secret("VESTIBULE_SECRET", ""),
        good.clone().secret("VESTIBULE_SECRET", "too short"),
        good.clone()
            .secret("VESTIBULE_SECRET", "whsec_dG9vIHNob3J0"),
    ] {
        let result = bad.on(&runtime).await;
        assert_eq!(failure(&result), "settings");
        assert!(matches!(result.end, End::Denied { .. }), "{:?}", result.end);
    }
    assert!(callouts.asked().is_empty());
}

/// Whoever can choose a name could otherwise make the callout unreadable, and an open policy would let them in.
#[tokio::test]
async fn half_a_character_reaches_the_worker_as_a_replacement() {
    let callouts = Callouts::saying(&answer(json!({}))).await;
    let mut run = Run::login(&callouts);
    // JSON in Rust cannot hold it, so the event's half is made in front of the Action.
    run.event["user"]["user_metadata"] = json!({ "a": "HALF \\ud83d \\\\ud83d", "HALF": 1 });
    let file = crate::support::folder().join("post-login.js");
    let code = std::fs::read_to_string(file).unwrap();
    let code = format!(
        "{code}
        const inner = exports.onExecutePostLogin;
        exports.onExecutePostLogin = async (event, api) => {{
          const halve = (text) => text.replaceAll('HALF', '\\ud83d');
          event.user.user_metadata = JSON.parse(halve(JSON.stringify(event.user.user_metadata)));
          await inner(event, api);
        }};"
    );
    let result = run.with_code(&code, &runtime().await).await;
    assert_eq!(result.end, End::Completed);
    let metadata = &callouts.asked_once().event()["user"]["user_metadata"];
    assert_eq!(
        *metadata,
        json!({ "a": "\u{fffd} \\ud83d \\\\ud83d", "\u{fffd}": 1 })
    );
}

#[tokio::test]
async fn the_answer_may_come_with_parameters_of_its_type() {
    let callouts = Callouts::answering([Reply::body(
        200,
        "Application/JSON; charset=utf-8",
        answer(json!({})).to_string(),
    )])
    .await;
    let result = Run::login(&callouts).run().await;
    assert_eq!(said(&result)["decision"], json!("dec_1"));
}
