//! The page that somebody who is denied reads first, from a signed request to the answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use vestibule_claims_enrichment::{Context, NoItems, decide};
use vestibule_http::sealed::Keys;
use vestibule_http::webhook::{Mac, SignedRequest};
use vestibule_http::{DeniedReason, Outcome, RawQuery, Request, Step};
use vestibule_tenant::Snapshot;

use crate::{NOW, rule, snapshot};

const TENANT_ORIGIN: &str = "https://login.acme.example";
const PAGE: &str = "https://start.acme.example/edge/notice/denied?";

fn keys() -> Keys {
    Keys::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", None).unwrap()
}

fn mac(prefix: &str, body: &str) -> Mac {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"a secret of this test alone").unwrap();
    mac.update(prefix.as_bytes());
    mac.update(body.as_bytes());
    mac.finalize().into_bytes().into()
}

/// What the callout of a login is answered, at this origin and with these keys.
fn answered(snapshot: &Snapshot, origin: &str, keys: Option<&Keys>, event: &Value) -> String {
    let body = json!({ "version": 1, "event": event }).to_string();
    let timestamp = NOW.0.to_string();
    let signature = STANDARD.encode(mac(&format!("msg_1.{timestamp}."), &body));
    let macs = |prefix: &str, body: &str| vec![mac(prefix, body)];
    let context = Context {
        snapshot: Some(snapshot),
        is_last: false,
        items: &NoItems,
        signed: SignedRequest {
            id: "msg_1",
            timestamp: &timestamp,
            signature: &format!("v1,{signature}"),
            body: &body,
        },
        is_whole: true,
        keys,
        has_form: true,
        macs: Some(&macs),
        now: NOW,
    };
    let url = format!("{origin}/edge/callouts/post-login");
    let request = Request::new("POST", &url, &body).unwrap();
    match decide(&request, &context).unwrap() {
        Step::Done(decision) => match decision.outcome {
            Outcome::Json(json) => json.body,
            other => panic!("{other:?}"),
        },
        Step::Need(needs) => panic!("everything is resident, {needs:?} too"),
    }
}

fn denial(event: &Value) -> Value {
    let answer = answered(
        &closed(),
        "https://start.acme.example",
        Some(&keys()),
        event,
    );
    let answer: Value = serde_json::from_str(&answer).unwrap();
    answer["deny"].clone()
}

/// A tenant that shows a page before it denies.
fn closed() -> Snapshot {
    snapshot(&rule(
        "no",
        "when = 'event.client.name != \"Open\"'\ndeny = { code = \"closed\", reason = \"We are closed.\", notice = true }",
    ))
}

fn login() -> Value {
    json!({
        "phase": "start",
        "client": { "client_id": "app?1", "name": "App" },
        "organization": { "id": "org_globex" },
        "request": { "hostname": "login.acme.example" },
        "transaction": {
            "protocol": "oidc-basic-profile",
            "prompt": ["login"],
            "ui_locales": ["de-CH", "x y", "\u{fc}", "fr"],
        },
        "user": { "email": "ana@globex.example" },
    })
}

fn changed(path: &str, value: Value) -> Value {
    let mut event = login();
    *event.pointer_mut(path).unwrap() = value;
    event
}

#[test]
fn the_page_gets_the_reason_and_what_says_whose_page_it_is() {
    let denied = denial(&login());
    assert_eq!(denied["code"], "closed");
    assert_eq!(denied["reason"], "We are closed.");
    let address = denied["notice"].as_str().unwrap();
    let query = RawQuery::new(address.strip_prefix(PAGE).unwrap());
    let names: Vec<_> = query.pairs().map(|pair| pair.name().into_owned()).collect();
    assert_eq!(names, ["client_id", "organization", "ui_locales", "reason"]);
    assert_eq!(query.first("client_id").unwrap(), "app?1");
    assert_eq!(query.first("organization").unwrap(), "org_globex");
    assert_eq!(query.first("ui_locales").unwrap(), "de-CH fr");
    let sealed = query.first("reason").unwrap();
    assert_eq!(
        DeniedReason::open(&keys(), TENANT_ORIGIN, NOW, &sealed).unwrap(),
        DeniedReason {
            code: "closed".to_owned(),
            text: "We are closed.".to_owned(),
            origin: TENANT_ORIGIN.to_owned(),
            at: NOW,
        }
    );
    assert!(!address.contains("ana"), "{address}");
}

#[test]
fn a_repeat_is_answered_in_the_same_octets() {
    let snapshot = closed();
    let ask = || {
        answered(
            &snapshot,
            "https://start.acme.example",
            Some(&keys()),
            &login(),
        )
    };
    assert!(ask().contains("\"notice\":\"https://start.acme.example/"));
    assert_eq!(ask(), ask());
}

#[test]
fn where_nothing_can_be_shown_the_login_is_denied_at_once() {
    let at_once = json!({ "code": "closed", "reason": "We are closed." });
    for protocol in [
        "oauth2-refresh-token",
        "oauth2-password",
        "oauth2-device-code",
        "oidc-ciba",
    ] {
        let event = changed("/transaction/protocol", json!(protocol));
        assert_eq!(denial(&event), at_once, "{protocol}");
    }
    for event in [
        changed("/phase", json!("continue")),
        changed("/phase", Value::Null),
        changed("/transaction/prompt", json!(["none"])),
    ] {
        assert_eq!(denial(&event), at_once, "{event}");
    }
    let snapshot = closed();
    let keyless = answered(&snapshot, "https://start.acme.example", None, &login());
    assert!(keyless.contains(r#""deny":{"code":"closed","reason":"We are closed."}"#));
    // One rule asks for it, another does not.
    let silent = rule(
        "no",
        "when = 'true'\ndeny = { code = \"a\", reason = \"b\" }",
    );
    let answer = answered(
        &crate::snapshot(&silent),
        "https://start.acme.example",
        Some(&keys()),
        &login(),
    );
    assert!(!answer.contains("notice"), "{answer}");
}

/// What makes a login of saml or of an unknown protocol different is for the Action to know, which has the last word.
#[test]
fn other_logins_have_a_browser() {
    for protocol in [json!("samlp"), json!("oidc-hybrid-profile"), Value::Null] {
        let event = changed("/transaction/protocol", protocol);
        assert!(denial(&event)["notice"].is_string(), "{event}");
    }
}

/// Who asks a name of ours that is not in the tenant's file, as behind a proxy, is led to one that is.
#[test]
fn the_page_stands_on_an_origin_of_the_tenants() {
    let snapshot = closed();
    let answer = answered(&snapshot, "https://inner.example", Some(&keys()), &login());
    assert!(answer.contains(&format!("\"notice\":\"{PAGE}")), "{answer}");
    assert!(!answer.contains("inner"), "{answer}");
}

#[test]
fn a_login_that_began_at_no_domain_of_the_tenants_waits_nowhere_in_particular() {
    for host in [
        json!("login.acme.example.evil.example"),
        json!("login.acme"),
        json!(""),
        json!(1),
    ] {
        let event = changed("/request/hostname", host);
        let denied = denial(&event);
        let address = denied["notice"].as_str().unwrap();
        let sealed = address.rsplit_once("reason=").unwrap().1;
        let reason = DeniedReason::open(&keys(), TENANT_ORIGIN, NOW, sealed).unwrap();
        assert_eq!(reason.origin, "", "{event}");
    }
}

#[test]
fn what_is_no_identifier_stays_out_of_the_address() {
    let mut event = login();
    event["client"]["client_id"] = json!("a b\r\n");
    event["organization"]["id"] = json!("org_\u{fc}&x=1");
    event["transaction"]["ui_locales"] = json!("de");
    let denied = denial(&event);
    let address = denied["notice"].as_str().unwrap();
    assert!(address.starts_with(&format!("{PAGE}reason=")), "{address}");
}

#[test]
fn the_longest_parts_together_make_an_address_that_an_action_takes() {
    let mut event = login();
    event["client"]["client_id"] = json!("/".repeat(255));
    event["transaction"]["ui_locales"] = json!(vec!["a".repeat(35); 9]);
    let words = "x".repeat(255);
    let snapshot = snapshot(&rule(
        "no",
        &format!(
            "when = 'true'\ndeny = {{ code = \"{}\", reason = \"{words}\", notice = true }}",
            "c".repeat(64)
        ),
    ));
    let answer = answered(
        &snapshot,
        "https://start.acme.example",
        Some(&keys()),
        &event,
    );
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let address = answer["deny"]["notice"].as_str().unwrap();
    assert!(address.len() <= 2048, "{}", address.len());
    let query = RawQuery::new(address.strip_prefix(PAGE).unwrap());
    assert_eq!(query.first("ui_locales").unwrap().split(' ').count(), 8);
}

/// Whoever would have read why reads that it could not be found out.
#[test]
fn a_rule_that_fails_is_explained_as_well() {
    let mut event = login();
    event["client"] = json!({ "client_id": "app" });
    let denied = denial(&event);
    assert_eq!(denied["code"], "rule-failed");
    assert!(denied["notice"].is_string());
}
