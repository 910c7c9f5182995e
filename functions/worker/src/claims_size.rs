//! What a route with tokens needs, and nothing else: built to be weighed, never deployed.

use vestibule_claims::{
    Algorithm, Audience, KeySet, KeySource, Lookup, MediaType, Rules, SigningKey, Token, TokenKind,
    issue, verify,
};
use vestibule_identity::UnixSeconds;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::backend::BACKEND;

/// Verifies a token by a key set, and makes one of the same claims.
#[wasm_bindgen]
#[must_use]
pub fn exchange(token: &str, address: &str, key_set: &str, secret: &str) -> Option<String> {
    let now = UnixSeconds(1_800_000_000);
    let rules = Rules {
        name: "id",
        media_type: MediaType::JwtOrNone,
        issuer: address.to_owned(),
        audience: Audience::None,
        algorithms: vec![Algorithm::RS256, Algorithm::PS256, Algorithm::ES256],
        required: vec!["sub"],
        fixed: Vec::new(),
        max_lifetime: 3600,
        leeway: 60,
    };
    let ours = Rules {
        name: "ours",
        algorithms: vec![Algorithm::HS256],
        ..rules.clone()
    };
    let (kind, ours) = (TokenKind::new(rules).ok()?, TokenKind::new(ours).ok()?);
    TokenKind::check_exclusive(&[&kind, &ours]).ok()?;
    let mut keys = KeySet::new(KeySource::new(address, kind.rules().algorithms.clone()).ok()?);
    let token = Token::parse(token).ok()?;
    if let Lookup::Need(need) = keys.find(token.header(), now) {
        let ticket = need.ticket;
        keys.supply(&BACKEND, ticket, Ok(key_set.as_bytes())).ok()?;
    }
    let Lookup::Found { keys: found, .. } = keys.find(token.header(), now) else {
        return None;
    };
    let claims = verify(&token, &kind, &found, now).ok()?;
    let key = SigningKey::from_secret(&BACKEND, secret.as_bytes(), Algorithm::HS256, None).ok()?;
    issue(&ours, &key, claims.into_members(), now, 300).ok()
}
