//! How a step ended, for the log.

use vestibule_identity::{ClientId, OrganizationId};

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A token became a session.
    Begun,
    /// A form was shown.
    Shown,
    /// The browser came from another network, and its user was asked whether it is them.
    AskedWho,
    /// They said that it is.
    Confirmed,
    /// Something typed does not do, and the form was shown again.
    Again,
    /// The answers go back to the tenant.
    Answered,
    /// The user goes back without answers.
    Skipped,
    /// The answers could not be claimed; the user goes back without, or is asked to try again.
    Unavailable,
    /// The session was answered before, in another way.
    Spent,
    /// There is no token, or none that is believed.
    BadToken,
    /// There is no session, or it is over.
    NoSession,
    /// The form came from elsewhere.
    Foreign,
    /// The request is of another method.
    Refused,
    /// The public keys of receipts were handed out.
    Keys,
}

/// How a step ended. Holds nothing that was typed, and nothing of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// How it ended.
    pub end: End,
    /// Why a token or a session was refused, or a consent could not be recorded.
    pub why: Option<String>,
    /// The session's name.
    pub session: Option<String>,
    /// The client, when it is a known one.
    pub client: Option<ClientId>,
    /// The organization whose brand the page bears.
    pub organization: Option<OrganizationId>,
    /// The names of the fields that were asked for.
    pub fields: Vec<String>,
}

impl Trace {
    /// A trace of which only the end is known.
    #[must_use]
    pub const fn ended(end: End) -> Self {
        Self {
            end,
            why: None,
            session: None,
            client: None,
            organization: None,
            fields: Vec::new(),
        }
    }
}

impl End {
    /// Its name in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Shown => "shown",
            Self::AskedWho => "asked-who",
            Self::Confirmed => "confirmed",
            Self::Again => "again",
            Self::Answered => "answered",
            Self::Skipped => "skipped",
            Self::Unavailable => "unavailable",
            Self::Spent => "spent",
            Self::BadToken => "bad-token",
            Self::NoSession => "no-session",
            Self::Foreign => "foreign",
            Self::Refused => "refused",
            Self::Keys => "keys",
        }
    }
}
