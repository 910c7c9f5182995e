//! Statements: what is signed to prove something for good, and so does not expire.

use serde_json::{Value, json};

use crate::header;
use crate::json::{Object, parse_object};
use crate::key::{SigningKey, VerifyingKey};
use crate::text;
use crate::token::Token;
use crate::verify::{VerifyError, check_signature};

/// Signs a statement: a compact JWS that names its type and its key (RFC 8725, section 3.11).
///
/// It says nothing of `exp`, which every [kind of token](crate::TokenKind) asks for: no statement is ever taken for a token that lets
/// somebody in. `None` if the key has no name, or the backend does not sign.
#[must_use]
pub fn sign_statement(key: &SigningKey, media_type: &str, content: &Object) -> Option<String> {
    let header = json!({"alg": key.algorithm().name(), "typ": media_type, "kid": key.key_id()?});
    let content = serde_json::to_string(content).ok()?;
    let part = |text: &str| text::encode(text.as_bytes());
    let signed = format!("{}.{}", part(&Value::to_string(&header)), part(&content));
    let signature = key.sign(signed.as_bytes())?;
    Some(format!("{signed}.{}", text::encode(&signature)))
}

/// Believes a statement: it is of this type, and signed by the one of the keys that it names. Gives what it says, of which nothing was
/// looked at.
///
/// # Errors
/// A [`VerifyError`]: the first rule that it breaks.
pub fn read_statement(
    token: &Token<'_>,
    media_type: &str,
    keys: &[&VerifyingKey],
) -> Result<Object, VerifyError> {
    let header = &token.header;
    if header.media_type.as_deref() != Some(&*header::media_type(media_type)) {
        return Err(VerifyError::MediaType);
    }
    // Whoever verifies it years later has many keys, so it has to say which one.
    let name = header.key_id.as_deref().ok_or(VerifyError::NoKey)?;
    let named = |key: &&&VerifyingKey| key.key_id() == Some(name);
    let keys: Vec<_> = keys.iter().filter(named).copied().collect();
    check_signature(token, &keys)?;
    Ok(parse_object(&token.payload)?)
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;

    use super::*;
    use crate::algorithm::Algorithm;

    const TYPE: &str = "note+jwt";

    fn keys(name: Option<&str>) -> (SigningKey, VerifyingKey) {
        let name = || name.map(str::to_owned);
        let (secret, algorithm) = ([7; 32], Algorithm::HS256);
        (
            SigningKey::from_secret(&BACKEND, &secret, algorithm, name()).unwrap(),
            VerifyingKey::from_secret(&BACKEND, &secret, algorithm, name()).unwrap(),
        )
    }

    fn content() -> Object {
        serde_json::from_value(json!({"sub": "auth0|1"})).unwrap()
    }

    #[test]
    fn a_statement_is_believed_by_its_type_and_its_key() {
        let (signing, verifying) = keys(Some("one"));
        let text = sign_statement(&signing, TYPE, &content()).unwrap();
        let token = Token::parse(&text).unwrap();
        let read = |media_type, keys: &[&VerifyingKey]| read_statement(&token, media_type, keys);
        assert_eq!(read(TYPE, &[&verifying]), Ok(content()));
        assert_eq!(read("JWT", &[&verifying]), Err(VerifyError::MediaType));
        assert_eq!(read(TYPE, &[]), Err(VerifyError::NoKey));
        for other in [Some("two"), None] {
            assert_eq!(read(TYPE, &[&keys(other).1]), Err(VerifyError::NoKey));
        }
        let (start, _) = text.rsplit_once('.').unwrap();
        let forged = format!("{start}.{}", text::encode(&[0; 32]));
        let forged = Token::parse(&forged).unwrap();
        let refused = read_statement(&forged, TYPE, &[&verifying]);
        assert_eq!(refused, Err(VerifyError::Signature));
    }

    #[test]
    fn a_statement_names_its_key() {
        let (signing, verifying) = keys(None);
        assert_eq!(sign_statement(&signing, TYPE, &content()), None);
        let header = text::encode(br#"{"alg":"HS256","typ":"note+jwt"}"#);
        let signed = format!("{header}.{}", text::encode(b"{}"));
        let signature = signing.sign(signed.as_bytes()).unwrap();
        let text = format!("{signed}.{}", text::encode(&signature));
        let token = Token::parse(&text).unwrap();
        let refused = read_statement(&token, TYPE, &[&verifying]);
        assert_eq!(refused, Err(VerifyError::NoKey));
    }
}
