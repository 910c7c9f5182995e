//! What rules read from elsewhere: there, gone, slow, odd.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use vestibule_stand::{HOOK_SECRET, KeyValueService, Stand, StandOptions, Transport};

use crate::signed::Signed;
use crate::support::{acme_and, log_of, stand};
use crate::told::Told;

const PLAN: &str = "https://acme.example/bought";
const STALE: &str = "https://acme.example/bought_once";

/// The example, and rules that read a source there, of which answers are fresh for so many seconds.
async fn with_source(folder: &str, address: &str, fresh: u32, failure: &str) -> Stand {
    let more = format!(
        r#"
[[claims.sources]]
name = "plans"
url = "http://{address}/plans/{{organization.id}}"
secret = "PLANS_TOKEN"
timeout = 300
fresh = {fresh}

[[claims.rules]]
name = "bought"
claim = "bought"
value = "sources.plans.bought"
stale_ok = 0
failure = "{failure}"

[[claims.rules]]
name = "bought-once"
claim = "bought_once"
value = "sources.plans.bought"
stale_ok = 600
"#
    );
    stand(StandOptions {
        transport: Transport::Loopback,
        source_secrets: vec![("PLANS_TOKEN".to_owned(), "a-token-for-plans".to_owned())],
        ..StandOptions::for_tests(acme_and(folder, &more))
    })
    .await
}

/// An answer, and the log line under it, for somebody of Globex's.
fn ask(stand: &Stand) -> (Told, Value) {
    let event = json!({
        "client": { "client_id": "acmeDemoApp0000000000000000000001" },
        "organization": { "id": "org_globexGLOBEX0001" },
        "user": { "user_id": "oidc|globex|1", "email": "ana@globex.example", "email_verified": true, "groups": [] },
        "authentication": { "methods": [] },
    });
    let question = Signed::callout("/edge/callouts/post-login", &event);
    let told = question.send(stand);
    assert_eq!(told.status(), "200", "{}", told.text);
    let logged = log_of(stand, told.header("vestibule-decision").unwrap());
    (told, logged)
}

fn claim<'t>(told: &'t Told, name: &str) -> &'t Value {
    &told.body["id_token"]["claims"][name]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_source_answers_is_kept_while_it_is_fresh() {
    let service = KeyValueService::start().await.unwrap();
    service.put("plans/org_globexGLOBEX0001", r#"{"bought":"gold"}"#);
    let stand = with_source("sources-kept", &service.address(), 60, "required").await;
    for _ in 0..3 {
        let (told, _) = ask(&stand);
        assert_eq!(claim(&told, PLAN), "gold", "{}", told.text);
        assert_eq!(told.body["enrichment"], "full");
    }
    assert_eq!(service.reads(), ["plans/org_globexGLOBEX0001"]);
    // It stays what it was, whatever becomes of the source.
    service.set_down(true);
    assert_eq!(claim(&ask(&stand).0, PLAN), "gold");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_source_down_each_rule_does_as_its_policy_says() {
    let service = KeyValueService::start().await.unwrap();
    service.set_down(true);
    let address = service.address();
    let stand = with_source("sources-optional", &address, 0, "optional").await;
    let (told, logged) = ask(&stand);
    assert_eq!(
        (claim(&told, PLAN), claim(&told, STALE)),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(told.body["enrichment"], "partial");
    assert_eq!(claim(&told, "https://acme.example/plan"), "enterprise");
    let lacking = logged["lacking"].as_array().unwrap();
    assert_eq!(lacking.len(), 2, "{logged}");
    // Tried twice, and then left alone for a while.
    assert_eq!(service.reads().len(), 2);
    ask(&stand);
    assert_eq!(service.reads().len(), 2);

    let stand = with_source("sources-required", &address, 0, "required").await;
    let (told, logged) = ask(&stand);
    assert_eq!(told.body["deny"]["code"], "rule-failed", "{}", told.text);
    assert_eq!(
        (&told.body["id_token"], &logged["rule"]),
        (&Value::Null, &json!("bought"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_has_grown_old_serves_rules_that_allow_it() {
    let service = KeyValueService::start().await.unwrap();
    service.put("plans/org_globexGLOBEX0001", r#"{"bought":"gold"}"#);
    let stand = with_source("sources-stale", &service.address(), 0, "optional").await;
    let (told, _) = ask(&stand);
    assert_eq!(
        (claim(&told, PLAN), claim(&told, STALE)),
        (&json!("gold"), &json!("gold"))
    );
    tokio::time::sleep(Duration::from_millis(1100)).await;
    service.set_down(true);
    let (told, _) = ask(&stand);
    assert_eq!(
        (claim(&told, PLAN), claim(&told, STALE)),
        (&Value::Null, &json!("gold"))
    );
    assert_eq!(told.body["enrichment"], "partial");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_longer_than_an_action_does() {
    let service = KeyValueService::start().await.unwrap();
    service.set_delay(Duration::from_secs(5));
    let stand = with_source("sources-slow", &service.address(), 60, "required").await;
    let started = Instant::now();
    let (told, _) = ask(&stand);
    assert_eq!(told.body["deny"]["code"], "rule-failed");
    let waited = started.elapsed();
    assert!(waited < Duration::from_millis(1500), "{waited:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_answer_is_none() {
    let service = KeyValueService::start().await.unwrap();
    let large = json!({ "bought": "x".repeat(70_000) }).to_string();
    for (text, plan, full) in [
        (r#"{"bought":["gold"]}"#, json!(["gold"]), true),
        (r#"{"bought":null}"#, Value::Null, true),
        ("{}", Value::Null, false),
        ("", Value::Null, false),
        ("<html>", Value::Null, false),
        (r#"["gold"]"#, Value::Null, false),
        (large.as_str(), Value::Null, false),
    ] {
        service.put("plans/org_globexGLOBEX0001", text.to_owned());
        let stand = with_source("sources-odd", &service.address(), 60, "optional").await;
        let (told, logged) = ask(&stand);
        assert_eq!(*claim(&told, PLAN), plan, "{}", told.text);
        let expected = if full { "full" } else { "partial" };
        assert_eq!(told.body["enrichment"], expected, "{logged}");
    }
}

/// Answers each connection with this; says what was asked.
fn server(answer: &'static str) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (asked, heard) = mpsc::channel();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let mut buffer = [0; 4096];
            let count = connection.read(&mut buffer).unwrap();
            connection.write_all(answer.as_bytes()).unwrap();
            if asked
                .send(String::from_utf8_lossy(&buffer[..count]).into_owned())
                .is_err()
            {
                break;
            }
        }
    });
    (address, heard)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_is_shown_its_token_and_leads_nowhere_else() {
    let body = r#"{"bought":"gold"}"#;
    let fine = format!(
        "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let (address, heard) = server(fine.leak());
    let stand = with_source("sources-token", &address, 60, "required").await;
    assert_eq!(claim(&ask(&stand).0, PLAN), "gold");
    let asked = heard.recv().unwrap().to_ascii_lowercase();
    assert!(
        asked.starts_with("get /plans/org_globexglobex0001 http/1.1"),
        "{asked}"
    );
    assert!(
        asked.contains("authorization: bearer a-token-for-plans"),
        "{asked}"
    );
    assert!(!asked.contains("ana"), "{asked}");

    let elsewhere = KeyValueService::start().await.unwrap();
    elsewhere.put("x", body);
    let away = format!(
        "HTTP/1.1 302 Found\r\nlocation: http://{}/x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
        elsewhere.address()
    );
    let (address, _heard) = server(away.leak());
    let stand = with_source("sources-redirect", &address, 60, "optional").await;
    let (told, _) = ask(&stand);
    assert_eq!(claim(&told, PLAN), &Value::Null);
    assert!(elsewhere.reads().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_entered_decides_and_nothing_can_be_read_means_no() {
    let more = r#"
[[claims.rules]]
name = "left"
when = "has(directory.status.blocked) && directory.status.blocked"
deny = { code = "left", reason = "This account is closed." }

[[claims.rules]]
name = "duties"
claim = "duties"
value = "has(directory.user.duties) ? directory.user.duties : []"
"#;
    let file = acme_and("directory", more);
    let directory = async || stand(StandOptions::for_tests(&file)).await;
    let enter = |stand: &Stand, body: Value| {
        let body = json!({ "version": 1, "changes": body }).to_string();
        let fed =
            Signed::new("/edge/hooks/directory", body.into_bytes(), HOOK_SECRET, 0).send(stand);
        assert_eq!(fed.status(), "200", "{}", fed.text);
    };
    let stand = directory().await;
    enter(
        &stand,
        json!([{ "user": "oidc|globex|1", "set": { "duties": ["audits"] } }]),
    );
    let (told, _) = ask(&stand);
    assert_eq!(
        claim(&told, "https://acme.example/duties"),
        &json!(["audits"]),
        "{}",
        told.text
    );
    assert_eq!(told.body["enrichment"], "full");

    let stand = directory().await;
    let status = r#"{"at":1795512000,"entry":{"blocked":true}}"#;
    stand.directory().put("status/oidc%7Cglobex%7C1", status);
    let (told, _) = ask(&stand);
    assert_eq!(told.body["deny"]["code"], "left", "{}", told.text);

    // A rule that denies must not be passed by because storage is down.
    let stand = directory().await;
    stand.directory().set_down(true);
    let (told, logged) = ask(&stand);
    assert_eq!(
        (&told.body["deny"]["code"], &logged["rule"]),
        (&json!("rule-failed"), &json!("left"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_told_what_is_somebody_elses() {
    let more = r#"
[[claims.rules]]
name = "who"
claim = "who"
value = "[event.user.user_id, directory.user.who]"
failure = "required"
"#;
    let file = acme_and("interleaved", more);
    let stand = stand(StandOptions::for_tests(file)).await;
    let people = 200;
    for number in 0..people {
        let entry = format!(r#"{{"at":1,"entry":{{"who":"{number}"}}}}"#);
        stand
            .directory()
            .put(&format!("user/auth0%7C{number}"), entry);
    }
    // Each waits for an entry of their own, so that many are under way in one instance at once.
    stand.directory().set_delay(Duration::from_millis(20));
    let ask = |number: usize| {
        let event = json!({
            "user": { "user_id": format!("auth0|{number}"), "email": "sam@gmail.com", "email_verified": true },
            "authentication": { "methods": [] },
        });
        let question = Signed::callout("/edge/callouts/post-login", &event);
        let told = question.send(&stand);
        let expected = json!([format!("auth0|{number}"), number.to_string()]);
        assert_eq!(
            claim(&told, "https://acme.example/who"),
            &expected,
            "{}",
            told.text
        );
        assert_eq!(told.body["decision_id"], question.id);
    };
    std::thread::scope(|scope| {
        for first in 0..10 {
            scope.spawn(move || {
                for number in (first..people * 5).step_by(10) {
                    ask(number % people);
                }
            });
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_that_more_meet_than_are_remembered_lets_nobody_in() {
    let more = r#"
[[claims.rules]]
name = "left"
when = "has(directory.status) && has(directory.status.blocked) && directory.status.blocked"
deny = { code = "left", reason = "This account is closed." }
"#;
    let stand = stand(StandOptions::for_tests(acme_and("outage", more))).await;
    stand.directory().set_down(true);
    // More users than failures are kept of.
    for number in 0..1_100 {
        let event = json!({
            "user": { "user_id": format!("auth0|{number}"), "email": "sam@gmail.com", "email_verified": true },
        });
        let question = Signed::callout("/edge/callouts/post-login", &event);
        let told = question.send(&stand);
        assert_eq!(told.status(), "200", "{number}: {}", told.text);
        assert_eq!(told.body["deny"]["code"], "rule-failed", "{number}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_the_snapshot_that_cannot_be_had_lets_nobody_in() {
    let stand = stand(StandOptions::for_tests(acme_and("shards", ""))).await;
    for key in stand.namespace().keys() {
        if key.starts_with("shard/") {
            stand.namespace().delete(&key);
        }
    }
    let (told, logged) = ask(&stand);
    assert_eq!(told.body["deny"]["code"], "rule-failed", "{}", told.text);
    assert_eq!(logged["end"], "denied");
    // A slow storage comes to the same, in time. The manifest is there once anything was asked.
    let stand = self::stand(StandOptions::for_tests(acme_and("shards", ""))).await;
    crate::told::ask(&stand, "GET", "/edge/version", &[], "");
    stand.namespace().set_delay(Duration::from_secs(5));
    let started = Instant::now();
    let (told, _) = ask(&stand);
    assert_eq!(told.body["deny"]["code"], "rule-failed", "{}", told.text);
    assert!(started.elapsed() < Duration::from_millis(1500));
}
