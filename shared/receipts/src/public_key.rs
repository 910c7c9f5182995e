//! Public keys, as they are published.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use vestibule_claims::{Algorithm, Backend, Jwk, JwkError, KeyError, Object, VerifyingKey};

/// What stands before a key in a tenant file, so that nobody takes it for a secret, or a secret for it.
const MARK: &str = "ed25519-public:";

/// A public key of receipts: a point of Ed25519 (RFC 8032, section 5.1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    x: String,
    id: String,
}

/// Why a text is no public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PublicKeyError {
    /// It does not say that it is one.
    #[error("it does not begin with `{MARK}`")]
    Unmarked,
    /// It is not 32 octets in base64url without padding (RFC 8037, section 2), or of the few under which everybody can sign.
    #[error("it is no public key of Ed25519: {0}")]
    Unfit(#[from] JwkError),
}

impl PublicKey {
    /// Reads a key as `x` of a JWK has it.
    ///
    /// # Errors
    /// A [`PublicKeyError`].
    pub fn parse(x: &str) -> Result<Self, PublicKeyError> {
        let mut members = Object::new();
        for (name, value) in [("kty", "OKP"), ("crv", "Ed25519"), ("x", x)] {
            members.insert(name.to_owned(), Value::from(value));
        }
        Jwk::read(&members)?;
        Ok(Self {
            x: x.to_owned(),
            id: thumbprint(x),
        })
    }

    /// Reads a key as a tenant file has it: `ed25519-public:` and `x`.
    ///
    /// # Errors
    /// A [`PublicKeyError`].
    pub fn read(text: &str) -> Result<Self, PublicKeyError> {
        let x = text.strip_prefix(MARK).ok_or(PublicKeyError::Unmarked)?;
        Self::parse(x)
    }

    /// The key as a tenant file has it.
    #[must_use]
    pub fn written(&self) -> String {
        format!("{MARK}{}", self.x)
    }

    /// The point, as `x` of a JWK has it.
    #[must_use]
    pub fn x(&self) -> &str {
        &self.x
    }

    /// Its name: the thumbprint of the key (RFC 7638; RFC 8037, appendix A.3).
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The key as a JWK.
    #[must_use]
    pub fn to_jwk(&self) -> Value {
        json!({
            "kty": "OKP", "crv": "Ed25519", "x": self.x, "kid": self.id, "alg": "EdDSA", "use": "sig",
        })
    }

    /// The key in the form that a backend keeps it in.
    ///
    /// # Errors
    /// A [`KeyError`] when the backend does not take it: not every number is a point of the curve.
    pub fn verifying(&self, backend: &Backend) -> Result<VerifyingKey, KeyError> {
        let Value::Object(members) = self.to_jwk() else {
            return Err(KeyError::Refused);
        };
        let jwk = Jwk::read(&members).map_err(|_| KeyError::Refused)?;
        VerifyingKey::from_jwk(backend, &jwk, Algorithm::EdDSA)
    }
}

/// A JWK set (RFC 7517, section 5) of these keys, in their order.
#[must_use]
pub fn key_set(keys: &[PublicKey]) -> String {
    let keys: Vec<_> = keys.iter().map(PublicKey::to_jwk).collect();
    json!({ "keys": keys }).to_string()
}

/// SHA-256 of the members that make the key, in the order of their names, without white space (RFC 7638, section 3).
fn thumbprint(x: &str) -> String {
    // `x` is base64url, in which nothing has to be escaped.
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(Sha256::digest(members))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8037, appendix A.2.
    const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    #[test]
    fn its_name_is_that_of_the_standard() {
        let key = PublicKey::parse(X).unwrap();
        // RFC 8037, appendix A.3.
        assert_eq!(key.id(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assert_eq!(key.x(), X);
        assert_eq!(PublicKey::read(&key.written()), Ok(key));
        assert_eq!(PublicKey::read(X), Err(PublicKeyError::Unmarked));
    }

    #[test]
    fn a_key_set_holds_public_halves_alone() {
        let set: Value = serde_json::from_str(&key_set(&[PublicKey::parse(X).unwrap()])).unwrap();
        assert_eq!(
            set,
            json!({"keys": [{
                "kty": "OKP", "crv": "Ed25519", "x": X, "alg": "EdDSA", "use": "sig",
                "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
            }]})
        );
        assert_eq!(key_set(&[]), r#"{"keys":[]}"#);
    }

    #[test]
    fn what_is_no_point_is_no_key() {
        let zeros = URL_SAFE_NO_PAD.encode([0; 32]);
        for x in [
            "",
            "AAAA",
            &zeros,
            &format!("{X}="),
            X.trim_start_matches('1'),
            "\"}",
        ] {
            assert!(PublicKey::parse(x).is_err(), "{x}");
        }
    }
}
