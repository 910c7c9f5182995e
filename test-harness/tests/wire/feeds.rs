//! The directory is fed by those who may, in whatever order.

use serde_json::{Value, json};
use vestibule_stand::{HOOK_SECRET, HOOK_TOKEN, Stand};

use crate::signed::Signed;
use crate::support::acme;
use crate::told::{Told, ask};

const FEED: &str = "/edge/hooks/directory";
const EVENTS: &str = "/edge/hooks/auth0-events";

fn feed(stand: &Stand, changes: &Value, away: i64) -> Told {
    let body = json!({ "version": 1, "changes": changes }).to_string();
    Signed::new(FEED, body.into_bytes(), HOOK_SECRET, away).send(stand)
}

fn event(stand: &Stand, kind: &str, time: &str, token: &str) -> Told {
    let object =
        json!({ "user_id": "oidc|globex|1", "email": "ana@globex.example", "blocked": true });
    let body = json!({ "type": kind, "time": time, "data": { "object": object } }).to_string();
    let authorization = format!("Bearer {token}");
    ask(
        stand,
        "POST",
        EVENTS,
        &[("authorization", &authorization)],
        body,
    )
}

fn stored(stand: &Stand, key: &str) -> Value {
    let entry = stand.directory().get(key).unwrap();
    serde_json::from_slice::<Value>(&entry).unwrap()["entry"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_later_word_about_an_entry_stands() {
    let stand = acme().await;
    let seats = |number: u8| json!([{ "organization": "org_globexGLOBEX0001", "set": { "seats": number } }]);
    let key = "organization/org_globexGLOBEX0001";
    for (number, away, written, stands) in
        [(1, -60, 1, 1), (2, 0, 1, 2), (3, -30, 0, 2), (2, 0, 1, 2)]
    {
        let told = feed(&stand, &seats(number), away);
        assert_eq!(told.status(), "200", "{}", told.text);
        assert_eq!(told.body["written"], written, "{number}");
        assert_eq!(told.body["older"], 1 - written);
        assert_eq!(stored(&stand, key)["seats"], stands);
    }
    let removed = json!([{ "organization": "org_globexGLOBEX0001", "remove": true }]);
    assert_eq!(feed(&stand, &removed, 1).body["written"], 1);
    assert_eq!(stored(&stand, key), json!({}));

    let many: Vec<_> = (0..100)
        .map(|number| json!({ "user": format!("auth0|{number}"), "set": { "n": number } }))
        .collect();
    assert_eq!(feed(&stand, &Value::from(many), 0).body["written"], 100);
    assert_eq!(stored(&stand, "user/auth0%7C99")["n"], 99);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_auth0s_events_it_is_kept_who_is_blocked_or_deleted() {
    let stand = acme().await;
    let told = event(
        &stand,
        "user.updated",
        "2026-11-24T09:20:00.000Z",
        HOOK_TOKEN,
    );
    assert_eq!(told.body["written"], 1, "{}", told.text);
    let key = "status/oidc%7Cglobex%7C1";
    assert_eq!(stored(&stand, key), json!({ "blocked": true }));
    event(
        &stand,
        "user.deleted",
        "2026-11-24T09:20:00.900Z",
        HOOK_TOKEN,
    );
    let told = event(
        &stand,
        "user.updated",
        "2026-11-24T09:20:00.500Z",
        HOOK_TOKEN,
    );
    assert_eq!(told.body["older"], 1);
    assert_eq!(
        stored(&stand, key),
        json!({ "blocked": true, "deleted": true })
    );
    let told = event(
        &stand,
        "organization.created",
        "2026-11-24T09:20:00Z",
        HOOK_TOKEN,
    );
    assert_eq!((told.status(), &told.body["ignored"]), ("200", &json!(1)));
    let logs = stand.worker().unwrap().logs().text();
    assert!(!logs.contains("ana@"), "{logs}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_feed_changes_nothing_and_what_cannot_be_written_is_said() {
    let stand = acme().await;
    let change = json!([{ "user": "a", "set": {} }]);
    let body = json!({ "version": 1, "changes": change })
        .to_string()
        .into_bytes();
    for refused in [
        Signed::new(FEED, body.clone(), "another secret, long enough", 0).send(&stand),
        // What callouts are signed with is no leave to write.
        Signed::new(FEED, body.clone(), vestibule_stand::CALLOUT_SECRET, 0).send(&stand),
        feed(&stand, &change, -400),
        event(
            &stand,
            "user.deleted",
            "2026-11-24T09:21:00Z",
            "an-event-stream-on-that-machine",
        ),
        event(&stand, "user.deleted", "2026-11-24T09:21:00Z", ""),
        ask(&stand, "POST", EVENTS, &[], "{}"),
    ] {
        assert_eq!(refused.status(), "401", "{}", refused.text);
        assert!(refused.header("www-authenticate").is_some());
    }
    let nowhere = Signed::new("/edge/hooks/other", body, HOOK_SECRET, 0).send(&stand);
    assert_eq!(
        (nowhere.status(), &nowhere.body["code"]),
        ("404", &json!("unknown-feed"))
    );
    let get = ask(&stand, "GET", FEED, &[], "");
    assert_eq!((get.status(), get.header("allow")), ("405", Some("POST")));
    assert_eq!(
        feed(&stand, &json!([{ "user": "a" }]), 0).body["code"],
        "not-changes"
    );
    let large = json!([{ "user": "a", "set": { "text": "x".repeat(65 * 1024) } }]);
    assert_eq!(feed(&stand, &large, 0).status(), "413");
    assert!(stand.directory().keys().is_empty());

    stand.directory().set_down(true);
    let told = feed(&stand, &change, 0);
    assert_eq!(
        (told.status(), &told.body["code"]),
        ("503", &json!("not-written"))
    );
    stand.directory().set_down(false);
    assert_eq!(feed(&stand, &change, 0).status(), "200");
}
