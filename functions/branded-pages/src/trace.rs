//! Which page was shown and why, for the log.

use vestibule_identity::{ClientId, OrganizationId};
use vestibule_pages::Topic;

/// How a request was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The error page was shown.
    Error,
    /// A notice was shown.
    Notice,
    /// There is no notice of that kind.
    NotFound,
    /// Somebody was asked what to sign out of.
    Asked,
    /// Somebody was sent to where sessions end.
    SignedOut,
    /// The request is of another method, or makes no sense.
    Refused,
}

/// Which page was shown and why. Holds what is configured or in the catalogue, and of the query the tracking id alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// How it ended.
    pub end: End,
    /// What the page is about.
    pub topic: Option<Topic>,
    /// The client, when it is a known one.
    pub client: Option<ClientId>,
    /// The organization whose brand the page bears.
    pub organization: Option<OrganizationId>,
    /// Whether somebody signs out of the identity provider as well.
    pub federated: bool,
    /// The tenant's rule that denied, when the code is that of one.
    pub rule: Option<String>,
    /// The id under which the tenant's log knows what happened.
    pub tracking: Option<String>,
}

impl Trace {
    /// A trace of which only the end is known.
    #[must_use]
    pub const fn ended(end: End) -> Self {
        Self {
            end,
            topic: None,
            client: None,
            organization: None,
            federated: false,
            rule: None,
            tracking: None,
        }
    }
}

impl End {
    /// Its name in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Notice => "notice",
            Self::NotFound => "not-found",
            Self::Asked => "asked",
            Self::SignedOut => "signed-out",
            Self::Refused => "refused",
        }
    }
}
