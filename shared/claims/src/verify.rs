//! Believing a token.

use serde_json::Value;
use thiserror::Error;
use vestibule_identity::UnixSeconds;

use crate::claims::Claims;
use crate::json::{JsonError, Object, parse_object};
use crate::key::VerifyingKey;
use crate::kind::{Audience, Rules, TokenKind};
use crate::token::Token;

/// Why a token is not believed. For a log at most: who sent it learns only that it was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// `typ` is that of another kind of token.
    #[error("the token is of another type")]
    MediaType,
    /// Its algorithm is none of those that its kind may have.
    #[error("the token is signed with an algorithm that its kind may not have")]
    Algorithm,
    /// No key is for that algorithm, or none has the name that it asks for.
    #[error("no key fits the token")]
    NoKey,
    /// No key that fits verifies the signature.
    #[error("the signature is wrong")]
    Signature,
    /// What was signed is not the JSON that claims have to be.
    #[error("the claims cannot be read: {0}")]
    Json(#[from] JsonError),
    /// A claim that has to be there is not, or is null or an empty text.
    #[error("the claim `{0}` is missing")]
    Missing(&'static str),
    /// A claim is not of its type, such as a time that is a text. It is never passed over.
    #[error("the claim `{0}` is of the wrong type")]
    Type(&'static str),
    /// It comes from another issuer.
    #[error("the token is another issuer's")]
    Issuer,
    /// It is for somebody else, or for somebody else as well.
    #[error("the token is for another audience")]
    Audience,
    /// A claim that is fixed for its kind has another value.
    #[error("the claim `{0}` is another than it has to be")]
    Fixed(&'static str),
    /// Its time is over.
    #[error("the token has expired")]
    Expired,
    /// Its time has not come: `nbf` or `iat` lie in the future.
    #[error("the token is not valid yet")]
    NotYet,
    /// It lives longer than its kind may, or ends before it begins.
    #[error("the lifetime of the token is out of range")]
    Lifetime,
}

/// Believes a token if it is signed by one of the keys and is what its kind has to be.
///
/// `keys` are those that the kind's issuer signs with: the caller has them from the configuration or from a
/// [`KeySet`](crate::KeySet). The claims are not looked at before the signature is verified.
///
/// # Errors
/// A [`VerifyError`]: the first rule that the token breaks, cheap ones first.
pub fn verify(
    token: &Token<'_>,
    kind: &TokenKind,
    keys: &[&VerifyingKey],
    now: UnixSeconds,
) -> Result<Claims, VerifyError> {
    check_header(token, kind.rules())?;
    check_signature(token, keys)?;
    check_payload(token, kind.rules(), now)
}

/// Whose a token was: what [`verify`] would have said of it at the moment at which it was issued, by what it says itself (`iat`).
///
/// For a page that tells somebody that their token has expired. Never for letting anybody in.
///
/// # Errors
/// A [`VerifyError`]; [`VerifyError::Missing`] for a token that does not say when it was issued.
pub fn verify_as_issued(
    token: &Token<'_>,
    kind: &TokenKind,
    keys: &[&VerifyingKey],
) -> Result<Claims, VerifyError> {
    check_header(token, kind.rules())?;
    check_signature(token, keys)?;
    let claims = parse_object(&token.payload)?;
    let issued = time(&claims, "iat", f64::ceil)?.ok_or(VerifyError::Missing("iat"))?;
    check_claims(claims, kind.rules(), issued)
}

/// Whether [`verify`] would believe a token that the right key has signed.
pub(crate) fn check_all_but_signature(
    token: &Token<'_>,
    kind: &TokenKind,
    now: UnixSeconds,
) -> Result<(), VerifyError> {
    check_header(token, kind.rules())?;
    check_payload(token, kind.rules(), now).map(drop)
}

fn check_header(token: &Token<'_>, rules: &Rules) -> Result<(), VerifyError> {
    if !rules.media_type.allows(token.header.media_type.as_deref()) {
        return Err(VerifyError::MediaType);
    }
    if !rules.algorithms.contains(&token.header.algorithm) {
        return Err(VerifyError::Algorithm);
    }
    Ok(())
}

fn check_payload(
    token: &Token<'_>,
    rules: &Rules,
    now: UnixSeconds,
) -> Result<Claims, VerifyError> {
    check_claims(parse_object(&token.payload)?, rules, now)
}

/// Whether a claim says nothing.
pub(crate) fn is_missing(claims: &Object, name: &str) -> bool {
    let says_nothing = |claim: &Value| claim.is_null() || claim == "";
    claims.get(name).is_none_or(says_nothing)
}

pub(crate) fn check_signature(
    token: &Token<'_>,
    keys: &[&VerifyingKey],
) -> Result<(), VerifyError> {
    let mut refusal = VerifyError::NoKey;
    for key in keys {
        // The key says what it is for. The token only says which keys need not be tried.
        if key.algorithm() != token.header.algorithm || !may_be_named(key, token) {
            continue;
        }
        if key.verifies(token.signed.as_bytes(), &token.signature) {
            return Ok(());
        }
        refusal = VerifyError::Signature;
    }
    Err(refusal)
}

/// Names keep keys apart where both sides have one. A secret often has none, and a token that is signed with it neither.
fn may_be_named(key: &VerifyingKey, token: &Token<'_>) -> bool {
    match (key.key_id(), token.header.key_id.as_deref()) {
        (Some(key), Some(token)) => key == token,
        _ => true,
    }
}

fn check_claims(claims: Object, rules: &Rules, now: UnixSeconds) -> Result<Claims, VerifyError> {
    if text(&claims, "iss")?.ok_or(VerifyError::Missing("iss"))? != rules.issuer {
        return Err(VerifyError::Issuer);
    }
    check_audience(&claims, &rules.audience)?;
    // Nobody has to have these, but whoever reads them relies on their being texts.
    for name in ["sub", "jti"] {
        text(&claims, name)?;
    }
    for name in &rules.required {
        if is_missing(&claims, name) {
            return Err(VerifyError::Missing(name));
        }
    }
    for (name, value) in &rules.fixed {
        match text(&claims, name)? {
            None => return Err(VerifyError::Missing(name)),
            Some(found) if found != value => return Err(VerifyError::Fixed(name)),
            Some(_) => {}
        }
    }
    let (expires, issued) = check_times(&claims, rules, now)?;
    Ok(Claims {
        members: claims,
        expires,
        issued,
    })
}

fn check_audience(claims: &Object, audience: &Audience) -> Result<(), VerifyError> {
    let found = match claims.get("aud") {
        None => None,
        Some(Value::String(name)) => Some(vec![name.as_str()]),
        Some(Value::Array(names)) => {
            let names: Option<Vec<&str>> = names.iter().map(Value::as_str).collect();
            Some(names.ok_or(VerifyError::Type("aud"))?)
        }
        Some(_) => return Err(VerifyError::Type("aud")),
    };
    match (found, audience) {
        (None, Audience::None) => Ok(()),
        (None, Audience::Among(_)) => Err(VerifyError::Missing("aud")),
        (Some(_), Audience::None) => Err(VerifyError::Audience),
        (Some(found), Audience::Among(ours)) => {
            let is_ours = |name: &&str| ours.iter().any(|ours| ours == name);
            if !found.is_empty() && found.iter().all(is_ours) {
                Ok(())
            } else {
                Err(VerifyError::Audience)
            }
        }
    }
}

/// Gives `exp` and `iat` of a token that is valid now.
fn check_times(
    claims: &Object,
    rules: &Rules,
    now: UnixSeconds,
) -> Result<(UnixSeconds, Option<UnixSeconds>), VerifyError> {
    let expires = time(claims, "exp", f64::floor)?.ok_or(VerifyError::Missing("exp"))?;
    let issued = time(claims, "iat", f64::ceil)?;
    let not_before = time(claims, "nbf", f64::ceil)?;
    // "On or after" (RFC 7519, section 4.1.4): at the very second it has expired.
    if now >= expires.plus(rules.leeway) {
        return Err(VerifyError::Expired);
    }
    let latest = now.plus(rules.leeway);
    if issued.is_some_and(|it| it > latest) || not_before.is_some_and(|it| it > latest) {
        return Err(VerifyError::NotYet);
    }
    if issued.is_some_and(|issued| expires <= issued) {
        return Err(VerifyError::Lifetime);
    }
    // A token that does not say when it was issued cannot have been issued later than now.
    if expires.since(issued.unwrap_or(latest)) > rules.max_lifetime {
        return Err(VerifyError::Lifetime);
    }
    Ok((expires, issued))
}

/// A `NumericDate` (RFC 7519, section 2). Fractions are rounded against the token.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the number was rounded and lies between 0 and 2^53"
)]
fn time(
    claims: &Object,
    name: &'static str,
    round: fn(f64) -> f64,
) -> Result<Option<UnixSeconds>, VerifyError> {
    let Some(value) = claims.get(name) else {
        return Ok(None);
    };
    let number = value.as_f64().ok_or(VerifyError::Type(name))?;
    // Beyond that not every second has a number of its own; nothing before 1970 was ever a token.
    if (0.0..=MOST_EXACT).contains(&number) {
        Ok(Some(UnixSeconds(round(number) as i64)))
    } else {
        Err(VerifyError::Type(name))
    }
}

/// 2^53.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

fn text<'a>(claims: &'a Object, name: &'static str) -> Result<Option<&'a str>, VerifyError> {
    match claims.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(VerifyError::Type(name)),
    }
}
