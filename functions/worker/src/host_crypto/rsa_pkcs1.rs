//! RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2).

use js_sys::Object;
use jsonwebtoken::crypto::{JwtSigner, JwtVerifier};
use jsonwebtoken::errors::Result;
use jsonwebtoken::signature::{Error, Signer, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};

use super::{hash_of, host, key};

/// A key to verify with.
pub(super) struct Verifying {
    algorithm: Algorithm,
    key: Object,
}

/// A key to sign with.
pub(super) struct Signing {
    algorithm: Algorithm,
    key: Object,
}

impl Verifying {
    pub(super) fn new(algorithm: Algorithm, key: &DecodingKey) -> Result<Self> {
        let (key, _) = key::import_rsa(key)?;
        Ok(Self { algorithm, key })
    }
}

impl Verifier<Vec<u8>> for Verifying {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), Error> {
        let hash = Some(hash_of(self.algorithm));
        if host::verify(hash, &self.key, message, signature) {
            Ok(())
        } else {
            Err(Error::new())
        }
    }
}

impl JwtVerifier for Verifying {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

impl Signing {
    pub(super) fn new(algorithm: Algorithm, key: &EncodingKey) -> Result<Self> {
        let (key, _) = key::import_private_rsa(key)?;
        Ok(Self { algorithm, key })
    }
}

impl Signer<Vec<u8>> for Signing {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, Error> {
        host::sign(Some(hash_of(self.algorithm)), &self.key, message).ok_or_else(Error::new)
    }
}

impl JwtSigner for Signing {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}
