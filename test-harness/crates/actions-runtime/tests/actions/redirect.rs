//! To a page of Vestibule and back.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use url::Url;
use vestibule_actions_runtime::{Carried, End, ExecutionResult, StrictOptions};

use crate::callouts::{Callouts, Reply};
use crate::support::{
    CLOCK, PAGE_SECRET, RETURN_SECRET, Run, answer, calls, denied, failure, login, runtime,
};

const CONTINUE_STATE: &str = "continue-state";

fn sign(secret: &str, signed: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

pub(crate) fn token(secret: &str, claims: &Value) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let header = encode(&json!({ "alg": "HS256", "typ": "JWT" }));
    let signed = format!("{header}.{}", encode(claims));
    let signature = sign(secret, &signed);
    format!("{signed}.{signature}")
}

/// What a page reads of the token that it is given, after it has verified it.
fn verified(secret: &str, token: &str) -> Value {
    let (signed, signature) = token.rsplit_once('.').unwrap();
    assert_eq!(signature, sign(secret, signed));
    let claims = URL_SAFE_NO_PAD
        .decode(signed.split_once('.').unwrap().1)
        .unwrap();
    serde_json::from_slice(&claims).unwrap()
}

pub(crate) fn suspended(result: &ExecutionResult) -> (Url, Carried) {
    match &result.end {
        End::Suspended { url, carried, .. } => (url.parse().unwrap(), carried.clone()),
        other => panic!("not suspended: {other:?} {:?}", result.logs),
    }
}

fn parameter(url: &Url, name: &str) -> String {
    let mut pairs = url.query_pairs();
    let (_, value) = pairs.find(|(key, _)| key == name).unwrap();
    value.into_owned()
}

/// A Vestibule that sends the user away at first and then says `then`; and the login that it sends away.
async fn away(more: Value, then: Value) -> (Callouts, Run, ExecutionResult) {
    let mut first = answer(more);
    first["redirect"] = json!({
        "url": "https://pages.test/edge/page?lang=en",
        "payload": { "page": "terms", "continue_uri": "https://tenant.acme.test/continue" },
    });
    let callouts = Callouts::answering([Reply::json(&first), Reply::json(&answer(then))]).await;
    let run = Run::login(&callouts).secret(
        "VESTIBULE_PAGE_ORIGINS",
        "https://other.test https://pages.test",
    );
    let result = run.run().await;
    (callouts, run, result)
}

/// The claims of the token that a page sends back.
pub(crate) fn returned(txn: &str) -> Value {
    let iat = CLOCK / 1000;
    json!({
        "iss": "tenant.acme.test",
        "sub": login()["user"]["user_id"],
        "iat": iat,
        "exp": iat + 120,
        "state": CONTINUE_STATE,
        "txn": txn,
    })
}

/// The same login as it comes to `/continue` with this token.
pub(crate) fn back(run: &Run, carried: Carried, token: &str) -> Run {
    let mut run = run.clone();
    run.resume = Some(carried);
    run.event["request"]["query"] = json!({ "state": CONTINUE_STATE });
    run.event["request"]["method"] = json!("POST");
    run.event["request"]["body"] = json!({ "session_token": token });
    run
}

#[tokio::test]
async fn the_page_gets_a_token_that_is_bound_to_this_login() {
    let (_, _, result) = away(json!({}), json!({})).await;
    let (url, _) = suspended(&result);
    assert!(
        url.as_str()
            .starts_with("https://pages.test/edge/page?lang=en&session_token=")
    );
    let claims = verified(PAGE_SECRET, &parameter(&url, "session_token"));
    let iat = CLOCK / 1000;
    assert_eq!(claims["iss"], json!("tenant.acme.test"));
    assert_eq!(claims["sub"], login()["user"]["user_id"]);
    assert_eq!(claims["exp"], json!(iat + 300));
    assert_eq!(claims["page"], json!("terms"));
    assert_eq!(claims["txn"], result.transaction_metadata["vestibule_txn"]);
    assert_eq!(claims["txn"].as_str().unwrap().len(), 22);
    assert_eq!(claims.get("state"), None);
}

#[tokio::test]
async fn claims_wait_for_the_way_back() {
    let more = json!({
        "id_token": { "claims": { "https://acme.test/early": 1 } },
        "access_token": { "add_scopes": ["early"] },
        "app_metadata": { "early": 1 },
        "transaction_metadata": { "asked_for": "terms" },
    });
    let then = json!({ "id_token": { "claims": { "https://acme.test/late": 1 } } });
    let (callouts, run, result) = away(more, then).await;
    let (_, carried) = suspended(&result);
    assert_eq!(json!(result.app_metadata), json!({}));
    let txn = result.transaction_metadata["vestibule_txn"]
        .as_str()
        .unwrap();

    let mut claims = returned(txn);
    claims["skipped"] = json!(true);
    claims["version"] = json!("2026-11");
    claims["nested"] = json!({ "not": "passed on" });
    claims["Bad Name"] = json!("not passed on");
    let result = back(&run, carried, &token(RETURN_SECRET, &claims))
        .run()
        .await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "https://acme.test/late": 1 })
    );
    assert!(result.scopes_added.is_empty());
    assert!(!result.transaction_metadata.contains_key("vestibule_txn"));

    let asked = callouts.asked();
    assert_ne!(asked[0].header("webhook-id"), asked[1].header("webhook-id"));
    let [start, resume] = [asked[0].event(), asked[1].event()];
    assert_eq!(start["phase"], json!("start"));
    assert_eq!(resume["phase"], json!("continue"));
    assert_eq!(
        resume["transaction"]["metadata"],
        json!({
            "campaign": "autumn",
            "asked_for": "terms",
            "vestibule_return_skipped": true,
            "vestibule_return_version": "2026-11",
        })
    );
    assert_eq!(resume["user"], start["user"]);
}

#[tokio::test]
async fn a_denial_on_the_way_back() {
    let then = json!({ "deny": { "code": "no_seat", "reason": "No seat." } });
    let (_, run, result) = away(json!({}), then).await;
    let (_, carried) = suspended(&result);
    let txn = result.transaction_metadata["vestibule_txn"]
        .as_str()
        .unwrap();
    let run = back(&run, carried, &token(RETURN_SECRET, &returned(txn)));
    assert_eq!(denied(&run.run().await), "[no_seat] No seat.");
}

#[tokio::test]
async fn the_policy_holds_on_the_way_back_too() {
    let (_, run, result) = away(json!({}), json!({ "version": 2 })).await;
    let (_, carried) = suspended(&result);
    let txn = result.transaction_metadata["vestibule_txn"]
        .as_str()
        .unwrap();
    let run = back(&run, carried, &token(RETURN_SECRET, &returned(txn)));
    let runtime = runtime().await;
    assert!(denied(&run.on(&runtime).await).starts_with("[vestibule_unavailable] "));
    assert_eq!(run.open().on(&runtime).await.end, End::Completed);
}

/// Nobody comes back with a token that our page did not make for this very login; Vestibule is not even asked.
#[tokio::test]
async fn a_return_that_cannot_be_verified_denies() {
    let runtime = runtime().await;
    let (callouts, run, result) = away(json!({}), json!({})).await;
    let run = run.open();
    let (url, carried) = suspended(&result);
    let txn = result.transaction_metadata["vestibule_txn"]
        .as_str()
        .unwrap();
    let good = returned(txn);
    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        token(RETURN_SECRET, &claims)
    };
    let without = |name: &str| {
        let mut claims = good.clone();
        claims.as_object_mut().unwrap().remove(name);
        token(RETURN_SECRET, &claims)
    };
    for bad in [
        String::new(),
        "x".to_owned(),
        token(PAGE_SECRET, &good),
        token("", &good),
        // What went out is played back.
        parameter(&url, "session_token"),
        with("txn", json!("another login's")),
        without("txn"),
        with("sub", json!("oidc|globex|1")),
        with("state", json!("another state")),
        with("exp", json!(CLOCK / 1000 - 1)),
        without("exp"),
    ] {
        let result = back(&run, carried.clone(), &bad).on(&runtime).await;
        assert!(
            denied(&result).starts_with("[vestibule_return_invalid] "),
            "{bad}"
        );
        assert_eq!(failure(&result), "return-token");
    }
    let token = token(RETURN_SECRET, &good);
    let unset = back(&run, carried.clone(), &token).without("VESTIBULE_RETURN_SECRET");
    assert!(denied(&unset.on(&runtime).await).starts_with("[vestibule_return_invalid] "));
    assert_eq!(callouts.asked().len(), 1);
    assert_eq!(
        back(&run, carried, &token).on(&runtime).await.end,
        End::Completed
    );
}

#[tokio::test]
async fn flows_that_cannot_redirect_go_on_without() {
    let runtime = runtime().await;
    let members = json!({
        "redirect": { "url": "https://pages.test/edge/page" },
        "id_token": { "claims": { "https://acme.test/a": 1 } },
    });
    let callouts = Callouts::saying(&answer(members)).await;
    let run = Run::login(&callouts).secret("VESTIBULE_PAGE_ORIGINS", "https://pages.test");
    assert!(matches!(run.on(&runtime).await.end, End::Suspended { .. }));
    let by_event_alone = run.clone().with("/transaction/prompt", json!(["none"]));
    for (name, run) in [
        ("refresh", run.clone().protocol("oauth2-refresh-token")),
        (
            "resource owner",
            run.clone().protocol("oauth2-resource-owner"),
        ),
        ("password", run.clone().protocol("oauth2-password")),
        ("device", run.clone().protocol("oauth2-device-code")),
        ("prompt=none", run.clone().prompt_none()),
        ("prompt=none, as the transaction has it", by_event_alone),
    ] {
        let result = run.on(&runtime).await;
        assert_eq!(result.end, End::Completed, "{name}");
        assert_eq!(
            json!(result.id_token_claims),
            json!({ "https://acme.test/a": 1 }),
            "{name}"
        );
    }
}

/// An Action redirects once in a flow.
#[tokio::test]
async fn a_second_redirect_is_passed_over() {
    let again = json!({ "redirect": { "url": "https://pages.test/edge/second" } });
    let (_, mut run, result) = away(json!({}), again).await;
    run.strict = StrictOptions::strict();
    let (_, carried) = suspended(&result);
    let txn = result.transaction_metadata["vestibule_txn"]
        .as_str()
        .unwrap();
    let result = back(&run, carried, &token(RETURN_SECRET, &returned(txn)))
        .run()
        .await;
    assert_eq!(result.end, End::Completed);
}

#[tokio::test]
async fn the_way_leads_to_pages_of_ours_only() {
    let runtime = runtime().await;
    for (url, payload) in [
        ("https://evil.test/edge/page", json!({})),
        ("https://pages.test.evil.test/", json!({})),
        ("https://pages.test@evil.test/", json!({})),
        ("https://pages.test:8443/", json!({})),
        ("http://pages.test/edge/page", json!({})),
        ("//pages.test/edge/page", json!({})),
        ("/edge/page", json!({})),
        ("javascript:alert(1)", json!({})),
        ("https://pages.test/edge/page?state=1", json!({})),
        ("https://pages.test/edge/page", json!({ "sub": "x" })),
        ("https://pages.test/edge/page", json!({ "iss": "x" })),
        ("https://pages.test/edge/page", json!({ "exp": 1 })),
        ("https://pages.test/edge/page", json!({ "iat": 1 })),
        ("https://pages.test/edge/page", json!({ "ip": "x" })),
        ("https://pages.test/edge/page", json!({ "state": "x" })),
        ("https://pages.test/edge/page", json!({ "txn": "x" })),
        (
            "https://pages.test/edge/page",
            json!({ "a": "x".repeat(5000) }),
        ),
    ] {
        let members = json!({ "redirect": { "url": url, "payload": payload } });
        let callouts = Callouts::saying(&answer(members)).await;
        let run = Run::login(&callouts).secret("VESTIBULE_PAGE_ORIGINS", "https://pages.test");
        let result = run.on(&runtime).await;
        assert!(
            denied(&result).starts_with("[vestibule_unavailable] "),
            "{url} {payload}"
        );
        assert!(!calls(&result).to_string().contains("sendUserTo"));
    }
}

#[tokio::test]
async fn both_ways_need_a_secret_of_their_own() {
    let runtime = runtime().await;
    let (_, run, _) = away(json!({}), json!({})).await;
    let redirects = json!({ "redirect": { "url": "https://pages.test/edge/page" } });
    let callouts = Callouts::saying(&answer(redirects)).await;
    let run = run.secret("VESTIBULE_URL", &callouts.url()).open();
    for bad in [
        run.clone().without("VESTIBULE_PAGE_SECRET"),
        run.clone().without("VESTIBULE_RETURN_SECRET"),
        run.clone().secret("VESTIBULE_PAGE_SECRET", "short"),
        run.clone().secret("VESTIBULE_RETURN_SECRET", PAGE_SECRET),
    ] {
        let result = bad.on(&runtime).await;
        assert!(denied(&result).starts_with("[vestibule_unavailable] "));
        assert_eq!(failure(&result), "apply");
    }
}
