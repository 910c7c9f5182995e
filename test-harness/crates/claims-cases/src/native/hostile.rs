//! Our own cases, by number.
//!
//! Numbers are never given to another case: the table of planted bugs (`data/planted.toml`) and reports name them. Each
//! file has a hundred of its own.

mod algorithm;
mod claims;
mod control;
mod cross_use;
mod form;
mod header;
mod json;
mod signature;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::keys::keys;
use crate::judge::{Batch, Case};
use crate::scene::{Material, NOW};

/// A token, and what has to become of it.
#[derive(Clone, Debug)]
pub struct Hostile {
    /// Its number.
    pub number: u16,
    /// What is wrong with it.
    pub about: String,
    /// The kind that it is taken for.
    pub kind: &'static str,
    /// The token.
    pub token: String,
    /// When.
    pub now: i64,
    /// The verdict: the refusal as its type writes it, or `accepted` and the subject.
    pub verdict: &'static str,
}

/// All cases, the good tokens among them that show that the others are refused for what is wrong with them.
#[must_use]
pub fn hostile() -> Vec<Hostile> {
    let mut cases = Cases(Vec::new());
    control::add(&mut cases);
    algorithm::add(&mut cases);
    header::add(&mut cases);
    form::add(&mut cases);
    json::add(&mut cases);
    signature::add(&mut cases);
    claims::add(&mut cases);
    cross_use::add(&mut cases);
    cases.0
}

/// The keys that the cases are judged with.
#[must_use]
pub fn material() -> Material {
    let secret = |secret: &[u8; 32]| URL_SAFE_NO_PAD.encode(secret);
    Material {
        key_set: keys().issuer.key_set(true),
        key_set_without_algorithms: keys().issuer.key_set(false),
        other_key_set: keys().other.key_set(true),
        profile_secret: secret(&keys().profile_secret),
        terms_secret: secret(&keys().terms_secret),
    }
}

impl Hostile {
    /// Whether the token is one to be believed.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.verdict.starts_with("accepted")
    }

    /// The cases with another verdict than the one written down, one a line.
    ///
    /// # Panics
    /// When there is not a verdict for each.
    #[must_use]
    pub fn wrong(cases: &[Self], verdicts: &[String]) -> Vec<String> {
        assert_eq!(cases.len(), verdicts.len(), "a verdict for each");
        let both = cases.iter().zip(verdicts);
        let wrong = both.filter(|(case, verdict)| case.verdict != verdict.as_str());
        wrong
            .map(|(case, verdict)| {
                let Self { number, about, .. } = case;
                format!("{number} {about}: {verdict}, not {}", case.verdict)
            })
            .collect()
    }

    /// All of them as one batch.
    #[must_use]
    pub fn batch(cases: &[Self]) -> Batch {
        let case = |case: &Self| Case::Token {
            kind: case.kind.to_owned(),
            token: case.token.clone(),
            now: case.now,
        };
        Batch {
            material: material(),
            cases: cases.iter().map(case).collect(),
        }
    }
}

/// Cases as they are written down.
struct Cases(Vec<Hostile>);

impl Cases {
    /// A case that is tried on ID tokens.
    fn id(&mut self, number: u16, about: impl Into<String>, verdict: &'static str, token: String) {
        self.on("id", number, about, verdict, token);
    }

    fn on(
        &mut self,
        kind: &'static str,
        number: u16,
        about: impl Into<String>,
        verdict: &'static str,
        token: String,
    ) {
        self.at(NOW, kind, number, about, verdict, token);
    }

    fn at(
        &mut self,
        now: i64,
        kind: &'static str,
        number: u16,
        about: impl Into<String>,
        verdict: &'static str,
        token: String,
    ) {
        self.0.push(Hostile {
            number,
            about: about.into(),
            kind,
            token,
            now,
            verdict,
        });
    }
}
