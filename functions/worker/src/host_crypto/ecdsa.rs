//! ECDSA on P-256 and P-384 (FIPS 186-5, section 6). The host knows signatures in DER, tokens do not.

use js_sys::Object;
use jsonwebtoken::crypto::{JwtSigner, JwtVerifier};
use jsonwebtoken::errors::Result;
use jsonwebtoken::signature::{Error, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, EncodingKey};
use vestibule_claims::ecdsa_signature;

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
    /// Takes a point in the uncompressed form and no other.
    pub(super) fn new(algorithm: Algorithm, key: &DecodingKey) -> Result<Self> {
        let [4, point @ ..] = key::bytes_of(key, AlgorithmFamily::Ec)? else {
            return key::refused();
        };
        let (curve, octets) = match algorithm {
            Algorithm::ES384 => ("P-384", 48),
            _ => ("P-256", 32),
        };
        let (x, y) = match point.split_at_checked(octets) {
            Some((x, y)) if y.len() == octets => (x, y),
            _ => return key::refused(),
        };
        let key = key::taken(host::import_curve(curve, x, y))?;
        Ok(Self { algorithm, key })
    }
}

impl Verifier<Vec<u8>> for Verifying {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), Error> {
        let der = ecdsa_signature::to_der(signature).ok_or_else(Error::new)?;
        if host::verify(Some(hash_of(self.algorithm)), &self.key, message, &der) {
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
        let curve = match algorithm {
            Algorithm::ES384 => "secp384r1",
            _ => "prime256v1",
        };
        let key = key::import_private(key, AlgorithmFamily::Ec, "pkcs8", ("ec", Some(curve)))?;
        Ok(Self { algorithm, key })
    }
}

impl Signer<Vec<u8>> for Signing {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, Error> {
        let octets = match self.algorithm {
            Algorithm::ES384 => 48,
            _ => 32,
        };
        host::sign(Some(hash_of(self.algorithm)), &self.key, message)
            .and_then(|der| ecdsa_signature::from_der(&der, octets))
            .ok_or_else(Error::new)
    }
}

impl JwtSigner for Signing {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}
