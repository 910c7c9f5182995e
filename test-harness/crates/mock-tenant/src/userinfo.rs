//! `/userinfo`.

use axum::http::header;
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use serde_json::{Map, Value, json};

use crate::clock::iso8601;
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::reply::{Answer, Reply};
use crate::rule::Rule;
use crate::state::{TenantState, User};
use crate::token::AccessRecord;

/// The profile that the access token is good for, and the ID token's custom claims.
pub(crate) fn userinfo(state: &mut TenantState, incoming: &Incoming) -> Reply {
    match look_up(state, incoming) {
        Ok(profile) => Answer::json(200, &Value::Object(profile)).into(),
        Err(error) => Answer::text(401, "Unauthorized")
            .with_header(
                header::WWW_AUTHENTICATE,
                format!(
                    "Bearer error=\"{}\", error_description=\"{}\"",
                    error.code, error.description
                ),
            )
            .into(),
    }
}

/// What a user's scopes show of them.
pub(crate) fn profile_claims(user: &User, scope: &[String]) -> Map<String, Value> {
    let has = |wanted: &str| {
        scope
            .iter()
            .any(|scope| scope == "profile" || scope == wanted)
    };
    let mut claims = Map::new();
    let mut insert = |name: &str, value: Value| {
        if !value.is_null() {
            claims.insert(name.to_owned(), value);
        }
    };
    for (name, value) in [
        ("name", json!(user.name.as_deref().unwrap_or(&user.email))),
        ("nickname", json!(user.nickname())),
        ("given_name", json!(user.given_name)),
        ("family_name", json!(user.family_name)),
        (
            "picture",
            user.attributes.get("picture").cloned().unwrap_or_default(),
        ),
    ] {
        if has(name) {
            insert(name, value);
        }
    }
    if has("profile") {
        insert("updated_at", json!(iso8601(user.updated_at)));
    }
    if scope.iter().any(|scope| scope == "email") {
        insert("email", json!(user.email));
        insert("email_verified", json!(user.email_verified));
    }
    claims
}

fn look_up(state: &TenantState, incoming: &Incoming) -> Result<Map<String, Value>, OAuthError> {
    let invalid = || OAuthError::new("invalid_token", "Unauthorized").with_status(401);
    let token = incoming
        .header("authorization")
        .and_then(|header| header.strip_prefix("Bearer "))
        .or_else(|| incoming.body.get("access_token"))
        .ok_or_else(invalid)?;
    let record = state.access_tokens.get(token).ok_or_else(invalid)?;
    let live = record.expires_at > state.clock.now()
        && record.origin == incoming.domain.origin
        && is_still_signed(state, token);
    state.require(Rule::UserinfoTokenLive, live, invalid)?;
    let user = state.user(&record.user_id).ok_or_else(invalid)?;
    Ok(claims(user, record))
}

fn claims(user: &User, record: &AccessRecord) -> Map<String, Value> {
    let mut claims = record.id_token_claims.clone();
    for (name, value) in profile_claims(user, &record.scope) {
        claims.entry(name).or_insert(value);
    }
    claims.insert("sub".to_owned(), json!(user.user_id));
    claims
}

/// Whether a JWT's key is still published; other tokens have no signature to fail.
fn is_still_signed(state: &TenantState, token: &str) -> bool {
    let Ok(header) = decode_header(token) else {
        return true;
    };
    let mut validation = Validation::new(Algorithm::RS256);
    // The library would ask the machine's clock; the record's expiry was compared to the tenant's.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    header
        .kid
        .and_then(|kid| state.keys.find(&kid))
        .is_some_and(|key| decode::<Value>(token, &key.decoding, &validation).is_ok())
}
