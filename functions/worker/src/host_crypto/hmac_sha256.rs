//! HMAC with SHA-256 (RFC 2104), the one signature that is computed here and not by the host.
//!
//! A twelfth of what it took to accept an answer went into the host's `createHmac`: that is a stream of Node.js's, with listeners and
//! buffers that the collector has to clear away again. For a token of a kilobyte it costs more than the hash itself does here.

use hmac::{Hmac, Mac as _};
use jsonwebtoken::crypto::{JwtSigner, JwtVerifier};
use jsonwebtoken::errors::Result;
use jsonwebtoken::signature::{Error, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, EncodingKey};
use sha2::Sha256;

use super::key;

/// A secret, taken in: what is signed goes on from there.
pub(super) struct Code(Hmac<Sha256>);

impl Code {
    pub(super) fn to_verify(key: &DecodingKey) -> Result<Self> {
        Self::new(key::bytes_of(key, AlgorithmFamily::Hmac)?)
    }

    pub(super) fn to_sign(key: &EncodingKey) -> Result<Self> {
        if key.family() != AlgorithmFamily::Hmac {
            return key::refused();
        }
        Self::new(key.as_bytes())
    }

    fn new(secret: &[u8]) -> Result<Self> {
        Hmac::new_from_slice(secret).map_or_else(|_| key::refused(), |code| Ok(Self(code)))
    }

    fn of(&self, message: &[u8]) -> Hmac<Sha256> {
        let mut code = self.0.clone();
        code.update(message);
        code
    }
}

impl Verifier<Vec<u8>> for Code {
    fn verify(&self, message: &[u8], tag: &Vec<u8>) -> std::result::Result<(), Error> {
        // Compared in constant time.
        let verified = self.of(message).verify_slice(tag);
        verified.map_err(|_| Error::new())
    }
}

impl Signer<Vec<u8>> for Code {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, Error> {
        Ok(self.of(message).finalize().into_bytes().to_vec())
    }
}

impl JwtVerifier for Code {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtSigner for Code {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}
