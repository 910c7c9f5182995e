//! 200 to 299: headers that ask for something (RFC 7515, section 4; RFC 7797; RFC 8725, sections 3.6, 3.10 and 3.11; CVE
//! rows 15 and 18).

use serde_json::{Value, json};
use vestibule_claims::Algorithm;

use super::Cases;
use crate::native::forge::{by_issuer, header, id_claims, token, with};
use crate::native::keys::keys;

pub(super) fn add(cases: &mut Cases) {
    keys_in_the_token(cases);
    names_of_keys(cases);
    extensions(cases);
    types(cases);
}

fn good_but(name: &str, value: impl Into<Option<Value>>) -> String {
    let header = with(header(Algorithm::RS256), name, value).to_string();
    token(header, id_claims().to_string(), by_issuer(Algorithm::RS256))
}

fn by_stranger(header: &Value, algorithm: Algorithm) -> String {
    let sign = |message: &[u8]| keys().other.sign(algorithm, message);
    token(header.to_string(), id_claims().to_string(), sign)
}

/// CVE row 18: a key or an address that came with the token.
fn keys_in_the_token(cases: &mut Cases) {
    let algorithms = [Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA];
    for (number, algorithm) in (200..).zip(algorithms) {
        let own = with(header(algorithm), "jwk", keys().other.jwk(algorithm));
        let about = format!("the forger's own jwk, {algorithm}");
        cases.id(
            number,
            about.clone(),
            "Signature",
            by_stranger(&own, algorithm),
        );
        let unnamed = by_stranger(&with(own, "kid", None), algorithm);
        let about = format!("{about}, no kid");
        cases.id(number + 3, about.clone(), "Unknown", unnamed.clone());
        cases.on("id, keys at hand", number + 6, about, "Signature", unnamed);
    }
    let places = [
        ("jku", json!("https://evil.example/jwks.json")),
        (
            "jku",
            json!("https://login.acme.example@evil.example/jwks.json"),
        ),
        ("jku", json!("file:///etc/passwd")),
        ("jku", json!("http://169.254.169.254/")),
        ("x5u", json!("https://evil.example/chain.pem")),
        ("x5c", json!(["MIIB"])),
        ("x5t", json!("AAAA")),
        ("x5t#S256", json!("AAAA")),
        ("jwk", json!(null)),
    ];
    for (number, (name, value)) in (210..).zip(places) {
        let about = format!("{name}: {value}");
        let forged = with(header(Algorithm::RS256), name, value);
        cases.id(
            number,
            about,
            "Signature",
            by_stranger(&forged, Algorithm::RS256),
        );
    }
    // What an issuer puts in for others does no harm.
    let harmless = good_but("x5t", json!("AAAA"));
    cases.id(
        219,
        "a good token with an x5t",
        "accepted auth0|1",
        harmless,
    );
}

fn names_of_keys(cases: &mut Cases) {
    let names = [
        "unheard-of",
        "../../../../dev/null",
        "https://evil.example/key",
        "' UNION SELECT 'secret",
        "RS256\0",
        "rs256",
        "RS256 ",
        "__proto__",
        "ES256",
    ];
    for (number, name) in (220..).zip(names) {
        let about = format!("kid {name:?}");
        cases.id(number, about, "Unknown", good_but("kid", json!(name)));
    }
    cases.id(229, "no kid", "Unknown", good_but("kid", None));
    let odd = [
        json!(""),
        json!(null),
        json!(7),
        json!(["RS256"]),
        json!({"RS256": 1}),
        json!("k".repeat(257)),
    ];
    for (number, name) in (230..).zip(odd) {
        let about: String = format!("kid {name}").chars().take(30).collect();
        let verdict = "Header(NotText(\"kid\"))";
        cases.id(number, about, verdict, good_but("kid", name));
    }
}

/// CVE row 15: an extension that the token calls critical, and the rest of what changes its meaning.
fn extensions(cases: &mut Cases) {
    const CRIT: &str = "Header(Unsupported(\"crit\"))";
    let lists = [
        json!(["exp"]),
        json!(["alg"]),
        json!(["unheard-of"]),
        json!(["b64"]),
        json!(["http://evil.example/ext"]),
        json!([]),
        json!(null),
        json!("exp"),
        json!({}),
        json!([1]),
        json!(["kid", "kid"]),
        json!([""]),
    ];
    for (number, list) in (240..).zip(lists) {
        let about = format!("crit {list}");
        cases.id(number, about, CRIT, good_but("crit", list));
    }
    let present = with(header(Algorithm::RS256), "crit", json!(["unheard-of"]));
    let present = with(present, "unheard-of", json!(true)).to_string();
    let present = token(
        present,
        id_claims().to_string(),
        by_issuer(Algorithm::RS256),
    );
    cases.id(252, "crit names a member that is there", CRIT, present);
    let escaped = r#"{"alg":"RS256","kid":"RS256","\u0063rit":["x"],"x":1}"#;
    let escaped = token(
        escaped,
        id_claims().to_string(),
        by_issuer(Algorithm::RS256),
    );
    cases.id(253, "crit, escaped", CRIT, escaped);
    let others = [
        ("b64", json!(false), "Header(Unsupported(\"b64\"))"),
        ("b64", json!(true), "Header(Unsupported(\"b64\"))"),
        ("zip", json!("DEF"), "Header(Unsupported(\"zip\"))"),
        ("zip", json!(null), "Header(Unsupported(\"zip\"))"),
        ("enc", json!("A256GCM"), "Header(Unsupported(\"enc\"))"),
    ];
    for (number, (name, value, verdict)) in (254..).zip(others) {
        let about = format!("{name}: {value}");
        cases.id(number, about, verdict, good_but(name, value));
    }
    // RFC 7797: the payload as it is, not encoded. Signed over the raw bytes, as that would be.
    let head =
        crate::native::keys::encode(r#"{"alg":"RS256","kid":"RS256","b64":false,"crit":["b64"]}"#);
    let signed = format!("{head}.{}", id_claims());
    let signature = keys().issuer.sign(Algorithm::RS256, signed.as_bytes());
    let raw = format!("{signed}.{}", crate::native::keys::encode(signature));
    cases.id(259, "an unencoded payload", "Parts", raw);
}

fn types(cases: &mut Cases) {
    let others = [
        "at+jwt",
        "application/at+jwt",
        "dpop+jwt",
        "secevent+jwt",
        "logout+jwt",
        "JWE",
        "JOSE+JSON",
        "JWT ",
        "application/application/jwt",
        "text/jwt",
    ];
    for (number, name) in (270..).zip(others) {
        let about = format!("typ {name:?} for an ID token");
        cases.id(number, about, "MediaType", good_but("typ", json!(name)));
    }
    let odd = [json!(null), json!(1), json!(["JWT"]), json!("")];
    for (number, name) in (280..).zip(odd) {
        let about = format!("typ {name}");
        let verdict = "Header(NotText(\"typ\"))";
        cases.id(number, about, verdict, good_but("typ", name));
    }
}
