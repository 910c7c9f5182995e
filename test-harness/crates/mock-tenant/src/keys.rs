//! Signing keys: one in use, one announced, and those that are still published after a rotation.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{DecodingKey, EncodingKey};
use rsa::RsaPrivateKey;
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use rsa::pkcs8::EncodePublicKey as _;
use rsa::rand_core::OsRng;
use rsa::traits::PublicKeyParts as _;
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};
use x509_cert::builder::{CertificateBuilder, Profile};
use x509_cert::der::Encode as _;
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::SubjectPublicKeyInfoOwned;
use x509_cert::time::Validity;

use crate::random;

/// Why no key can be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot make a signing key: {0}")]
pub struct KeyError(String);

/// A key pair with its certificate.
pub(crate) struct SigningKey {
    pub(crate) kid: String,
    pub(crate) encoding: EncodingKey,
    pub(crate) decoding: DecodingKey,
    jwk: Value,
}

/// The tenant's keys.
pub(crate) struct KeyRing {
    current: Arc<SigningKey>,
    next: Arc<SigningKey>,
    previous: Vec<Arc<SigningKey>>,
    made: usize,
}

impl KeyRing {
    pub(crate) fn new() -> Result<Self, KeyError> {
        Ok(Self {
            current: cached(0)?,
            next: cached(1)?,
            previous: Vec::new(),
            made: 2,
        })
    }

    pub(crate) fn current(&self) -> &SigningKey {
        &self.current
    }

    /// How many keys the ring has used: what [`prepare`] wants to know.
    pub(crate) fn made(&self) -> usize {
        self.made
    }

    /// The next key becomes the current one; the old one stays published until it is revoked.
    pub(crate) fn rotate(&mut self) -> Result<(), KeyError> {
        let next = cached(self.made)?;
        self.made += 1;
        let promoted = std::mem::replace(&mut self.next, next);
        self.previous
            .push(std::mem::replace(&mut self.current, promoted));
        Ok(())
    }

    /// Withdraws a key that was rotated out. `false` if there is no such key: the current and the
    /// next one cannot be revoked.
    pub(crate) fn revoke(&mut self, kid: &str) -> bool {
        let before = self.previous.len();
        self.previous.retain(|key| key.kid != kid);
        self.previous.len() != before
    }

    /// The published key of that name.
    pub(crate) fn find(&self, kid: &str) -> Option<&SigningKey> {
        self.published()
            .map(|(_, key)| key)
            .find(|key| key.kid == kid)
    }

    /// Every published key with its place: `current`, `next` or `previous`.
    pub(crate) fn published(&self) -> impl Iterator<Item = (&'static str, &SigningKey)> {
        [("current", &self.current), ("next", &self.next)]
            .into_iter()
            .chain(self.previous.iter().map(|key| ("previous", key)))
            .map(|(place, key)| (place, key.as_ref()))
    }

    /// `/.well-known/jwks.json`; a tenant can leave out `alg`.
    pub(crate) fn jwks(&self, with_algorithm: bool) -> Value {
        let keys = self.published().map(|(_, key)| {
            let mut jwk = key.jwk.clone();
            if let Some(jwk) = jwk.as_object_mut().filter(|_| !with_algorithm) {
                jwk.remove("alg");
            }
            jwk
        });
        json!({"keys": keys.collect::<Vec<_>>()})
    }
}

impl SigningKey {
    fn generate() -> Result<Self, KeyError> {
        let private = RsaPrivateKey::new(&mut OsRng, 2048).map_err(failed)?;
        let public = private.to_public_key();
        let certificate = self_signed(&private)?;
        let modulus = URL_SAFE_NO_PAD.encode(public.n().to_bytes_be());
        let exponent = URL_SAFE_NO_PAD.encode(public.e().to_bytes_be());
        let kid = random::identifier();
        Ok(Self {
            encoding: EncodingKey::from_rsa_der(private.to_pkcs1_der().map_err(failed)?.as_bytes()),
            decoding: DecodingKey::from_rsa_components(&modulus, &exponent).map_err(failed)?,
            jwk: json!({
                "alg": "RS256",
                "kty": "RSA",
                "use": "sig",
                "n": modulus,
                "e": exponent,
                "kid": kid,
                "x5t": URL_SAFE_NO_PAD.encode(Sha1::digest(&certificate)),
                "x5c": [STANDARD.encode(&certificate)],
            }),
            kid,
        })
    }
}

/// Makes the key that the next rotation brings in, so that the rotation itself takes no time while
/// the whole tenant waits for it.
pub(crate) fn prepare(made: usize) -> Result<(), KeyError> {
    cached(made).map(drop)
}

/// The `slot`-th key of this process. Making one costs a good part of a second, and tests start
/// hundreds of tenants; within one process they share keys, as no test can tell.
fn cached(slot: usize) -> Result<Arc<SigningKey>, KeyError> {
    static KEYS: OnceLock<Mutex<Vec<Arc<SigningKey>>>> = OnceLock::new();
    let mut keys = KEYS
        .get_or_init(Mutex::default)
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    while keys.len() <= slot {
        keys.push(Arc::new(SigningKey::generate()?));
    }
    keys.get(slot)
        .cloned()
        .ok_or_else(|| failed("the cache is empty"))
}

/// The certificate's DER. Auth0 signs its certificates itself, too.
fn self_signed(private: &RsaPrivateKey) -> Result<Vec<u8>, KeyError> {
    let signer = rsa::pkcs1v15::SigningKey::<sha2::Sha256>::new(private.clone());
    let spki = private
        .to_public_key()
        .to_public_key_der()
        .map_err(failed)?;
    let spki = SubjectPublicKeyInfoOwned::try_from(spki.as_bytes()).map_err(failed)?;
    let name: Name = "CN=mock-tenant".parse().map_err(failed)?;
    let validity = Validity::from_now(Duration::from_hours(87600)).map_err(failed)?;
    CertificateBuilder::new(
        Profile::Root,
        SerialNumber::from(1_u32),
        validity,
        name,
        spki,
        &signer,
    )
    .and_then(x509_cert::builder::Builder::build::<rsa::pkcs1v15::Signature>)
    .map_err(failed)?
    .to_der()
    .map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> KeyError {
    KeyError(error.to_string())
}
