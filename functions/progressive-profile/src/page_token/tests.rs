use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
use proptest::prelude::*;
use serde_json::{Value, json};
use vestibule_claims::SigningKey;

use super::*;

const PAGE_SECRET: &str = "the secret of the way here, which is long";
const OLD_SECRET: &str = "the secret of the way here before, long";
const RETURN_SECRET: &str = "the secret of the way back, which is long";
const NOW: UnixSeconds = UnixSeconds(1_704_067_200);
const HOSTS: [&str; 2] = ["login.acme.example", "acme.eu.auth0.com"];

fn secrets() -> PageSecrets {
    PageSecrets::parse(&BACKEND, PAGE_SECRET, Some(OLD_SECRET), RETURN_SECRET).unwrap()
}

/// What `encodeToken` makes of the payload that our Action gives it.
fn payload() -> Value {
    json!({
        "iat": NOW.0, "iss": "login.acme.example", "sub": "auth0|650f", "exp": NOW.0 + 300, "ip": "192.0.2.7",
        "page": "profile", "txn": "6kjKq1mmDg2dEJyb8fyZ7A", "ask": "sealed",
    })
}

fn sign(secret: &str, header: &Value, payload: &Value) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(header), part(payload));
    let key = SigningKey::from_secret(&BACKEND, secret.as_bytes(), Algorithm::HS256, None).unwrap();
    let signature = key.sign(signed.as_bytes()).unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn header() -> Value {
    json!({"alg": "HS256", "typ": "JWT"})
}

fn verified(text: &str, now: UnixSeconds) -> Result<PageToken, PageTokenError> {
    verify_page_token(text, &secrets(), HOSTS, now)
}

fn changed(change: impl FnOnce(&mut Value)) -> Result<PageToken, PageTokenError> {
    let mut payload = payload();
    change(&mut payload);
    verified(&sign(PAGE_SECRET, &header(), &payload), NOW)
}

#[test]
fn a_token_of_the_action_is_believed_under_both_live_secrets() {
    for secret in [PAGE_SECRET, OLD_SECRET] {
        let token = verified(&sign(secret, &header(), &payload()), NOW).unwrap();
        assert_eq!(token.issuer, "login.acme.example");
        assert_eq!(token.subject, "auth0|650f");
        assert_eq!(token.txn, "6kjKq1mmDg2dEJyb8fyZ7A");
        assert_eq!(token.ask, "sealed");
        assert_eq!(token.ip.as_deref(), Some("192.0.2.7"));
    }
}

#[test]
fn every_host_of_the_tenant_may_have_made_it_and_no_other() {
    for host in HOSTS {
        let token = changed(|payload| payload["iss"] = json!(host)).unwrap();
        assert_eq!(token.issuer, host);
    }
    for other in [
        "evil.example",
        "https://login.acme.example/",
        "LOGIN.acme.example",
        "login.acme.example.",
    ] {
        let refused = changed(|payload| payload["iss"] = json!(other));
        assert_eq!(refused, Err(VerifyError::Issuer.into()), "{other}");
    }
    let text = sign(PAGE_SECRET, &header(), &payload());
    let refused = verify_page_token(&text, &secrets(), [""; 0], NOW);
    assert_eq!(refused, Err(PageTokenError::NoIssuer));
}

#[test]
fn its_time_counts_to_the_second() {
    let text = sign(PAGE_SECRET, &header(), &payload());
    let at = |seconds| verified(&text, NOW.plus(seconds)).err();
    for seconds in [-5, 0, 300, 304] {
        assert_eq!(at(seconds), None, "{seconds}");
    }
    assert_eq!(at(-6), Some(VerifyError::NotYet.into()));
    for seconds in [305, 3_600, 86_400 * 365] {
        assert_eq!(at(seconds), Some(VerifyError::Expired.into()), "{seconds}");
    }
    let long = changed(|payload| payload["exp"] = json!(NOW.0 + 901));
    assert_eq!(long, Err(VerifyError::Lifetime.into()));
}

#[test]
fn every_claim_is_needed_and_is_what_it_has_to_be() {
    for name in ["iss", "sub", "exp", "iat", "txn", "ask", "page"] {
        for value in [
            Value::Null,
            json!(""),
            json!(7.5),
            json!(["x"]),
            json!({"x": 1}),
            json!(true),
        ] {
            assert!(
                changed(|payload| payload[name] = value.clone()).is_err(),
                "{name}: {value}"
            );
        }
        assert!(
            changed(|payload| drop(payload.as_object_mut().unwrap().remove(name))).is_err(),
            "{name}"
        );
    }
    let other = changed(|payload| payload["page"] = json!("notice"));
    assert_eq!(other, Err(VerifyError::Fixed("page").into()));
    let audience = changed(|payload| payload["aud"] = json!("https://login.acme.example/"));
    assert_eq!(audience, Err(VerifyError::Audience.into()));
    let back = changed(|payload| payload["state"] = json!("x"));
    assert_eq!(back, Err(PageTokenError::WayBack));
    for (name, length) in [("sub", 513), ("txn", 65)] {
        let long = changed(|payload| payload[name] = json!("x".repeat(length)));
        assert_eq!(long, Err(PageTokenError::TooLong(name)));
    }
}

#[test]
fn no_other_signature_will_do() {
    for secret in [RETURN_SECRET, "a secret that somebody made up themselves"] {
        let refused = verified(&sign(secret, &header(), &payload()), NOW);
        assert_eq!(refused, Err(VerifyError::Signature.into()));
    }
    for header in [
        json!({"alg": "none", "typ": "JWT"}),
        json!({"alg": "HS512", "typ": "JWT"}),
        json!({"alg": "RS256", "typ": "JWT"}),
        json!({"alg": "HS256", "typ": "at+jwt"}),
        json!({"alg": "HS256", "typ": "JWT", "crit": ["x"], "x": 1}),
        json!({"typ": "JWT"}),
    ] {
        assert!(
            verified(&sign(PAGE_SECRET, &header, &payload()), NOW).is_err(),
            "{header}"
        );
    }
    let text = sign(PAGE_SECRET, &header(), &payload());
    let (signed, _) = text.rsplit_once('.').unwrap();
    assert!(verified(&format!("{signed}."), NOW).is_err());
    assert_eq!(
        verified(&"x".repeat(LONGEST + 1), NOW),
        Err(TokenError::TooLong.into())
    );
}

#[test]
fn nobody_reads_in_a_log_whose_token_it_was() {
    let token = verified(&sign(PAGE_SECRET, &header(), &payload()), NOW).unwrap();
    assert_eq!(
        format!("{token:?}"),
        "PageToken { issuer: \"login.acme.example\", .. }"
    );
}

proptest! {
    #[test]
    fn no_changed_token_is_believed(at: prop::sample::Index, to in "[A-Za-z0-9_.-]") {
        let text = sign(PAGE_SECRET, &header(), &payload());
        let at = at.index(text.len());
        let mut characters: Vec<_> = text.chars().collect();
        let to = to.chars().next().unwrap();
        prop_assume!(std::mem::replace(&mut characters[at], to) != to);
        let changed: String = characters.into_iter().collect();
        prop_assert!(verified(&changed, NOW).is_err());
    }
}
