//! Tokens as nobody should make them.

use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
use serde_json::{Value, json};
use vestibule_claims::{Algorithm, SigningKey};

use super::keys::{encode, keys};
use crate::scene::{API, CLIENT, ISSUER, NOW, SESSION_ISSUER};

/// A token of these texts, signed by whoever.
pub(crate) fn token(
    header: impl AsRef<[u8]>,
    payload: impl AsRef<[u8]>,
    sign: impl Fn(&[u8]) -> Vec<u8>,
) -> String {
    let signed = format!("{}.{}", encode(header), encode(payload));
    let signature = encode(sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// Signs as the issuer does.
pub(crate) fn by_issuer(algorithm: Algorithm) -> impl Fn(&[u8]) -> Vec<u8> {
    move |message| keys().issuer.sign(algorithm, message)
}

/// Signs with a secret; an algorithm's rule about its length does not bind an attacker.
pub(crate) fn by_secret(secret: &[u8], algorithm: Algorithm) -> impl Fn(&[u8]) -> Vec<u8> + use<> {
    // A secret that is shorter than the block of the hash is filled up with zeros anyway (RFC 2104, section 2).
    let mut secret = secret.to_vec();
    if secret.len() < algorithm.hash_length() {
        secret.resize(algorithm.hash_length(), 0);
    }
    move |message| {
        let key = SigningKey::from_secret(&BACKEND, &secret, algorithm, None);
        key.ok()
            .and_then(|key| key.sign(message))
            .unwrap_or_default()
    }
}

/// The header of a good token.
pub(crate) fn header(algorithm: Algorithm) -> Value {
    json!({"alg": algorithm.name(), "typ": "JWT", "kid": algorithm.name()})
}

/// The claims of a good ID token.
pub(crate) fn id_claims() -> Value {
    json!({
        "iss": ISSUER, "aud": CLIENT, "sub": "auth0|1", "iat": NOW - 10, "exp": NOW + 300,
        "org_id": "org_globexGLOBEX0001",
    })
}

/// The claims of a good access token.
pub(crate) fn access_claims() -> Value {
    json!({"iss": ISSUER, "aud": API, "sub": "auth0|1", "iat": NOW - 10, "exp": NOW + 300})
}

/// The claims of a good session token of a redirect.
pub(crate) fn session_claims() -> Value {
    json!({
        "iss": SESSION_ISSUER, "sub": "auth0|1", "ip": "192.0.2.1", "exp": NOW + 120,
        "page": "profile", "txn": "flow-1",
    })
}

/// The same with one member changed, or taken away.
pub(crate) fn with(mut value: Value, name: &str, member: impl Into<Option<Value>>) -> Value {
    if let Value::Object(object) = &mut value {
        match member.into() {
            Some(member) => object.insert(name.to_owned(), member),
            None => object.remove(name),
        };
    }
    value
}

/// An ID token of these claims, good in everything else.
pub(crate) fn id_token(claims: &Value) -> String {
    let header = header(Algorithm::RS256).to_string();
    token(header, claims.to_string(), by_issuer(Algorithm::RS256))
}

/// A session token of these claims, good in everything else.
pub(crate) fn session_token(claims: &Value) -> String {
    let sign = by_secret(&keys().profile_secret, Algorithm::HS256);
    token(r#"{"alg":"HS256","typ":"JWT"}"#, claims.to_string(), sign)
}
