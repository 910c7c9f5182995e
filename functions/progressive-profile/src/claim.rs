//! Answering once.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use vestibule_identity::UnixSeconds;

use crate::form_session::FormSession;

/// A claim on a session: whoever makes it first answers, and nobody after them with other answers.
///
/// It is made with something that decides for all locations at once, and that keeps nothing but the digest and the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Which session, by its name.
    pub session: String,
    /// SHA-256 of the answers, in hexadecimal digits.
    pub digest: String,
    /// Until when the claim has to be kept: after that the session is over, and nothing can be answered any more.
    pub until: UnixSeconds,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// It is granted: it is the first, or says the same as the first did.
    Granted {
        /// When the first was made.
        at: UnixSeconds,
    },
    /// Somebody answered something else before.
    Refused,
    /// Nobody can decide now.
    Unavailable,
}

impl Claim {
    /// The claim of these answers, as they are going to be signed.
    pub(crate) fn of(session: &FormSession, answers: &str) -> Self {
        let mut digest = String::with_capacity(64);
        for octet in Sha256::digest(answers) {
            // Writing to a string cannot fail.
            let _ = write!(digest, "{octet:02x}");
        }
        Self {
            session: session.id().to_string(),
            digest,
            until: session.over_at(),
        }
    }
}
