//! Keys of this process: made when it starts, worth nothing when it ends.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use rsa::RsaPrivateKey;
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use rsa::rand_core::{OsRng, RngCore as _};
use rsa::traits::PublicKeyParts as _;
use serde_json::{Value, json};
use vestibule_claims::{Algorithm, Family, SigningKey};

/// Everybody's keys.
pub(crate) struct Keys {
    /// The issuer's.
    pub(crate) issuer: Pairs,
    /// Somebody else's.
    pub(crate) other: Pairs,
    pub(crate) profile_secret: [u8; 32],
    pub(crate) terms_secret: [u8; 32],
}

/// A key of every family.
pub(crate) struct Pairs {
    pub(crate) rsa: RsaPrivateKey,
    pub(crate) p256: p256::SecretKey,
    pub(crate) p384: p384::SecretKey,
    pub(crate) ed25519: ed25519_dalek::SigningKey,
}

pub(crate) fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| Keys {
        issuer: Pairs::generate(),
        other: Pairs::generate(),
        profile_secret: random(),
        terms_secret: random(),
    })
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

impl Pairs {
    #[expect(clippy::unwrap_used, reason = "without a key there is no test")]
    pub(crate) fn generate() -> Self {
        Self {
            rsa: RsaPrivateKey::new(&mut OsRng, 2048).unwrap(),
            p256: p256::SecretKey::random(&mut OsRng),
            p384: p384::SecretKey::random(&mut OsRng),
            ed25519: ed25519_dalek::SigningKey::from_bytes(&random()),
        }
    }

    /// The private key for an algorithm, in DER.
    #[expect(clippy::unwrap_used, reason = "without a key there is no test")]
    pub(crate) fn der(&self, algorithm: Algorithm) -> Vec<u8> {
        match algorithm.family() {
            Family::Rsa => self.rsa.to_pkcs1_der().unwrap().as_bytes().to_vec(),
            Family::P256 => self.p256.to_pkcs8_der().unwrap().as_bytes().to_vec(),
            Family::P384 => self.p384.to_pkcs8_der().unwrap().as_bytes().to_vec(),
            // Without the public key, which makes it version 2: the Worker's host reads no more than OpenSSL writes.
            Family::Ed25519 => {
                let pair = ed25519_dalek::pkcs8::KeypairBytes {
                    secret_key: self.ed25519.to_bytes(),
                    public_key: None,
                };
                pair.to_pkcs8_der().unwrap().as_bytes().to_vec()
            }
            Family::Hmac => Vec::new(),
        }
    }

    /// Signs by the algorithm, whatever a header says.
    #[expect(clippy::unwrap_used, reason = "without a signature there is no test")]
    pub(crate) fn sign(&self, algorithm: Algorithm, message: &[u8]) -> Vec<u8> {
        let der = self.der(algorithm);
        let key = SigningKey::from_der(&BACKEND, &der, algorithm, None).unwrap();
        key.sign(message).unwrap()
    }

    /// The public key for an algorithm, named by it.
    pub(crate) fn jwk(&self, algorithm: Algorithm) -> Value {
        let mut jwk = match algorithm.family() {
            Family::Rsa => {
                let (n, e) = (self.rsa.n().to_bytes_be(), self.rsa.e().to_bytes_be());
                json!({"kty": "RSA", "n": encode(n), "e": encode(e)})
            }
            Family::P256 => {
                let point = self.p256.public_key().to_encoded_point(false);
                let (x, y) = (point.x().map(encode), point.y().map(encode));
                json!({"kty": "EC", "crv": "P-256", "x": x, "y": y})
            }
            Family::P384 => {
                let point = self.p384.public_key().to_encoded_point(false);
                let (x, y) = (point.x().map(encode), point.y().map(encode));
                json!({"kty": "EC", "crv": "P-384", "x": x, "y": y})
            }
            Family::Ed25519 => {
                let x = encode(self.ed25519.verifying_key().as_bytes());
                json!({"kty": "OKP", "crv": "Ed25519", "x": x})
            }
            Family::Hmac => Value::Null,
        };
        if let Value::Object(jwk) = &mut jwk {
            jwk.insert("kid".to_owned(), json!(algorithm.name()));
            jwk.insert("alg".to_owned(), json!(algorithm.name()));
            jwk.insert("use".to_owned(), json!("sig"));
        }
        jwk
    }

    /// A key set with a key for each algorithm that has public keys, named by it.
    pub(crate) fn key_set(&self, with_algorithms: bool) -> String {
        let public = Algorithm::ALL.into_iter();
        let public = public.filter(|algorithm| algorithm.family() != Family::Hmac);
        let keys = public.map(|algorithm| {
            let mut jwk = self.jwk(algorithm);
            if let (Value::Object(jwk), false) = (&mut jwk, with_algorithms) {
                jwk.remove("alg");
            }
            jwk
        });
        json!({"keys": keys.collect::<Vec<_>>()}).to_string()
    }
}
