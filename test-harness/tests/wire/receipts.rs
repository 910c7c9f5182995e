//! What somebody agrees to is proved, by another library than ours, and with keys that were replaced since.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;
use vestibule_stand::{Stand, StandOptions};
use vestibule_visitor::{Place, Seen, Visitor};

use crate::profile::{asked, handed_back, sent};
use crate::support::{acme_and, at_worker, log_of, raw, stand, write_mock};

const ANA: &str = "ana@globex.example";

/// RFC 8037, appendix A, and RFC 8032, section 7.1: keys that are no secret.
const OLD: [&str; 2] = [
    "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
];
const NEW: [&str; 2] = [
    "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs",
    "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw",
];

fn secret([d, x]: [&str; 2]) -> String {
    json!({"kty": "OKP", "crv": "Ed25519", "d": d, "x": x}).to_string()
}

/// What the tenant asks its users to agree to.
fn profile(version: &str, renewal: &str, required: bool, keys: &[[&str; 2]]) -> String {
    let keys = keys.iter().map(|[_, x]| format!("\"ed25519-public:{x}\""));
    let keys = keys.collect::<Vec<_>>().join(", ");
    format!(
        r#"
[profile]
receipt_keys = [{keys}]
budget = {{ interval = 1, first_login = true }}

[[profile.fields]]
name = "terms"
type = "consent"
version = "{version}"
{renewal}
label = {{ en = "I agree to the terms & <conditions>", de = "Ich stimme zu" }}
hint = {{ en = "Version {version}", de = "Fassung {version}" }}
document = "https://acme.example/terms"
entity = "Acme GmbH"
required = {required}

[[profile.fields]]
name = "news"
type = "consent"
version = "1"
label = "Send me news"
document = "https://acme.example/news"

[[profile.overrides]]
organizations = ["org_globexGLOBEX0001"]
entities = {{ news = "Globex Media" }}
"#
    )
}

async fn asking(folder: &str, required: bool, key: Option<[&str; 2]>) -> Stand {
    let tenant_file = acme_and(folder, &profile("2026-11", "", required, &[OLD]));
    write_mock(&tenant_file, "");
    let secrets = key.map(|key| ("RECEIPT_KEY".to_owned(), secret(key)));
    stand(StandOptions {
        source_secrets: secrets.into_iter().collect(),
        ..StandOptions::for_tests(tenant_file)
    })
    .await
}

/// The published keys, as anybody gets them.
async fn keys(stand: &Stand) -> (Seen, JwkSet) {
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let seen = visitor.look(&at_worker(stand, "/edge/profile/keys")).await;
    let seen = seen.unwrap();
    assert_eq!(seen.status, 200);
    let set = serde_json::from_str(&seen.body).unwrap();
    (seen, set)
}

/// What a receipt says, verified by a library that knows nothing of ours.
fn verified(receipt: &str, keys: &JwkSet) -> jsonwebtoken::errors::Result<Value> {
    let header = decode_header(receipt)?;
    assert_eq!(header.typ.as_deref(), Some("consent-receipt+jwt"));
    // One that is published, whatever was replaced since.
    let key = keys.find(&header.kid.unwrap());
    let key = DecodingKey::from_jwk(key.unwrap())?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    Ok(decode::<Value>(receipt, &key, &validation)?.claims)
}

/// The digest of what a page shows beside the control of `terms`.
fn digest_of(page: &Seen) -> String {
    let label = page.text_of("label:has([name='f.terms']) bdi");
    let hint = page.text_of(".group:has([name='f.terms']) .hint");
    assert!(label.contains("terms & <conditions>") && !hint.is_empty());
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{label}\n{hint}")))
}

/// Sends the answers to the tenant, and gives what Ana's `app_metadata` holds then.
async fn kept(stand: &Stand, visitor: &mut Visitor, done: &Seen) -> Value {
    let callback = stand.application().unwrap().callback;
    let is_callback = |url: &Url| url.path() == callback.path();
    let form = done.form_with("session_token").unwrap();
    match visitor.submit(&form, is_callback).await.unwrap() {
        Place::Application(back) => {
            assert!(back.query_pairs().any(|(name, _)| name == "code"), "{back}");
        }
        place @ Place::Page(_) => panic!("{place:?}"),
    }
    let control = stand.addresses().control.join("/users").unwrap();
    let users = visitor.look(&control).await.unwrap().body;
    let users: Vec<Value> = serde_json::from_str(&users).unwrap();
    let ana = users
        .into_iter()
        .find(|user| user["email"] == ANA && user["app_metadata"]["terms"].is_string());
    ana.unwrap()["app_metadata"].clone()
}

fn texts(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|it| it.as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consent_is_proved_for_good() {
    let mut stand = asking("receipts", true, Some(OLD)).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = asked(&stand, &mut visitor).await;
    let digest = digest_of(&page);

    // Twenty at once, over connections of their own, have one receipt of each consent.
    let form = page.form_with("carried").unwrap();
    let mut fields = form.fields.clone();
    fields.push(("f.terms".to_owned(), "2026-11".to_owned()));
    let sent_at_once = (0..20).map(|_| visitor.post_once(&form.action, &fields));
    let pages = futures_util::future::join_all(sent_at_once).await;
    let tokens = pages.iter().map(|page| {
        let form = page.as_ref().unwrap().form_with("session_token").unwrap();
        form.fields
    });
    let tokens: std::collections::BTreeSet<_> = tokens.collect();
    assert_eq!(tokens.len(), 1, "one token with one receipt each");

    let done = sent(&mut visitor, &page, &[("f.terms", "2026-11")]).await;
    let handed = handed_back(&done)["profile"]["receipts"].clone();
    let metadata = kept(&stand, &mut visitor, &done).await;
    assert_eq!(metadata["vestibule_consents"], handed);
    assert_eq!(metadata["terms"], "2026-11");
    let receipts: Vec<String> = texts(&handed).into_iter().map(str::to_owned).collect();
    let [terms, news] = receipts.as_slice() else {
        panic!("{handed}")
    };
    let (seen, set) = keys(&stand).await;
    for (name, value) in [
        ("content-type", "application/jwk-set+json"),
        ("cache-control", "public, max-age=300"),
        ("access-control-allow-origin", "*"),
    ] {
        assert_eq!(seen.header(name), Some(value));
    }
    let claims = verified(terms, &set).unwrap();
    let edge = stand.addresses().worker.as_str().trim_end_matches('/');
    let (subject, issued, id) = (&claims["sub"], &claims["iat"], &claims["jti"]);
    assert!(subject.as_str().unwrap().contains('|') && issued.is_i64() && id.is_string());
    assert_eq!(
        claims,
        json!({
            "iss": edge, "sub": subject, "iat": issued, "jti": id, "org_id": "org_globexGLOBEX0001",
            "client_id": stand.application().unwrap().client_id, "field": "terms", "version": "2026-11",
            "language": "en", "entity": "Acme GmbH", "document": "https://acme.example/terms",
            "text_sha256": digest, "given": true,
        })
    );
    let refused = verified(news, &set).unwrap();
    assert_eq!(
        (&refused["given"], &refused["entity"], &refused["field"]),
        (&json!(false), &json!("Globex Media"), &json!("news"))
    );
    assert_ne!(refused["jti"], claims["jti"]);

    // Whatever is changed is noticed.
    let [head, body, signature] =
        <[&str; 3]>::try_from(terms.split('.').collect::<Vec<_>>()).unwrap();
    let mut other = claims.clone();
    other["version"] = json!("2027-01");
    let other = URL_SAFE_NO_PAD.encode(other.to_string());
    let [_, body_of_news, _] = <[&str; 3]>::try_from(news.split('.').collect::<Vec<_>>()).unwrap();
    for forged in [other.as_str(), body_of_news] {
        assert!(verified(&format!("{head}.{forged}.{signature}"), &set).is_err());
    }
    assert!(verified(&format!("{head}.{body}.{signature}"), &set).is_ok());

    rotate(&mut stand, [terms, news]).await;
}

/// Another key, and another version of the text, from a day that has passed.
async fn rotate(stand: &mut Stand, [terms, news]: [&String; 2]) {
    let next = profile("2027-01", "renew_from = \"2020-01-01\"", true, &[OLD, NEW]);
    let file = acme_and("receipts", &next);
    stand.publish_file(&file).unwrap();
    stand.set_secret("RECEIPT_KEY", Some(&secret(NEW))).unwrap();
    let (seen, set) = keys(stand).await;
    for receipt in [terms, news] {
        verified(receipt, &set).unwrap();
    }
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = asked(stand, &mut visitor).await;
    let done = sent(&mut visitor, &page, &[("f.terms", "2027-01")]).await;
    let metadata = kept(stand, &mut visitor, &done).await;
    let kept = texts(&metadata["vestibule_consents"]);
    let said: Vec<_> = kept.iter().map(|it| verified(it, &set).unwrap()).collect();
    let renewed = said.iter().find(|it| it["field"] == "terms").unwrap();
    assert_eq!(renewed["version"], "2027-01");
    assert_eq!(renewed["text_sha256"], digest_of(&page));
    let names: std::collections::BTreeSet<_> = kept
        .iter()
        .chain([&terms.as_str()])
        .map(|it| decode_header(it).unwrap().kid)
        .collect();
    assert_eq!(names.len(), 2, "each key has signed");

    // Whoever has the keys is not sent them again.
    let tag = seen.header("etag").unwrap();
    let head = "host: start.acme.test\r\nconnection: close\r\n";
    let again = format!("GET /edge/profile/keys HTTP/1.1\r\n{head}if-none-match: {tag}\r\n\r\n");
    assert!(raw(stand, again.as_bytes()).starts_with("HTTP/1.1 304 "));
    let looked = format!("HEAD /edge/profile/keys HTTP/1.1\r\n{head}\r\n");
    let looked = raw(stand, looked.as_bytes());
    assert!(
        looked.starts_with("HTTP/1.1 200 ") && looked.ends_with("\r\n\r\n"),
        "{looked}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_key_nothing_that_is_required_goes_on() {
    let mut stand = asking("receipts-required", true, None).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = asked(&stand, &mut visitor).await;
    let again = sent(&mut visitor, &page, &[("f.terms", "2026-11")]).await;
    assert_eq!(again.status, 503, "{}", again.title());
    let log = log_of(&stand, again.header("vestibule-decision").unwrap());
    assert_eq!(
        (&log["end"], &log["why"]),
        (&json!("unavailable"), &json!("no receipt key"))
    );
    // One that is of no use is none, and neither is one that is not published.
    for (key, why) in [
        ("a key", "no receipt key"),
        (&*secret([OLD[0], NEW[1]]), "no receipt key"),
        (&*secret(NEW), "the receipt key is not published"),
    ] {
        stand.set_secret("RECEIPT_KEY", Some(key)).unwrap();
        let again = sent(&mut visitor, &again, &[("f.terms", "2026-11")]).await;
        assert_eq!(again.status, 503);
        let log = log_of(&stand, again.header("vestibule-decision").unwrap());
        assert_eq!(log["why"], why);
    }
    stand.set_secret("RECEIPT_KEY", Some(&secret(OLD))).unwrap();
    let done = sent(&mut visitor, &again, &[("f.terms", "2026-11")]).await;
    let metadata = kept(&stand, &mut visitor, &done).await;
    assert_eq!(texts(&metadata["vestibule_consents"]).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_key_what_is_optional_goes_on_without() {
    let stand = asking("receipts-optional", false, None).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = asked(&stand, &mut visitor).await;
    let done = sent(&mut visitor, &page, &[("f.terms", "2026-11")]).await;
    assert_eq!(
        handed_back(&done),
        json!({
            "profile": { "answered": [], "skipped": "unavailable" },
            "page": "profile-answer",
            "iss": handed_back(&done)["iss"], "sub": handed_back(&done)["sub"], "state": handed_back(&done)["state"],
            "txn": handed_back(&done)["txn"], "iat": handed_back(&done)["iat"], "exp": handed_back(&done)["exp"],
        })
    );
}
