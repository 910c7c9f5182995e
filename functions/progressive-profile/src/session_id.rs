//! The name of a form session.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// The name of a form session: what stands in its address and is good for nothing else.
///
/// Made of the host, the transaction's number and the user, so that the same token opened twice leads to the same session, and two
/// logins never to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionId([u8; OCTETS]);

/// 120 bits: nobody meets another session by guessing, and base64 comes out even.
const OCTETS: usize = 15;
/// Characters of the text.
const LENGTH: usize = 20;

impl SessionId {
    /// The session that a transaction leads to.
    #[must_use]
    pub fn of(issuer: &str, txn: &str, subject: &str) -> Self {
        let mut hash = Sha256::new();
        for part in ["vestibule form session", issuer, txn, subject] {
            hash.update(part);
            // No part holds it.
            hash.update([0]);
        }
        let mut id = [0; OCTETS];
        id.iter_mut()
            .zip(hash.finalize())
            .for_each(|(to, from)| *to = from);
        Self(id)
    }

    /// Reads one out of an address; `None` when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let octets = URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .filter(|_| text.len() == LENGTH)?;
        octets.try_into().ok().map(Self)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_one_transaction_of_one_user_at_one_host() {
        let id = SessionId::of("a.example", "txn", "auth0|1");
        assert_eq!(id, SessionId::of("a.example", "txn", "auth0|1"));
        for other in [
            SessionId::of("b.example", "txn", "auth0|1"),
            SessionId::of("a.example", "txm", "auth0|1"),
            SessionId::of("a.example", "txn", "auth0|2"),
            SessionId::of("a.exampletxn", "", "auth0|1"),
        ] {
            assert_ne!(id, other);
        }
        assert_eq!(SessionId::parse(&id.to_string()), Some(id));
    }

    #[test]
    fn anything_else_is_no_name() {
        for text in [
            "",
            "AAAA",
            "AAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAA=",
            "AAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAA..",
            "ä",
        ] {
            assert_eq!(SessionId::parse(text), None, "{text}");
        }
    }
}
