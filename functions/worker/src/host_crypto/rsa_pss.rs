//! RSASSA-PSS (RFC 8017, section 8.1).
//!
//! The host's `verify` and `sign` take no padding for a key that was imported, so the host does the operation of RSA and
//! the padding is put on and taken off here.

use js_sys::Object;
use jsonwebtoken::crypto::{JwtSigner, JwtVerifier};
use jsonwebtoken::errors::Result;
use jsonwebtoken::signature::{Error, Signer, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use vestibule_claims::{Algorithm as Named, emsa_pss};

use super::{host, key};
use crate::entropy;

/// A key to verify with.
pub(super) struct Verifying {
    algorithm: Algorithm,
    key: Object,
    bits: usize,
}

/// A key to sign with.
pub(super) struct Signing {
    algorithm: Algorithm,
    key: Object,
    bits: usize,
}

impl Verifying {
    pub(super) fn new(algorithm: Algorithm, key: &DecodingKey) -> Result<Self> {
        let (key, bits) = key::import_rsa(key)?;
        Ok(Self {
            algorithm,
            key,
            bits,
        })
    }
}

impl Verifier<Vec<u8>> for Verifying {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), Error> {
        let encoded = host::open_rsa(&self.key, signature).ok_or_else(Error::new)?;
        if emsa_pss::verify(named(self.algorithm), message, &encoded, self.bits) {
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
        let (key, bits) = key::import_private_rsa(key)?;
        Ok(Self {
            algorithm,
            key,
            bits,
        })
    }
}

impl Signer<Vec<u8>> for Signing {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, Error> {
        let algorithm = named(self.algorithm);
        let random = entropy::bytes::<64>().ok_or_else(Error::new)?;
        let salt = random.get(..algorithm.hash_length());
        salt.and_then(|salt| emsa_pss::encode(algorithm, message, salt, self.bits))
            .and_then(|encoded| host::close_rsa(&self.key, &encoded))
            .ok_or_else(Error::new)
    }
}

impl JwtSigner for Signing {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

const fn named(algorithm: Algorithm) -> Named {
    match algorithm {
        Algorithm::PS384 => Named::PS384,
        Algorithm::PS512 => Named::PS512,
        _ => Named::PS256,
    }
}
