//! Ed25519 (RFC 8032, section 5.1).

use js_sys::Object;
use jsonwebtoken::crypto::{JwtSigner, JwtVerifier};
use jsonwebtoken::errors::Result;
use jsonwebtoken::signature::{Error, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, EncodingKey};

use super::{host, key};

/// A key to verify with.
pub(super) struct Verifying(Object);

/// A key to sign with.
pub(super) struct Signing(Object);

impl Verifying {
    pub(super) fn new(key: &DecodingKey) -> Result<Self> {
        let point = key::bytes_of(key, AlgorithmFamily::Ed)?;
        Ok(Self(key::taken(host::import_ed25519(point))?))
    }
}

impl Verifier<Vec<u8>> for Verifying {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), Error> {
        if host::verify(None, &self.0, message, signature) {
            Ok(())
        } else {
            Err(Error::new())
        }
    }
}

impl JwtVerifier for Verifying {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
    }
}

impl Signing {
    pub(super) fn new(key: &EncodingKey) -> Result<Self> {
        let key = key::import_private(key, AlgorithmFamily::Ed, "pkcs8", ("ed25519", None))?;
        Ok(Self(key))
    }
}

impl Signer<Vec<u8>> for Signing {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, Error> {
        host::sign(None, &self.0, message).ok_or_else(Error::new)
    }
}

impl JwtSigner for Signing {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
    }
}
