//! What Actions are told, and who is told nothing.

use serde_json::{Value, json};
use vestibule_stand::{CALLOUT_SECRET, SnapshotPlace, StandOptions};

use crate::signed::Signed;
use crate::support::{acme, acme_file, log_of, stand};
use crate::told::ask;

const POST_LOGIN: &str = "/edge/callouts/post-login";

/// Somebody of Globex's, who administers.
fn ana() -> Value {
    json!({
        "phase": "start",
        "client": { "client_id": "acmeDemoApp0000000000000000000001", "name": "Acme" },
        "organization": { "id": "org_globexGLOBEX0001", "name": "globex" },
        "user": {
            "user_id": "oidc|globex|1",
            "email": "ana@globex.example",
            "email_verified": true,
            "groups": ["Globex-Admins"],
        },
        "authentication": { "methods": [{ "name": "federated", "timestamp": "2026-11-24T09:20:00.000Z" }] },
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_action_is_told_what_tokens_should_say_and_a_repeat_is_told_the_same() {
    let stand = acme().await;
    let question = Signed::callout(POST_LOGIN, &ana());
    let told = question.send(&stand);
    assert_eq!(told.status(), "200", "{}", told.text);
    assert_eq!(
        told.header("vestibule-decision"),
        Some(question.id.as_str())
    );
    assert_eq!(told.header("cache-control"), Some("no-store"));
    let access_token = &told.body["access_token"]["claims"];
    assert_eq!(access_token["https://acme.example/roles"], json!(["admin"]));
    assert_eq!(told.body["decision_id"], question.id);
    assert_eq!(told.body["enrichment"], "full");
    let id_token = &told.body["id_token"]["claims"];
    assert_eq!(id_token["https://acme.example/plan"], "enterprise");

    let logged = log_of(&stand, &question.id);
    assert_eq!(logged["function"], "claims-enrichment");
    assert_eq!(logged["trigger"], "post-login");
    assert_eq!(logged["organization"], "org_globexGLOBEX0001");
    assert!(!logged.to_string().contains("ana"), "{logged}");

    assert_eq!(question.send(&stand).text, told.text);
    let mut denied = ana();
    denied["user"]["email_verified"] = false.into();
    let told = Signed::callout(POST_LOGIN, &denied).send(&stand);
    assert_eq!(told.status(), "200");
    assert_eq!(told.body["deny"]["code"], "email-not-verified");
    assert_eq!(told.body["access_token"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_trigger_is_answered_with_what_its_api_can_do() {
    let stand = acme().await;
    let event = json!({ "client": { "client_id": "service" }, "organization": { "id": "org_globexGLOBEX0001" } });
    let told = Signed::callout("/edge/callouts/credentials-exchange", &event).send(&stand);
    let claims = json!({ "https://acme.example/plan": "enterprise" });
    assert_eq!(told.body["access_token"]["claims"], claims, "{}", told.text);
    assert_eq!(told.body["id_token"], Value::Null);

    let event = json!({ "user": { "email": "ana@globex.example" } });
    let told = Signed::callout("/edge/callouts/pre-user-registration", &event).send(&stand);
    assert!(
        told.body["deny"]["user_message"].is_string(),
        "{}",
        told.text
    );
    let reason = told.body["deny"]["reason"].as_str().unwrap();
    assert!(reason.starts_with("[use-your-company] "), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_know_the_secret_is_told_nothing() {
    let stand = acme().await;
    let good = || Signed::callout(POST_LOGIN, &ana());
    let body = good().body;
    let mut tampered = body.clone();
    *tampered.last_mut().unwrap() = b' ';
    let mut twice = body.clone();
    twice.push(b'\n');
    let mut not_utf8 = body.clone();
    not_utf8.insert(1, 0xff);
    let named = |id: &str| Signed {
        id: id.to_owned(),
        ..good()
    };
    let at = |timestamp: &str| Signed {
        timestamp: timestamp.to_owned(),
        ..good()
    };
    let by = |signature: &str| Signed {
        signature: signature.to_owned(),
        ..good()
    };
    let saying = |body: Vec<u8>| Signed { body, ..good() };
    let signed = |body: &Vec<u8>, secret: &str, away: i64| {
        Signed::new(POST_LOGIN, body.clone(), secret, away)
    };
    // Whether there is such a trigger is nobody's business either.
    let nowhere = Signed {
        target: "/edge/callouts/nothing",
        ..named("")
    };
    let cases = [
        ("unsigned", named("")),
        ("unsigned", at("")),
        ("unsigned", by("")),
        ("unsigned", nowhere),
        ("malformed", by("v1,?")),
        ("malformed", at("soon")),
        ("malformed", named("msg.1")),
        ("wrong-signature", named("msg_other")),
        ("wrong-signature", saying(tampered)),
        ("wrong-signature", saying(twice)),
        ("wrong-signature", saying(Vec::new())),
        // What is not UTF-8 is read as something else, and that nobody signed.
        ("wrong-signature", signed(&not_utf8, CALLOUT_SECRET, 0)),
        (
            "wrong-signature",
            signed(&body, "another secret, long enough", 0),
        ),
        ("out-of-time", signed(&body, CALLOUT_SECRET, -310)),
        ("out-of-time", signed(&body, CALLOUT_SECRET, 310)),
    ];
    for (reason, callout) in cases {
        let told = callout.send(&stand);
        assert_eq!(told.status(), "401", "{reason}: {}", told.text);
        assert_eq!(told.body["code"], "not-authenticated");
        assert_eq!(
            told.header("content-type"),
            Some("application/problem+json")
        );
        assert!(told.header("www-authenticate").is_some());
        let decision = told.header("vestibule-decision").unwrap();
        assert_ne!(decision, callout.id);
        assert_eq!(log_of(&stand, decision)["refused"], reason);
        let members = told.body.as_object().unwrap().len();
        assert_eq!(members, 5, "{}", told.text);
    }
    for (away, status) in [(-290, "200"), (290, "200")] {
        let callout = signed(&body, CALLOUT_SECRET, away);
        assert_eq!(callout.send(&stand).status(), status, "{away}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_replaced_without_a_gap() {
    let old = CALLOUT_SECRET.to_owned();
    let new = "the secret of next month, in plain text".to_owned();
    let body = Signed::callout(POST_LOGIN, &ana()).body;
    for (live, expected) in [
        (vec![old.clone()], ["200", "401"]),
        (vec![new.clone(), old.clone()], ["200", "200"]),
        (vec![old.clone(), new.clone()], ["200", "200"]),
        (vec![new.clone()], ["401", "200"]),
        // An unusable one beside a good one takes nothing away.
        (vec!["short".to_owned(), old.clone()], ["200", "401"]),
        (vec!["short".to_owned()], ["503", "503"]),
        (Vec::new(), ["503", "503"]),
    ] {
        let stand = stand(StandOptions {
            callout_secrets: live.clone(),
            ..StandOptions::for_tests(acme_file())
        })
        .await;
        let answered = [&old, &new].map(|secret| {
            let callout = Signed::new(POST_LOGIN, body.clone(), secret, 0);
            callout.send(&stand).status().to_owned()
        });
        assert_eq!(answered, expected, "{live:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_answered_is_a_problem_with_a_code() {
    let mut stand = acme().await;
    let signed =
        |target, body: &str| Signed::new(target, body.as_bytes().to_vec(), CALLOUT_SECRET, 0);
    let deep = format!(
        "{{\"version\":1,\"event\":{}1{}}}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    for (callout, status, code) in [
        (
            signed("/edge/callouts/post-logout", "{}"),
            "404",
            "unknown-trigger",
        ),
        (signed("/edge/callouts/", "{}"), "404", "unknown-trigger"),
        (
            signed("/edge/callouts/post-login/", "{}"),
            "404",
            "unknown-trigger",
        ),
        (signed(POST_LOGIN, ""), "400", "not-json"),
        (
            signed(POST_LOGIN, "{\"version\":1,\"event\":{}"),
            "400",
            "not-json",
        ),
        (signed(POST_LOGIN, &deep), "400", "not-json"),
        (signed(POST_LOGIN, "null"), "400", "unknown-version"),
        (
            signed(POST_LOGIN, "{\"event\":{}}"),
            "400",
            "unknown-version",
        ),
        (
            signed(POST_LOGIN, "{\"version\":2,\"event\":{}}"),
            "400",
            "unknown-version",
        ),
        (signed(POST_LOGIN, "{\"version\":1}"), "400", "not-an-event"),
        (
            signed(POST_LOGIN, "{\"version\":1,\"event\":[]}"),
            "400",
            "not-an-event",
        ),
    ] {
        let told = callout.send(&stand);
        assert_eq!(told.status(), status, "{code}: {}", told.text);
        assert_eq!(told.body["code"], code);
        assert_eq!(told.body["decision"], callout.id);
    }
    // A member more or less, also the largest body that is read.
    let padded = |octets: usize| {
        let body = json!({ "version": 1, "event": ana() }).to_string();
        let more = octets - body.len();
        signed(POST_LOGIN, &(body + &" ".repeat(more)))
    };
    assert_eq!(padded(64 * 1024).send(&stand).status(), "200");
    let told = padded(64 * 1024 + 1).send(&stand);
    assert_eq!(told.status(), "413");
    assert_eq!(told.body["code"], "content-too-large");
    for method in ["GET", "PUT", "OPTIONS"] {
        let told = ask(&stand, method, POST_LOGIN, &[], "");
        assert_eq!((told.status(), told.header("allow")), ("405", Some("POST")));
    }

    let good = || Signed::callout(POST_LOGIN, &ana());
    stand.set_kill_switch(true).unwrap();
    let told = good().send(&stand);
    assert_eq!(
        (told.status(), &told.body["code"]),
        ("503", &json!("no-configuration"))
    );
    // Strangers do not learn that either.
    let told = Signed {
        id: "msg_other".to_owned(),
        ..good()
    }
    .send(&stand);
    assert_eq!(told.status(), "401");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_snapshot_nobody_is_told_anything_about_users() {
    let stand = stand(StandOptions {
        snapshot: SnapshotPlace::Nowhere,
        ..StandOptions::for_tests(acme_file())
    })
    .await;
    let told = Signed::callout(POST_LOGIN, &ana()).send(&stand);
    assert_eq!(
        (told.status(), &told.body["code"]),
        ("503", &json!("no-configuration"))
    );
}
