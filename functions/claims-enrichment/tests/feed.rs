//! What feeds may say, and who may feed.

#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

use serde_json::{Value, json};
use vestibule_claims_enrichment::{Entry, Feed, FeedContext, read_feed};
use vestibule_http::webhook::SignedRequest;
use vestibule_http::{BearerToken, Problem, Request};
use vestibule_identity::UnixSeconds;

const NOW: UnixSeconds = UnixSeconds(1_795_514_400);
const TOKEN: &str = "the-token-of-an-event-stream";
/// What the stand-in for a code computes for everything; a real one is tried in `vestibule-http`.
const MAC: [u8; 32] = [7; 32];
const SIGNATURE: &str = "v1,BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

fn read(path: &str, body: &str, authorization: &str) -> Result<Feed, Problem> {
    let url = format!("https://edge.example{path}");
    let request = Request::new("POST", &url, body).unwrap();
    let tokens = [BearerToken::parse(TOKEN).unwrap()];
    let context = FeedContext {
        signed: SignedRequest {
            id: "msg_1",
            timestamp: "1795514400",
            signature: if authorization.is_empty() {
                SIGNATURE
            } else {
                ""
            },
            body,
        },
        authorization,
        is_whole: true,
        macs: Some(&|_, _| vec![MAC]),
        tokens: &tokens,
        now: NOW,
    };
    read_feed(&request, &context).unwrap()
}

fn changes(changes: &Value) -> Result<Feed, Problem> {
    let body = json!({ "version": 1, "changes": changes }).to_string();
    read("/edge/hooks/directory", &body, "")
}

fn event(event: &Value) -> Result<Feed, Problem> {
    let authorization = format!("Bearer {TOKEN}");
    read(
        "/edge/hooks/auth0-events",
        &event.to_string(),
        &authorization,
    )
}

fn keyed(feed: &Feed) -> Vec<(&str, Value)> {
    let changes = feed.changes.iter();
    changes
        .map(|(key, entry)| {
            (
                key.as_str(),
                serde_json::from_str(entry.fields.as_str()).unwrap(),
            )
        })
        .collect()
}

#[test]
fn entries_are_set_and_removed_as_a_whole() {
    let feed = changes(&json!([
        { "user": "oidc|globex|1", "set": { "roles": ["auditor"] } },
        { "organization": "org_globexGLOBEX0001", "set": { "seats": 12 } },
        { "user": "oidc|globex|2", "remove": true },
    ]))
    .unwrap();
    let expected = vec![
        ("user/oidc%7Cglobex%7C1", json!({ "roles": ["auditor"] })),
        ("organization/org_globexGLOBEX0001", json!({ "seats": 12 })),
        ("user/oidc%7Cglobex%7C2", json!({})),
    ];
    assert_eq!(keyed(&feed), expected);
    assert!(
        feed.changes
            .iter()
            .all(|(_, entry)| entry.at == NOW.0 * 1_000)
    );
}

#[test]
fn what_is_no_change_is_refused_with_all_the_rest() {
    let code = |value: &Value| changes(value).unwrap_err().code;
    let good = json!({ "user": "a", "set": {} });
    for bad in [
        json!({}),
        json!("a"),
        json!({ "user": "a" }),
        json!({ "user": "", "set": {} }),
        json!({ "user": 7, "set": {} }),
        json!({ "user": "a", "set": [] }),
        json!({ "user": "a", "remove": false }),
        json!({ "user": "a", "set": {}, "remove": true }),
        json!({ "user": "a", "organization": "org_a", "set": {} }),
        json!({ "organization": "globex", "set": {} }),
        json!({ "user": "a", "set": {}, "merge": true }),
        json!({ "user": "x".repeat(600), "set": {} }),
    ] {
        assert_eq!(code(&json!([good, bad])), "not-changes", "{bad}");
    }
    for bad in [
        json!([]),
        json!({}),
        Value::Null,
        json!(vec![good.clone(); 101]),
    ] {
        assert_eq!(code(&bad), "not-changes");
    }
    assert_eq!(code(&json!([good, good])), "same-entry-twice");
    let large = json!({ "user": "b", "set": { "text": "x".repeat(9000) } });
    assert_eq!(code(&json!([good, large])), "entry-too-large");
    let body = |body| read("/edge/hooks/directory", body, "").unwrap_err().code;
    assert_eq!(body("["), "not-json");
    assert_eq!(body(r#"{"changes":[]}"#), "unknown-version");
}

#[test]
fn of_an_event_it_is_kept_whether_a_user_is_blocked_or_deleted() {
    let about = |kind: &str, object: Value| {
        event(&json!({
            "specversion": "1.0",
            "id": "evt_1",
            "type": kind,
            "time": "2026-11-24T09:20:00.123Z",
            "data": { "object": object },
        }))
    };
    let ana = json!({ "user_id": "oidc|globex|1", "email": "ana@globex.example" });
    let blocked = json!({ "user_id": "oidc|globex|1", "blocked": true });
    for (kind, object, fields) in [
        (
            "user.deleted",
            &ana,
            json!({ "blocked": true, "deleted": true }),
        ),
        ("user.updated", &blocked, json!({ "blocked": true })),
        (
            "com.auth0.user.updated",
            &blocked,
            json!({ "blocked": true }),
        ),
        ("user.updated", &ana, json!({ "blocked": false })),
        ("user.created", &ana, json!({ "blocked": false })),
    ] {
        let feed = about(kind, object.clone()).unwrap();
        assert_eq!(
            keyed(&feed),
            vec![("status/oidc%7Cglobex%7C1", fields)],
            "{kind}"
        );
        let at = feed.changes.first().map(|(_, entry)| entry.at);
        assert_eq!(at, Some(1_795_512_000_123));
        let stored = feed.changes.first().unwrap().1.write();
        assert!(!stored.contains("ana"), "{stored}");
        assert!(Entry::parse(&stored).is_some());
    }
    let feed = about("organization.created", json!({})).unwrap();
    assert_eq!((feed.changes.len(), feed.ignored), (0, 1));
    for bad in [
        json!({}),
        json!([]),
        json!({ "type": "user.deleted", "data": { "object": ana } }),
        json!({ "type": "user.deleted", "time": "yesterday", "data": { "object": ana } }),
        json!({ "type": "user.deleted", "time": "2026-11-24T09:20:00Z", "data": {} }),
    ] {
        assert_eq!(event(&bad).unwrap_err().code, "not-an-event", "{bad}");
    }
}

#[test]
fn who_is_not_believed_is_told_nothing() {
    let body = r#"{"version":1,"changes":[{"user":"a","set":{}}]}"#;
    for (path, authorization) in [
        ("/edge/hooks/directory", "Bearer x"),
        // The other feed's proof is none here.
        (
            "/edge/hooks/directory",
            "Bearer the-token-of-an-event-stream",
        ),
        ("/edge/hooks/auth0-events", ""),
        (
            "/edge/hooks/auth0-events",
            "Bearer the-token-of-an-event-streaM",
        ),
    ] {
        let problem = read(path, body, authorization).unwrap_err();
        assert_eq!(problem.status.code(), 401, "{path} {authorization}");
        assert!(problem.header.is_some());
    }
    assert_eq!(
        read("/edge/hooks/other", body, "").unwrap_err().code,
        "unknown-feed"
    );
}
