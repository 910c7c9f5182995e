//! The page that somebody who is denied reads first.

use serde_json::{Value, json};
use vestibule_actions_runtime::{ActionsRuntime, Carried, End, ExecutionResult, StrictOptions};

use crate::callouts::{Callouts, Reply};
use crate::support::{Run, answer, calls, denied, failure, runtime};

const PAGE: &str =
    "https://pages.test/edge/notice/denied?client_id=app&ui_locales=de%20fr&reason=AQ-_";

fn denial() -> Value {
    json!({ "code": "no_seat", "reason": "No seat.", "notice": PAGE })
}

/// A Vestibule that denies with a page at first and then says `then`, and the login that it denies.
async fn away(then: Reply, runtime: &ActionsRuntime) -> (Callouts, Run, ExecutionResult) {
    let first = answer(json!({
        "deny": denial(),
        "app_metadata": { "tried": 1 },
        "transaction_metadata": { "asked": true },
    }));
    // A second try is answered as the first.
    let callouts = Callouts::answering([Reply::json(&first), then.clone(), then]).await;
    let mut run = Run::login(&callouts)
        .open()
        .secret("VESTIBULE_PAGE_ORIGINS", "https://pages.test")
        // No token goes out and none comes back.
        .without("VESTIBULE_PAGE_SECRET")
        .without("VESTIBULE_RETURN_SECRET");
    run.strict = StrictOptions::strict();
    let result = run.on(runtime).await;
    (callouts, run, result)
}

fn suspended(result: &ExecutionResult) -> (String, Carried) {
    match &result.end {
        End::Suspended { url, carried, .. } => (url.clone(), carried.clone()),
        other => panic!("not suspended: {other:?} {:?}", result.logs),
    }
}

/// The same login as it comes back by the link on the page.
fn back(run: &Run, carried: Carried) -> Run {
    let mut run = run.clone();
    run.resume = Some(carried);
    run.event["request"]["query"] = json!({ "state": "continue-state" });
    run
}

#[tokio::test]
async fn the_browser_reads_why_and_the_denial_follows() {
    let runtime = runtime().await;
    let again = Reply::json(&answer(json!({
        "deny": denial(),
        "app_metadata": { "tried": 2 },
    })));
    let (callouts, run, result) = away(again, &runtime).await;
    let (url, carried) = suspended(&result);
    assert_eq!(url, PAGE, "as it is, and without a token");
    // What else the answer says waits for the way back.
    assert_eq!(json!(result.app_metadata), json!({}));
    assert_eq!(result.transaction_metadata["asked"], json!(true));

    let result = back(&run, carried).on(&runtime).await;
    assert_eq!(denied(&result), "[no_seat] No seat.");
    assert_eq!(json!(result.app_metadata), json!({ "tried": 2 }));
    assert!(!result.transaction_metadata.contains_key("vestibule_denial"));
    let asked = callouts.asked();
    assert_eq!(asked[0].event()["phase"], json!("start"));
    assert_eq!(asked[1].event()["phase"], json!("continue"));
    // Rules see what was set, and nothing of ours.
    assert_eq!(
        asked[1].event()["transaction"]["metadata"],
        json!({ "campaign": "autumn", "asked": true })
    );
}

#[tokio::test]
async fn what_no_longer_holds_does_not_deny() {
    let runtime = runtime().await;
    let then = json!({ "id_token": { "claims": { "https://acme.test/a": 1 } } });
    let (_, run, result) = away(Reply::json(&answer(then)), &runtime).await;
    let (_, carried) = suspended(&result);
    let result = back(&run, carried).on(&runtime).await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "https://acme.test/a": 1 })
    );
}

/// An open policy is for logins of which nothing is known; of this one a rule has said that it is denied.
#[tokio::test]
async fn without_an_answer_on_the_way_back_the_denial_stands() {
    let runtime = runtime().await;
    for then in [
        Reply::status(503),
        Reply::status(401),
        Reply::json(&json!({ "version": 2 })),
    ] {
        let (_, run, result) = away(then, &runtime).await;
        let (_, carried) = suspended(&result);
        let result = back(&run, carried).on(&runtime).await;
        assert_eq!(denied(&result), "[no_seat] No seat.");
        assert!(!failure(&result).is_empty());
    }
}

/// Each of these is denied at once and hears the reason; nothing is sent anywhere.
#[tokio::test]
async fn where_no_page_can_be_shown_the_login_is_denied_at_once() {
    let runtime = runtime().await;
    let callouts = Callouts::saying(&answer(json!({ "deny": denial() }))).await;
    let run = Run::login(&callouts).secret("VESTIBULE_PAGE_ORIGINS", "https://pages.test");
    for (name, run) in [
        ("refresh", run.clone().protocol("oauth2-refresh-token")),
        ("password", run.clone().protocol("oauth2-password")),
        ("device", run.clone().protocol("oauth2-device-code")),
        ("prompt=none", run.clone().prompt_none()),
        (
            "another origin",
            run.clone().without("VESTIBULE_PAGE_ORIGINS"),
        ),
    ] {
        let result = run.on(&runtime).await;
        assert_eq!(denied(&result), "[no_seat] No seat.", "{name}");
        assert!(!calls(&result).to_string().contains("sendUserTo"), "{name}");
    }
    for notice in [
        "https://pages.test.evil.test/",
        "https://pages.test@evil.test/",
        "http://pages.test/edge/notice/denied",
        "//pages.test/",
        "javascript:alert(1)",
        "https://pages.test/edge/notice/denied?state=1",
    ] {
        let mut denial = denial();
        denial["notice"] = json!(notice);
        let callouts = Callouts::saying(&answer(json!({ "deny": denial }))).await;
        let run = Run::login(&callouts).secret("VESTIBULE_PAGE_ORIGINS", "https://pages.test");
        let result = run.on(&runtime).await;
        assert_eq!(denied(&result), "[no_seat] No seat.", "{notice}");
        assert!(!calls(&result).to_string().contains("sendUserTo"));
    }
}

/// Auth0 ends a session by refusing the login, and who is out is out at once.
#[tokio::test]
async fn a_session_that_ends_waits_for_no_page() {
    let members = json!({
        "deny": denial(),
        "session": { "revoke": { "code": "no_seat", "reason": "No seat." } },
    });
    let callouts = Callouts::saying(&answer(members)).await;
    let run = Run::login(&callouts).secret("VESTIBULE_PAGE_ORIGINS", "https://pages.test");
    let result = run.run().await;
    assert_eq!(denied(&result), "[no_seat] No seat.");
    assert!(calls(&result).to_string().contains("session.revoke"));
}

#[tokio::test]
async fn a_page_that_is_none_leaves_nobody_in() {
    let runtime = runtime().await;
    for notice in [json!(""), json!(1), json!(null), json!("x".repeat(2049))] {
        let mut denial = denial();
        denial["notice"] = notice;
        let callouts = Callouts::saying(&answer(json!({ "deny": denial }))).await;
        let result = Run::login(&callouts).open().on(&runtime).await;
        assert!(denied(&result).starts_with("[vestibule_unavailable] "));
    }
}
