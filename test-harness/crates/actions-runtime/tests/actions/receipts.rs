//! Receipts of consents come back with the answers, and the latest stay with the user.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use vestibule_actions_runtime::End;

use crate::profile::Away;
use crate::support::{Run, answer, denied, login, runtime};

const PLACE: &str = "vestibule_consents";

/// A receipt of whoever logs in; an Action verifies no signature.
fn receipt(change: impl FnOnce(&mut Value, &mut Value)) -> String {
    let mut header = json!({"alg": "EdDSA", "typ": "consent-receipt+jwt", "kid": "k"});
    let mut says = json!({
        "sub": login()["user"]["user_id"], "iat": 1_790_000_000, "field": "terms", "version": "2026-11",
        "org_id": "org_a", "given": true,
    });
    change(&mut header, &mut says);
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(&header), part(&says), "A".repeat(86))
}

fn of(field: &str, organization: Option<&str>, version: &str, given: bool) -> String {
    receipt(|_, says| {
        says["field"] = json!(field);
        says["version"] = json!(version);
        says["given"] = json!(given);
        says["org_id"] = json!(organization);
        if organization.is_none() {
            says.as_object_mut().unwrap().remove("org_id");
        }
    })
}

fn said(receipts: &[&str]) -> Value {
    json!({
        "app_metadata": { "terms": "2026-11" },
        "profile": { "answered": ["terms"], "consents": { "terms": "2026-11" }, "receipts": receipts },
    })
}

/// What is kept of these once those come.
async fn kept(before: Value, receipts: &[&str]) -> Value {
    let runtime = runtime().await;
    let away = Away::new(&runtime, json!({})).await;
    let run = away.back(&said(receipts));
    let run = run.with(
        "/user/app_metadata",
        json!({ "seat": "window", PLACE: before }),
    );
    let result = run.on(&runtime).await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(result.app_metadata["terms"], json!("2026-11"));
    // They take no room of a callout.
    for asked in away.callouts.asked() {
        let event = asked.event();
        assert!(!event.to_string().contains("eyJ"), "{event}");
        assert!(event["user"]["app_metadata"].get("seat").is_some());
    }
    result.app_metadata[PLACE].clone()
}

#[tokio::test]
async fn receipts_are_kept_with_the_user_and_told_to_nobody() {
    let one = of("terms", Some("org_a"), "2026-11", true);
    assert_eq!(kept(Value::Null, &[&one]).await, json!([one]));
    assert_eq!(kept(json!("no list"), &[&one]).await, json!([one]));
}

#[tokio::test]
async fn the_latest_consent_stays_and_a_refusal_that_came_after_it() {
    let old = of("terms", Some("org_a"), "1", true);
    let refused = of("terms", Some("org_a"), "2", false);
    let refused_again = of("terms", Some("org_a"), "3", false);
    let new = of("terms", Some("org_a"), "4", true);
    let elsewhere = of("terms", Some("org_b"), "1", true);
    let nowhere = of("terms", None, "1", true);
    let news = of("news", Some("org_a"), "1", true);
    for (before, now, after) in [
        (json!([old]), &refused, json!([old, refused])),
        (
            json!([old, refused]),
            &refused_again,
            json!([old, refused_again]),
        ),
        (json!([old, refused]), &new, json!([new])),
        (
            json!([elsewhere, nowhere, news, old, 7, "no receipt"]),
            &new,
            json!([elsewhere, nowhere, news, new]),
        ),
    ] {
        assert_eq!(kept(before, &[now]).await, after);
    }
}

#[tokio::test]
async fn no_more_are_kept_than_there_is_room_for() {
    let new = of("terms", Some("org_a"), "4", true);
    let many: Vec<_> = (0..40)
        .map(|it| of(&format!("f{it}"), None, "1", true))
        .collect();
    let after = kept(json!(many), &[&new]).await;
    let after = after.as_array().unwrap();
    assert_eq!(after.len(), 16);
    assert_eq!((&after[0], &after[15]), (&json!(many[25]), &json!(new)));
    let long: Vec<_> = (0..10)
        .map(|it| of(&format!("f{it}"), None, &"x".repeat(2_000), true))
        .collect();
    let after = kept(json!(long), &[&new]).await;
    assert!(after.to_string().len() <= 16 * 1024);
    assert_eq!(after.as_array().unwrap().last(), Some(&json!(new)));
}

#[tokio::test]
async fn what_is_no_receipt_of_this_user_denies() {
    let runtime = runtime().await;
    let away = Away::new(&runtime, json!({})).await;
    let good = receipt(|_, _| {});
    let unsigned = good.rsplit_once('.').unwrap().0;
    let many = vec![good.as_str(); 17];
    for receipts in [
        json!("eyJ"),
        json!([7]),
        json!([""]),
        json!([unsigned]),
        json!([format!("{unsigned}.AAAA")]),
        json!([format!("{good}\n")]),
        json!([receipt(|header, _| header["typ"] = json!("JWT"))]),
        json!([receipt(|_, says| says["sub"] = json!("auth0|somebody-else"))]),
        json!([receipt(|_, says| says["field"] = json!("__proto__"))]),
        json!([receipt(|_, says| says["given"] = json!("yes"))]),
        json!([receipt(|_, says| says["iat"] = json!("now"))]),
        json!([receipt(|_, says| says["entity"] = json!("x".repeat(4_096)))]),
        json!([good, "x"]),
        json!(many),
    ] {
        let mut said = said(&[]);
        said["profile"]["receipts"] = receipts;
        let result = away.back(&said).open().on(&runtime).await;
        let why = denied(&result);
        assert!(why.starts_with("[vestibule_return_invalid] "), "{said}");
        assert!(result.app_metadata.is_empty());
    }
    let mut smuggled = said(&[&good]);
    smuggled["app_metadata"] = json!({ PLACE: "x" });
    let result = away.back(&smuggled).open().on(&runtime).await;
    assert!(denied(&result).starts_with("[vestibule_return_invalid] "));
}

/// They take no room of any other login either.
#[tokio::test]
async fn receipts_are_left_out_of_every_callout() {
    let runtime = runtime().await;
    let callouts =
        crate::callouts::Callouts::answering([crate::callouts::Reply::json(&answer(json!({})))])
            .await;
    let run = Run::login(&callouts).with(
        "/user/app_metadata",
        json!({ "seat": "window", PLACE: ["eyJ"] }),
    );
    assert_eq!(run.on(&runtime).await.end, End::Completed);
    let event = callouts.asked()[0].event();
    assert_eq!(event["user"]["app_metadata"], json!({ "seat": "window" }));
}
