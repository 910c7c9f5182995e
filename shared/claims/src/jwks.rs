//! A key set as its issuer publishes it (RFC 7517, section 5).

use serde_json::Value;
use thiserror::Error;

use crate::Backend;
use crate::algorithm::{Algorithm, Family};
use crate::json::{JsonError, parse_object};
use crate::jwk::Jwk;
use crate::key::VerifyingKey;
use crate::key_set::LONGEST_KEY_SET;

/// Keys that one set may hold. Issuers publish two or three.
const MOST_KEYS: usize = 100;

/// The keys of a set that can be used.
#[derive(Debug)]
pub struct KeysFound {
    /// The keys.
    pub keys: Vec<VerifyingKey>,
    /// How many there are besides: for other purposes, of other kinds, without a name, or refused.
    pub passed_over: usize,
}

/// Why a document is no key set. Whoever has an older one keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum JwksError {
    /// It is longer than [`LONGEST_KEY_SET`].
    #[error("the key set is too long")]
    TooLong,
    /// It is no JSON with one reading.
    #[error("the key set cannot be read: {0}")]
    Json(#[from] JsonError),
    /// There is no array `keys`.
    #[error("the key set has no keys")]
    NoKeys,
    /// There are more than a hundred.
    #[error("the key set has too many keys")]
    TooMany,
    /// None of them can be used. An empty set is more likely a fault than a wish to refuse everybody; keys that must
    /// not be used any more belong on the deny-list.
    #[error("the key set has no key that can be used")]
    NoneUsable,
}

/// Reads a key set.
///
/// A key has to have a name. Its algorithm is the one that it names, if the issuer may use it; a key that names none
/// gets the issuer's only algorithm for its kind. The token to be verified has no say in this.
///
/// # Errors
/// A [`JwksError`]. A key that cannot be used is passed over, so that it does not take the others with it. What cannot be read as
/// JSON with one reading is refused whole, even if it is within one key: a member that stands twice, nesting that is too deep.
pub fn read_jwks(
    backend: &Backend,
    document: &[u8],
    algorithms: &[Algorithm],
) -> Result<KeysFound, JwksError> {
    if document.len() > LONGEST_KEY_SET {
        return Err(JwksError::TooLong);
    }
    let document = parse_object(document)?;
    let all = document.get("keys").and_then(Value::as_array);
    let all = all.ok_or(JwksError::NoKeys)?;
    if all.len() > MOST_KEYS {
        return Err(JwksError::TooMany);
    }
    let usable = |key: &Value| {
        let jwk = Jwk::read(key.as_object()?).ok()?;
        jwk.key_id()?;
        let algorithm = algorithm_for(&jwk, algorithms)?;
        VerifyingKey::from_jwk(backend, &jwk, algorithm).ok()
    };
    let keys: Vec<VerifyingKey> = all.iter().filter_map(usable).collect();
    if keys.is_empty() {
        return Err(JwksError::NoneUsable);
    }
    let passed_over = all.len() - keys.len();
    Ok(KeysFound { keys, passed_over })
}

fn algorithm_for(jwk: &Jwk, algorithms: &[Algorithm]) -> Option<Algorithm> {
    let family: Family = jwk.family();
    let mut fitting = algorithms.iter().copied();
    if let Some(named) = jwk.algorithm() {
        return fitting.find(|algorithm| *algorithm == named);
    }
    let mut fitting = fitting.filter(|algorithm| algorithm.family() == family);
    let first = fitting.next()?;
    // Of two that would fit neither is better founded.
    fitting.next().is_none().then_some(first)
}
