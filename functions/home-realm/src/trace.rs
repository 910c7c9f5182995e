//! How a decision came about, for the log and for whoever asks.

use vestibule_identity::{ClientId, ConnectionName, OrganizationId};
use vestibule_tenant::SignalKind;

use crate::flow::WayIn;
use crate::signals::Considered;

/// What decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Winner {
    /// The request names a connection, an organization or an invitation itself.
    Explicit,
    /// The request forbids pages or cannot be read: `prompt=none`, `request`, `request_uri`.
    Untouchable,
    /// A signal of the request.
    Signal(SignalKind),
    /// What was typed on the identifier page.
    Typed,
    /// What was picked on a page of ours.
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
    /// Sent from a form to the address at which its answer stands.
    SeeOther,
    /// Asked for an email address.
    Asked,
    /// Offered several connections of one organization.
    OfferedConnections,
    /// Offered several organizations.
    OfferedOrganizations,
    /// Told that the request contradicts itself.
    Conflict,
    /// Told that the address leads nowhere.
    NoMatch,
    /// Told a program what it asked for.
    Answered,
    /// Told a browser what a page may ask for.
    Preflight,
    /// Refused: the request makes no sense.
    Refused,
    /// Could not answer.
    Unavailable,
}

/// How a decision came about. Holds nothing that a visitor typed: rules are the configured entries
/// that matched, never what did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// How the login began.
    pub way_in: Option<WayIn>,
    /// The client, when it is a known one.
    pub client: Option<ClientId>,
    /// The signals in the order in which they were weighed.
    pub considered: Vec<Considered>,
    /// What decided.
    pub winner: Option<Winner>,
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
    /// A trace of which only the way in and the end are known.
    #[must_use]
    pub fn by(way_in: WayIn, end: End) -> Self {
        Self {
            way_in: Some(way_in),
            ..Self::ended(end)
        }
    }

    /// A trace of which only the end is known.
    #[must_use]
    pub fn ended(end: End) -> Self {
        Self {
            way_in: None,
            client: None,
            considered: Vec::new(),
            winner: None,
            organization: None,
            connection: None,
            fault: None,
            end,
        }
    }
}

impl Winner {
    /// Its name in the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::Untouchable => "untouchable",
            Self::Signal(signal) => signal.name(),
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
            Self::SeeOther => "see-other",
            Self::Asked => "asked",
            Self::OfferedConnections => "offered-connections",
            Self::OfferedOrganizations => "offered-organizations",
            Self::Conflict => "conflict",
            Self::NoMatch => "no-match",
            Self::Answered => "answered",
            Self::Preflight => "preflight",
            Self::Refused => "refused",
            Self::Unavailable => "unavailable",
        }
    }
}
