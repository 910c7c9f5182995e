//! The session in which a form is filled in.

use thiserror::Error;
use vestibule_http::sealed::{self, Keys, Nonce, OpenError};
use vestibule_http::{Form, RawQuery};
use vestibule_identity::UnixSeconds;

use crate::network::Network;
use crate::page_token::PageToken;
use crate::session_id::SessionId;

/// Seconds that a session lives: an hour, for somebody who has to look something up. The token lived minutes.
pub const LIFETIME: i64 = 60 * 60;

/// Octets of `state`, which Auth0 makes; what it makes has some 200.
const LONGEST_STATE: usize = 2048;

const PURPOSE: &str = "profile form session";

/// The session in which a form is filled in: what the page token said, for longer than the token lives.
///
/// It is kept by the browser, sealed, in a cookie that is sent to the address of this session alone.
#[derive(Clone, PartialEq, Eq)]
pub struct FormSession {
    /// The host at which the transaction runs.
    pub issuer: String,
    /// `state` of Auth0's address, decoded once: what it gets back.
    pub state: String,
    /// The user's id at Auth0.
    pub subject: String,
    /// The number that our Action gave the transaction.
    pub txn: String,
    /// What is asked, opened.
    pub ask: String,
    /// Whether the browser is on the network that the login came from.
    pub network: Network,
    /// When the session began.
    pub begun: UnixSeconds,
}

/// Why there is no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SessionError {
    /// The value does not open.
    #[error("the session does not open: {0}")]
    Sealed(#[from] OpenError),
    /// It is not of our making.
    #[error("the session is not of our making")]
    Malformed,
    /// It is over, or has not begun.
    #[error("the session is not of now")]
    Expired,
}

impl FormSession {
    /// Exchanges a token for a session. `ask` is what the token's value of that name holds. `None` for a `state` that is empty, or
    /// longer than any that Auth0 makes: nothing would lead back.
    #[must_use]
    pub fn begin(
        token: PageToken,
        state: &str,
        ask: String,
        network: Network,
        now: UnixSeconds,
    ) -> Option<Self> {
        let session = Self {
            issuer: token.issuer,
            state: state.to_owned(),
            subject: token.subject,
            txn: token.txn,
            ask,
            network,
            begun: now,
        };
        let leads_back = (1..=LONGEST_STATE).contains(&state.len());
        leads_back.then_some(session)
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> SessionId {
        SessionId::of(&self.issuer, &self.txn, &self.subject)
    }

    /// When it is over.
    #[must_use]
    pub const fn over_at(&self) -> UnixSeconds {
        self.begun.plus(LIFETIME)
    }

    /// Seconds until it is over.
    #[must_use]
    pub const fn seconds_left(&self, now: UnixSeconds) -> i64 {
        LIFETIME - now.since(self.begun)
    }

    /// Seals it for the cookie of its address.
    #[must_use]
    pub fn seal(&self, keys: &Keys, nonce: Nonce) -> String {
        let begun = self.begun.0.to_string();
        let content = RawQuery::new("").followed_by(&[
            (ISSUER, &self.issuer),
            (STATE, &self.state),
            (SUBJECT, &self.subject),
            (TXN, &self.txn),
            (ASK, &self.ask),
            (NETWORK, self.network.name()),
            (BEGUN, &begun),
        ]);
        let bound = self.id().to_string();
        sealed::seal(keys, PURPOSE, nonce, content.as_bytes(), bound.as_bytes())
    }

    /// Opens the cookie that came with the address of this name.
    ///
    /// # Errors
    /// A [`SessionError`].
    pub fn open(
        keys: &Keys,
        id: SessionId,
        text: &str,
        now: UnixSeconds,
    ) -> Result<Self, SessionError> {
        let bound = id.to_string();
        let octets = sealed::open(keys, PURPOSE, text, bound.as_bytes())?;
        let content = std::str::from_utf8(&octets).map_err(|_| SessionError::Malformed)?;
        let session = Self::read(Form::new(content)).ok_or(SessionError::Malformed)?;
        if (0..=LIFETIME).contains(&now.since(session.begun)) {
            Ok(session)
        } else {
            Err(SessionError::Expired)
        }
    }

    fn read(form: Form<'_>) -> Option<Self> {
        let text = |name| Some(form.field(name)?.into_owned());
        Some(Self {
            issuer: text(ISSUER)?,
            state: text(STATE)?,
            subject: text(SUBJECT)?,
            txn: text(TXN)?,
            ask: text(ASK)?,
            network: Network::named(&text(NETWORK)?),
            begun: UnixSeconds(text(BEGUN)?.parse().ok()?),
        })
    }
}

const ISSUER: &str = "i";
const STATE: &str = "s";
const SUBJECT: &str = "u";
const TXN: &str = "t";
const ASK: &str = "a";
const NETWORK: &str = "n";
const BEGUN: &str = "b";

impl std::fmt::Debug for FormSession {
    /// Whose it is, is nobody's business.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("FormSession")
            .field("id", &self.id())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys() -> Keys {
        Keys::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", None).unwrap()
    }

    fn session() -> FormSession {
        FormSession {
            issuer: "login.acme.example".to_owned(),
            state: "hKFo2SA+/=%&".to_owned(),
            subject: "auth0|650f".to_owned(),
            txn: "6kjKq1mmDg2dEJyb8fyZ7A".to_owned(),
            ask: "f=job_title".to_owned(),
            network: Network::Same,
            begun: UnixSeconds(1_000),
        }
    }

    #[test]
    fn a_session_lasts_its_hour() {
        let (keys, session) = (keys(), session());
        let text = session.seal(&keys, [1; 24]);
        let open = |now| FormSession::open(&keys, session.id(), &text, UnixSeconds(now));
        for now in [1_000, 1_000 + LIFETIME] {
            assert_eq!(open(now).as_ref(), Ok(&session));
        }
        for now in [999, 1_001 + LIFETIME, i64::MIN, i64::MAX] {
            assert_eq!(open(now), Err(SessionError::Expired));
        }
        assert_eq!(session.seconds_left(UnixSeconds(1_100)), LIFETIME - 100);
    }

    #[test]
    fn a_session_opens_at_its_own_address_alone() {
        let (keys, session) = (keys(), session());
        let text = session.seal(&keys, [1; 24]);
        let other = SessionId::of("login.acme.example", "another", "auth0|650f");
        assert_eq!(
            FormSession::open(&keys, other, &text, UnixSeconds(1_000)),
            Err(SessionError::Sealed(OpenError::Unauthentic))
        );
    }

    #[test]
    fn nothing_of_it_shows() {
        let shown = format!("{:?}", session());
        assert!(
            !shown.contains("650f") && !shown.contains("hKFo"),
            "{shown}"
        );
    }

    proptest! {
        #[test]
        fn what_was_sealed_is_there_again(state in ".{0,200}", subject in ".{1,80}", ask in ".{0,400}") {
            let keys = keys();
            let session = FormSession { state, subject, ask, ..session() };
            let text = session.seal(&keys, [7; 24]);
            let opened = FormSession::open(&keys, session.id(), &text, UnixSeconds(1_001));
            prop_assert_eq!(opened, Ok(session));
        }

        #[test]
        fn nothing_panics(text in ".{0,200}") {
            let _ = FormSession::open(&keys(), session().id(), &text, UnixSeconds(1_000));
        }
    }
}
