//! HMAC (RFC 2104). One secret verifies and signs.

use js_sys::Object;
use jsonwebtoken::crypto::{JwtSigner, JwtVerifier};
use jsonwebtoken::errors::Result;
use jsonwebtoken::signature::{Error, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, EncodingKey};

use super::{hash_of, host, key};

/// A secret.
pub(super) struct Tag {
    algorithm: Algorithm,
    key: Object,
}

impl Tag {
    pub(super) fn to_verify(algorithm: Algorithm, key: &DecodingKey) -> Result<Self> {
        let secret = key::bytes_of(key, AlgorithmFamily::Hmac)?;
        Self::new(algorithm, secret)
    }

    pub(super) fn to_sign(algorithm: Algorithm, key: &EncodingKey) -> Result<Self> {
        if key.family() != AlgorithmFamily::Hmac {
            return key::refused();
        }
        Self::new(algorithm, key.as_bytes())
    }

    fn new(algorithm: Algorithm, secret: &[u8]) -> Result<Self> {
        let key = key::taken(host::import_secret(secret))?;
        Ok(Self { algorithm, key })
    }
}

impl Verifier<Vec<u8>> for Tag {
    fn verify(&self, message: &[u8], tag: &Vec<u8>) -> std::result::Result<(), Error> {
        // The host compares in constant time.
        if host::verify_hmac(hash_of(self.algorithm), &self.key, message, tag) {
            Ok(())
        } else {
            Err(Error::new())
        }
    }
}

impl Signer<Vec<u8>> for Tag {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, Error> {
        host::sign_hmac(hash_of(self.algorithm), &self.key, message).ok_or_else(Error::new)
    }
}

impl JwtVerifier for Tag {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

impl JwtSigner for Tag {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}
