//! Cases in, verdicts out.

use std::collections::BTreeMap;
use std::fmt::Debug;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use vestibule_claims::{
    Algorithm, Backend, Family, Jwk, KeySet, KeySource, Lookup, Object, SigningKey, Token,
    TokenKind, VerifyingKey, read_jwks, verify,
};
use vestibule_identity::UnixSeconds;

use crate::scene::{Keys, Material, scene};

/// Cases with what they share.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Batch {
    /// Keys and secrets.
    pub material: Material,
    /// The cases.
    pub cases: Vec<Case>,
}

impl Batch {
    /// The tokens among the cases.
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        self.cases.iter().filter_map(|case| match case {
            Case::Token { token, .. } => Some(token.as_str()),
            Case::Signature { .. } | Case::Sign { .. } => None,
        })
    }
}

/// One case.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// Is this token believed?
    Token {
        /// The kind that it is taken for; see `scene.rs`.
        kind: String,
        /// The token.
        token: String,
        /// When.
        now: i64,
    },
    /// Is this a signature of that message? Both are in base64url.
    Signature {
        /// The key.
        key: KeySpec,
        /// The algorithm of the key.
        algorithm: String,
        /// The message.
        message: String,
        /// The signature.
        signature: String,
    },
    /// Make a signature. The verdict is `signed` and it in base64url.
    Sign {
        /// A private key in DER or a secret, in base64url.
        key: String,
        /// The algorithm of the key.
        algorithm: String,
        /// The message in base64url.
        message: String,
    },
}

/// A key of a case.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeySpec {
    /// A public key.
    Jwk(Object),
    /// A secret in base64url.
    Secret(String),
}

/// Judges a batch that arrived as JSON, and gives the verdicts as a JSON array, in order.
///
/// # Errors
/// When it is no batch.
pub fn judge(backend: &Backend, batch: &str) -> Result<String, serde_json::Error> {
    serde_json::to_string(&judge_batch(backend, &serde_json::from_str(batch)?))
}

/// Judges a batch: `accepted`, or the refusal as its type writes it.
#[must_use]
pub fn judge_batch(backend: &Backend, batch: &Batch) -> Vec<String> {
    let mut bench = Bench::new(backend, &batch.material);
    let verdict = |case| bench.judge(case).unwrap_or_else(|refusal| refusal);
    batch.cases.iter().map(verdict).collect()
}

/// Verifies the tokens of a batch over and over, as a Worker does that has its keys: key sets are read once, everything
/// else is done each time. Gives how many were believed.
///
/// # Errors
/// When it is no batch.
pub fn verify_repeatedly(
    backend: &Backend,
    batch: &str,
    rounds: u32,
) -> Result<u32, serde_json::Error> {
    let batch: Batch = serde_json::from_str(batch)?;
    let mut bench = Bench::new(backend, &batch.material);
    let mut believed = 0;
    for case in batch.cases.iter().cycle().take(rounds as usize) {
        believed += u32::from(bench.judge(case).is_ok());
    }
    Ok(believed)
}

struct Bench<'a> {
    backend: &'a Backend,
    material: &'a Material,
    /// By kind and time: a key set that was fetched at another time may be too old.
    ready: BTreeMap<(String, i64), Ready>,
}

/// A kind with its keys, made once.
enum Ready {
    Set(TokenKind, KeySet),
    Keys(TokenKind, Vec<VerifyingKey>),
}

impl<'a> Bench<'a> {
    const fn new(backend: &'a Backend, material: &'a Material) -> Self {
        Self {
            backend,
            material,
            ready: BTreeMap::new(),
        }
    }

    fn judge(&mut self, case: &Case) -> Result<String, String> {
        match case {
            Case::Token { kind, token, now } => self.believe(kind, token, UnixSeconds(*now)),
            Case::Signature {
                key,
                algorithm,
                message,
                signature,
            } => {
                let algorithm = Algorithm::from_name(algorithm).ok_or("no such algorithm")?;
                let key = self.key(key, algorithm)?;
                if key.verifies(&bytes(message)?, &bytes(signature)?) {
                    Ok("accepted".to_owned())
                } else {
                    Err("refused".to_owned())
                }
            }
            Case::Sign {
                key,
                algorithm,
                message,
            } => {
                let algorithm = Algorithm::from_name(algorithm).ok_or("no such algorithm")?;
                let make = match algorithm.family() {
                    Family::Hmac => SigningKey::from_secret,
                    _ => SigningKey::from_der,
                };
                let key = make(self.backend, &bytes(key)?, algorithm, None).map_err(shown)?;
                let signature = key.sign(&bytes(message)?).ok_or("not signed")?;
                Ok(format!("signed {}", URL_SAFE_NO_PAD.encode(signature)))
            }
        }
    }

    fn key(&self, key: &KeySpec, algorithm: Algorithm) -> Result<VerifyingKey, String> {
        match key {
            KeySpec::Jwk(jwk) => {
                let jwk = Jwk::read(jwk).map_err(shown)?;
                VerifyingKey::from_jwk(self.backend, &jwk, algorithm).map_err(shown)
            }
            KeySpec::Secret(secret) => {
                VerifyingKey::from_secret(self.backend, &bytes(secret)?, algorithm, None)
                    .map_err(shown)
            }
        }
    }

    fn believe(&mut self, kind: &str, token: &str, now: UnixSeconds) -> Result<String, String> {
        let token = Token::parse(token).map_err(shown)?;
        let place = (kind.to_owned(), now.0);
        if !self.ready.contains_key(&place) {
            let ready = self.prepare(kind, now)?;
            self.ready.insert(place.clone(), ready);
        }
        let claims = match self.ready.get_mut(&place).ok_or("no such kind")? {
            Ready::Keys(kind, keys) => {
                verify(&token, kind, &keys.iter().collect::<Vec<_>>(), now).map_err(shown)?
            }
            Ready::Set(kind, set) => match set.find(token.header(), now) {
                Lookup::Found { keys, .. } => verify(&token, kind, &keys, now).map_err(shown)?,
                // The set is as fresh as it gets, so that a name it does not have is no key's.
                Lookup::Need(_) | Lookup::Wait | Lookup::Unknown => return Err("Unknown".into()),
                Lookup::Unavailable => return Err("Unavailable".into()),
            },
        };
        Ok(format!("accepted {}", claims.subject().unwrap_or_default()))
    }

    fn prepare(&self, kind: &str, now: UnixSeconds) -> Result<Ready, String> {
        let (kind, keys) = scene(kind, self.material).ok_or("no such kind")?;
        Ok(match keys {
            Keys::Set(document, algorithms) => {
                let source = KeySource::new("https://login.acme.example/jwks", algorithms);
                let mut set = KeySet::new(source.map_err(shown)?);
                self.fill(&mut set, document, &kind, now)?;
                Ready::Set(kind, set)
            }
            Keys::Direct(document, algorithms) => {
                let found = read_jwks(self.backend, document.as_bytes(), &algorithms);
                Ready::Keys(kind, found.map_err(shown)?.keys)
            }
            Keys::Secret(secret) => {
                let secret = bytes(secret)?;
                let key = VerifyingKey::from_secret(self.backend, &secret, Algorithm::HS256, None);
                Ready::Keys(kind, vec![key.map_err(shown)?])
            }
        })
    }

    /// Answers the fetch that the first token causes.
    fn fill(
        &self,
        set: &mut KeySet,
        document: &str,
        kind: &TokenKind,
        now: UnixSeconds,
    ) -> Result<(), String> {
        let first = vestibule_claims::Header {
            algorithm: *kind.rules().algorithms.first().ok_or("no algorithm")?,
            key_id: Some("any".to_owned()),
            media_type: None,
        };
        let Lookup::Need(need) = set.find(&first, now) else {
            return Err("nothing needed".to_owned());
        };
        let ticket = need.ticket;
        set.supply(self.backend, ticket, Ok(document.as_bytes()))
            .map_err(shown)
    }
}

fn bytes(text: &str) -> Result<Vec<u8>, String> {
    URL_SAFE_NO_PAD.decode(text).map_err(shown)
}

fn shown(refusal: impl Debug) -> String {
    format!("{refusal:?}")
}
