//! Making a token.

use serde_json::{Value, json};
use thiserror::Error;
use vestibule_identity::UnixSeconds;

use crate::json::Object;
use crate::key::SigningKey;
use crate::kind::{Audience, TokenKind};
use crate::text;
use crate::token::{LONGEST_TOKEN, Token, TokenError};
use crate::verify::{VerifyError, check_all_but_signature, is_missing};

/// Why there is no token. All of it is a fault of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IssueError {
    /// Tokens of this kind may not be signed with the algorithm of this key.
    #[error("the key is for an algorithm that the kind may not have")]
    Algorithm,
    /// The caller sets a claim that the kind decides, such as `iss` or `exp`.
    #[error("the claim `{0}` is not the caller's to set")]
    Reserved(&'static str),
    /// A claim that the kind has to have is missing, null or an empty text.
    #[error("the claim `{0}` is missing")]
    Missing(&'static str),
    /// The lifetime is not positive, or longer than the kind allows.
    #[error("the lifetime is out of range")]
    Lifetime,
    /// The token would be refused: a claim of the caller's is of the wrong type or nested too deep, or the time is out of range.
    #[error("the token would be refused: {0}")]
    Refused(#[from] VerifyError),
    /// The token would be longer than any that we read.
    #[error("the token would be too long")]
    TooLong,
    /// The backend does not sign.
    #[error("the token cannot be signed")]
    Backend,
}

/// Makes a token of a kind: whatever [`verify`](crate::verify) asks of the kind is put in or asked of the caller, and what comes
/// out is read again, so that a token of ours is never one that we would refuse.
///
/// Of several audiences the first is named.
///
/// # Errors
/// An [`IssueError`].
pub fn issue(
    kind: &TokenKind,
    key: &SigningKey,
    claims: Object,
    now: UnixSeconds,
    lifetime: i64,
) -> Result<String, IssueError> {
    issue_within(kind, key, claims, now, lifetime, LONGEST_TOKEN)
}

/// The same for a token of at most that many characters, where [`LONGEST_TOKEN`] is not the right limit: one that stands in no address
/// and no header.
///
/// # Errors
/// An [`IssueError`].
pub fn issue_within(
    kind: &TokenKind,
    key: &SigningKey,
    claims: Object,
    now: UnixSeconds,
    lifetime: i64,
    longest: usize,
) -> Result<String, IssueError> {
    let rules = kind.rules();
    if !rules.algorithms.contains(&key.algorithm()) {
        return Err(IssueError::Algorithm);
    }
    if !(1..=rules.max_lifetime).contains(&lifetime) {
        return Err(IssueError::Lifetime);
    }
    let mut claims = claims;
    let mut decide = |name: &'static str, value: Option<Value>| {
        if claims.contains_key(name) {
            return Err(IssueError::Reserved(name));
        }
        if let Some(value) = value {
            claims.insert(name.to_owned(), value);
        }
        Ok(())
    };
    decide("iss", Some(json!(rules.issuer)))?;
    decide("iat", Some(json!(now.0)))?;
    decide("nbf", None)?;
    decide("exp", Some(json!(now.plus(lifetime).0)))?;
    let audience = match &rules.audience {
        Audience::Among(names) => names.first().map(|name| json!(name)),
        Audience::None => None,
    };
    decide("aud", audience)?;
    for (name, value) in &rules.fixed {
        decide(name, Some(json!(value)))?;
    }
    let mut required = rules.required.iter();
    if let Some(name) = required.find(|name| is_missing(&claims, name)) {
        return Err(IssueError::Missing(name));
    }
    let mut header = json!({"alg": key.algorithm().name(), "typ": rules.media_type.written()});
    if let (Some(key_id), Value::Object(header)) = (key.key_id(), &mut header) {
        header.insert("kid".to_owned(), json!(key_id));
    }
    let part = |value: &Value| text::encode(value.to_string().as_bytes());
    let signed = format!("{}.{}", part(&header), part(&Value::Object(claims)));
    let signature = key.sign(signed.as_bytes()).ok_or(IssueError::Backend)?;
    let token = format!("{signed}.{}", text::encode(&signature));
    let made = Token::parse_within(&token, longest).map_err(|error| match error {
        TokenError::TooLong => IssueError::TooLong,
        // Everything but the signature was written here.
        _ => IssueError::Backend,
    })?;
    check_all_but_signature(&made, kind, now)?;
    Ok(token)
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;

    use super::*;
    use crate::algorithm::Algorithm;
    use crate::json::JsonError;
    use crate::key::VerifyingKey;
    use crate::kind::{MediaType, Rules};
    use crate::verify::verify;

    const NOW: UnixSeconds = UnixSeconds(1_800_000_000);
    const SECRET: [u8; 32] = [7; 32];

    fn kind(audience: Audience) -> TokenKind {
        TokenKind::new(Rules {
            name: "answer",
            media_type: MediaType::Is("vestibule-answer+jwt"),
            issuer: "https://edge.acme.example".to_owned(),
            audience,
            algorithms: vec![Algorithm::HS256],
            required: vec!["sub", "state"],
            fixed: vec![("page", "profile".to_owned())],
            max_lifetime: 300,
            leeway: 5,
        })
        .unwrap()
    }

    fn key(key_id: Option<&str>) -> SigningKey {
        let key_id = key_id.map(str::to_owned);
        SigningKey::from_secret(&BACKEND, &SECRET, Algorithm::HS256, key_id).unwrap()
    }

    fn claims(claims: Value) -> Object {
        serde_json::from_value(claims).unwrap()
    }

    fn good() -> Object {
        claims(json!({"sub": "auth0|1", "state": "s"}))
    }

    #[test]
    fn a_token_that_we_make_is_one_that_we_believe() {
        let verifying = VerifyingKey::from_secret(&BACKEND, &SECRET, Algorithm::HS256, None);
        let verifying = verifying.unwrap();
        for audience in [
            Audience::None,
            Audience::Among(vec!["a".to_owned(), "b".to_owned()]),
        ] {
            let kind = kind(audience);
            let token = issue(&kind, &key(Some("k")), good(), NOW, 300).unwrap();
            let token = Token::parse(&token).unwrap();
            assert_eq!(token.header().key_id.as_deref(), Some("k"));
            let believed = verify(&token, &kind, &[&verifying], NOW).unwrap();
            assert_eq!(believed.subject(), Some("auth0|1"));
            assert_eq!(believed.issued(), Some(NOW));
            assert_eq!(believed.expires(), NOW.plus(300));
            assert_eq!(believed.text("page"), Some("profile"));
            assert_eq!(format!("{believed:?}"), "Claims { .. }");
        }
    }

    #[test]
    fn what_the_kind_decides_is_not_the_callers_to_set() {
        let kind = kind(Audience::None);
        for name in ["iss", "iat", "nbf", "exp", "aud", "page"] {
            let mut claims = good();
            claims.insert(name.to_owned(), json!(1));
            let refused = issue(&kind, &key(None), claims, NOW, 300);
            assert_eq!(refused, Err(IssueError::Reserved(name)));
        }
    }

    #[test]
    fn a_token_that_we_would_refuse_is_not_made() {
        let kind = kind(Audience::None);
        let make = |claims, lifetime| issue(&kind, &key(None), claims, NOW, lifetime);
        for lifetime in [-1, 0, 301] {
            assert_eq!(make(good(), lifetime), Err(IssueError::Lifetime));
        }
        let stateless = claims(json!({"sub": "auth0|1", "state": null}));
        assert_eq!(make(stateless, 300), Err(IssueError::Missing("state")));
        let empty = claims(json!({"sub": "", "state": "s"}));
        assert_eq!(make(empty, 300), Err(IssueError::Missing("sub")));
        let mut deep = json!(1);
        for _ in 0..20 {
            deep = json!([deep]);
        }
        for (name, value, refusal) in [
            ("sub", json!(7), VerifyError::Type("sub")),
            ("jti", json!(7), VerifyError::Type("jti")),
            ("deep", deep, VerifyError::Json(JsonError::TooDeep)),
        ] {
            let mut odd = good();
            odd.insert(name.to_owned(), value);
            assert_eq!(make(odd, 300), Err(IssueError::Refused(refusal)), "{name}");
        }
        for now in [i64::MIN, -5, 1 << 60, i64::MAX] {
            let refused = issue(&kind, &key(None), good(), UnixSeconds(now), 300);
            assert!(matches!(refused, Err(IssueError::Refused(_))), "{now}");
        }
        let long = claims(json!({"sub": "auth0|1", "state": "x".repeat(LONGEST_TOKEN)}));
        assert_eq!(make(long, 300), Err(IssueError::TooLong));
        let other = SigningKey::from_secret(&BACKEND, &[7; 64], Algorithm::HS512, None);
        let refused = issue(&kind, &other.unwrap(), good(), NOW, 300);
        assert_eq!(refused, Err(IssueError::Algorithm));
    }
}
