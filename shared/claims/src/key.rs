//! Keys, each for one algorithm.

use std::fmt;
use std::ops::RangeInclusive;

use jsonwebtoken::crypto::{JwtSigner, JwtVerifier};
use jsonwebtoken::{DecodingKey, EncodingKey};
use thiserror::Error;

use crate::Backend;
use crate::algorithm::{Algorithm, Family};
use crate::header;
use crate::jwk::{Jwk, MODULUS_BITS, Material};

/// A key that signatures are verified with, for one algorithm, in the form that the backend keeps it in.
///
/// Making one is the expensive part: keep it.
pub struct VerifyingKey {
    algorithm: Algorithm,
    key_id: Option<String>,
    signature_length: usize,
    verifier: Box<dyn JwtVerifier>,
}

/// A key that tokens are signed with, for one algorithm.
pub struct SigningKey {
    algorithm: Algorithm,
    key_id: Option<String>,
    signature_lengths: RangeInclusive<usize>,
    signer: Box<dyn JwtSigner>,
}

/// Why there is no key. It never quotes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The algorithm is for another kind of key, or another than the key says itself.
    #[error("the key is not for this algorithm")]
    OtherAlgorithm,
    /// The secret is shorter than the hash of the algorithm (RFC 7518, section 3.2).
    #[error("the secret is too short")]
    ShortSecret,
    /// Its name is none that a token can have: empty, or longer than any real one.
    #[error("the name of the key is not a short text")]
    Name,
    /// The backend does not take it: a point that is not on its curve, a private key that cannot be read.
    #[error("the key is refused")]
    Refused,
}

impl VerifyingKey {
    /// A public key. The algorithm is the configuration's choice; a key that names one itself has to agree.
    ///
    /// # Errors
    /// A [`KeyError`].
    pub fn from_jwk(backend: &Backend, jwk: &Jwk, algorithm: Algorithm) -> Result<Self, KeyError> {
        let named = jwk.algorithm();
        if jwk.family() != algorithm.family() || named.is_some_and(|named| named != algorithm) {
            return Err(KeyError::OtherAlgorithm);
        }
        let (key, signature_length) = match &jwk.material {
            Material::Rsa { modulus, exponent } => (
                DecodingKey::from_rsa_raw_components(modulus, exponent),
                modulus.len(),
            ),
            Material::Curve { point, .. } => (DecodingKey::from_ec_der(point), point.len() - 1),
            Material::Ed25519 { point } => (DecodingKey::from_ed_der(point), 2 * point.len()),
        };
        let key_id = jwk.key_id().map(str::to_owned);
        Self::new(backend, &key, algorithm, signature_length, key_id)
    }

    /// A secret that both sides know.
    ///
    /// # Errors
    /// A [`KeyError`].
    pub fn from_secret(
        backend: &Backend,
        secret: &[u8],
        algorithm: Algorithm,
        key_id: Option<String>,
    ) -> Result<Self, KeyError> {
        check_secret(secret, algorithm)?;
        let key = DecodingKey::from_secret(secret);
        Self::new(backend, &key, algorithm, algorithm.hash_length(), key_id)
    }

    fn new(
        backend: &Backend,
        key: &DecodingKey,
        algorithm: Algorithm,
        signature_length: usize,
        key_id: Option<String>,
    ) -> Result<Self, KeyError> {
        check_name(key_id.as_deref())?;
        let verifier = (backend.verifier_factory)(&algorithm.named(), key);
        Ok(Self {
            algorithm,
            key_id,
            signature_length,
            verifier: verifier.map_err(|_| KeyError::Refused)?,
        })
    }

    /// The one algorithm that it is for.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Its name.
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// Whether this is a signature of that message.
    ///
    /// A signature that has not the one length it can have is refused here, not by the backend: some forgive missing
    /// zeros, cut tags, or a DER form where RFC 7518, section 3.4 has two numbers side by side.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        signature.len() == self.signature_length
            && self.verifier.verify(message, &signature.to_vec()).is_ok()
    }
}

impl SigningKey {
    /// A private key in DER: PKCS #1 (RFC 8017, appendix A.1.2) for RSA, PKCS #8 (RFC 5208) for all others. The host
    /// of a Worker does not read version 2 of the latter (RFC 5958), which has the public key with it.
    ///
    /// # Errors
    /// A [`KeyError`]. A backend may find out that it cannot read the key only when it signs.
    pub fn from_der(
        backend: &Backend,
        der: &[u8],
        algorithm: Algorithm,
        key_id: Option<String>,
    ) -> Result<Self, KeyError> {
        let key = match algorithm.family() {
            Family::Rsa => EncodingKey::from_rsa_der(der),
            Family::P256 | Family::P384 => EncodingKey::from_ec_der(der),
            Family::Ed25519 => EncodingKey::from_ed_der(der),
            Family::Hmac => return Err(KeyError::OtherAlgorithm),
        };
        Self::new(backend, &key, algorithm, key_id)
    }

    /// A secret that both sides know.
    ///
    /// # Errors
    /// A [`KeyError`].
    pub fn from_secret(
        backend: &Backend,
        secret: &[u8],
        algorithm: Algorithm,
        key_id: Option<String>,
    ) -> Result<Self, KeyError> {
        check_secret(secret, algorithm)?;
        let key = EncodingKey::from_secret(secret);
        Self::new(backend, &key, algorithm, key_id)
    }

    fn new(
        backend: &Backend,
        key: &EncodingKey,
        algorithm: Algorithm,
        key_id: Option<String>,
    ) -> Result<Self, KeyError> {
        check_name(key_id.as_deref())?;
        let signer = (backend.signer_factory)(&algorithm.named(), key);
        Ok(Self {
            algorithm,
            key_id,
            signature_lengths: signature_lengths(algorithm),
            signer: signer.map_err(|_| KeyError::Refused)?,
        })
    }

    /// The one algorithm that it is for.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Its name.
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// Signs a message; `None` when the backend cannot, or gives what nobody would take for a signature of this algorithm: a
    /// backend that forgives a key of another kind says so in the length.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let signature = self.signer.try_sign(message).ok()?;
        let fits = self.signature_lengths.contains(&signature.len());
        fits.then_some(signature)
    }
}

impl fmt::Debug for VerifyingKey {
    /// Nothing of the key itself: it may be a secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("VerifyingKey");
        shown.field("algorithm", &self.algorithm);
        shown.field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

impl fmt::Debug for SigningKey {
    /// Nothing of the key itself.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("SigningKey");
        shown.field("algorithm", &self.algorithm);
        shown.field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

/// Octets of a signature. Those of RSA are as many as its modulus has, which only the backend knows of a private key.
const fn signature_lengths(algorithm: Algorithm) -> RangeInclusive<usize> {
    match algorithm.family() {
        Family::Rsa => MODULUS_BITS.start().div_ceil(8)..=MODULUS_BITS.end().div_ceil(8),
        Family::P256 | Family::Ed25519 => 64..=64,
        Family::P384 => 96..=96,
        Family::Hmac => algorithm.hash_length()..=algorithm.hash_length(),
    }
}

fn check_name(key_id: Option<&str>) -> Result<(), KeyError> {
    match key_id {
        Some(name) if !header::is_name(name) => Err(KeyError::Name),
        _ => Ok(()),
    }
}

fn check_secret(secret: &[u8], algorithm: Algorithm) -> Result<(), KeyError> {
    if algorithm.family() != Family::Hmac {
        return Err(KeyError::OtherAlgorithm);
    }
    if secret.len() < algorithm.hash_length() {
        return Err(KeyError::ShortSecret);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
    use jsonwebtoken::signature::{Error, Signer};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_secret_is_as_long_as_the_hash() {
        for (algorithm, length) in [
            (Algorithm::HS256, 32),
            (Algorithm::HS384, 48),
            (Algorithm::HS512, 64),
        ] {
            let make = |length| {
                let secret = vec![7; length];
                let signing = SigningKey::from_secret(&BACKEND, &secret, algorithm, None);
                let verifying = VerifyingKey::from_secret(&BACKEND, &secret, algorithm, None);
                (signing.err(), verifying.err())
            };
            assert_eq!(make(length), (None, None));
            let short = Some(KeyError::ShortSecret);
            assert_eq!(make(length - 1), (short, short));
        }
    }

    #[test]
    fn a_key_is_for_one_kind_of_algorithm() {
        let other = Some(KeyError::OtherAlgorithm);
        let made = VerifyingKey::from_secret(&BACKEND, &[7; 64], Algorithm::RS256, None);
        assert_eq!(made.err(), other);
        let made = SigningKey::from_der(&BACKEND, &[7; 64], Algorithm::HS256, None);
        assert_eq!(made.err(), other);
        let modulus = crate::text::encode(&[0xff; 256]);
        let jwk = json!({"kty": "RSA", "n": modulus, "e": "AQAB", "alg": "RS256"});
        let jwk = Jwk::read(jwk.as_object().unwrap()).unwrap();
        for algorithm in Algorithm::ALL {
            let made = VerifyingKey::from_jwk(&BACKEND, &jwk, algorithm);
            assert_eq!(made.is_ok(), algorithm == Algorithm::RS256, "{algorithm}");
        }
    }

    #[test]
    fn a_key_has_a_name_that_a_token_can_have() {
        for (name, refused) in [
            ("", Some(KeyError::Name)),
            (&*"k".repeat(257), Some(KeyError::Name)),
            (&*"k".repeat(256), None),
        ] {
            let key_id = Some(name.to_owned());
            let made = SigningKey::from_secret(&BACKEND, &[7; 32], Algorithm::HS256, key_id);
            assert_eq!(made.err(), refused);
            let key_id = Some(name.to_owned());
            let made = VerifyingKey::from_secret(&BACKEND, &[7; 32], Algorithm::HS256, key_id);
            assert_eq!(made.err(), refused);
        }
    }

    /// A backend that signs with a key of whatever kind.
    struct Forgiving(usize);

    impl Signer<Vec<u8>> for Forgiving {
        fn try_sign(&self, _: &[u8]) -> Result<Vec<u8>, Error> {
            Ok(vec![1; self.0])
        }
    }

    impl JwtSigner for Forgiving {
        fn algorithm(&self) -> jsonwebtoken::Algorithm {
            jsonwebtoken::Algorithm::ES256
        }
    }

    #[test]
    fn what_has_not_the_length_of_a_signature_is_none() {
        for (algorithm, lengths) in [
            (Algorithm::ES256, vec![64]),
            (Algorithm::ES384, vec![96]),
            (Algorithm::EdDSA, vec![64]),
            (Algorithm::RS256, vec![256, 384, 512]),
            (Algorithm::HS256, vec![32]),
        ] {
            for length in [0, 32, 48, 64, 70, 96, 128, 255, 256, 384, 512, 513] {
                let key = SigningKey {
                    algorithm,
                    key_id: None,
                    signature_lengths: signature_lengths(algorithm),
                    signer: Box::new(Forgiving(length)),
                };
                let signs = key.sign(b"message").is_some();
                assert_eq!(signs, lengths.contains(&length), "{algorithm} {length}");
            }
        }
    }

    #[test]
    fn keys_do_not_show_themselves() {
        let key = VerifyingKey::from_secret(&BACKEND, &[b'x'; 64], Algorithm::HS512, None);
        let shown = format!("{:?}", key.unwrap());
        assert_eq!(shown, "VerifyingKey { algorithm: HS512, key_id: None, .. }");
    }
}
