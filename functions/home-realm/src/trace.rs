//! How a decision came about, for the log.

use vestibule_identity::{ClientId, ConnectionName, OrganizationId};

use crate::flow::WayIn;

/// Something that can say where a login belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The request names a connection, an organization or an invitation itself.
    Explicit,
    /// The request forbids pages or cannot be read: `prompt=none`, `request`, `request_uri`.
    Untouchable,
    /// The domain of `login_hint`.
    LoginHint,
    /// The domain of what was typed on the identifier page.
    Typed,
    /// A connection chosen on the chooser.
    Chosen,
    /// Nothing else said anything: the tenant's fallback.
    Fallback,
}

/// How the request was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Sent on, with what was decided.
    SentOn,
    /// Sent on as it came.
    PassedOn,
    /// Asked for an email address.
    Asked,
    /// Offered several connections.
    OfferedChoice,
    /// Told that the address leads nowhere.
    NoMatch,
    /// Refused: the request makes no sense.
    Refused,
    /// Could not answer.
    Unavailable,
}

/// How a decision came about. Holds nothing that a visitor typed: the domain is the configured one
/// that matched, never one that did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// How the login began.
    pub way_in: Option<WayIn>,
    /// The client, when it is a known one.
    pub client: Option<ClientId>,
    /// What decided.
    pub winner: Option<Signal>,
    /// The entry of the domain table that matched.
    pub domain: Option<String>,
    /// The organization that was decided for.
    pub organization: Option<OrganizationId>,
    /// The connection that was decided for.
    pub connection: Option<ConnectionName>,
    /// Why the snapshot could not be read, if it could not.
    pub fault: Option<String>,
    /// How it ended.
    pub end: End,
}

impl Trace {
    /// A trace of which only the end is known.
    #[must_use]
    pub fn ended(end: End) -> Self {
        Self {
            way_in: None,
            client: None,
            winner: None,
            domain: None,
            organization: None,
            connection: None,
            fault: None,
            end,
        }
    }
}

impl Signal {
    /// Its name in the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::Untouchable => "untouchable",
            Self::LoginHint => "login_hint",
            Self::Typed => "typed",
            Self::Chosen => "chosen",
            Self::Fallback => "fallback",
        }
    }
}

impl End {
    /// Its name in the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SentOn => "sent-on",
            Self::PassedOn => "passed-on",
            Self::Asked => "asked",
            Self::OfferedChoice => "offered-choice",
            Self::NoMatch => "no-match",
            Self::Refused => "refused",
            Self::Unavailable => "unavailable",
        }
    }
}
