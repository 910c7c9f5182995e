//! What the tenant answers when it refuses.

use crate::rule::Rule;

/// An OAuth error: the code and description that go over the wire, and the rule behind it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {description}")]
pub(crate) struct OAuthError {
    /// The OAuth error code.
    pub(crate) code: &'static str,
    /// The text for people, as Auth0 words it where known.
    pub(crate) description: String,
    /// HTTP status when the error is answered as JSON.
    pub(crate) status: u16,
    /// The rule that refused, for the log; `None` where no rule can be switched off.
    pub(crate) rule: Option<Rule>,
}

impl OAuthError {
    pub(crate) fn new(code: &'static str, description: impl Into<String>) -> Self {
        Self {
            code,
            description: description.into(),
            status: 400,
            rule: None,
        }
    }

    pub(crate) fn invalid_request(description: impl Into<String>) -> Self {
        Self::new("invalid_request", description)
    }

    pub(crate) fn access_denied(description: impl Into<String>) -> Self {
        Self::new("access_denied", description)
    }

    pub(crate) fn invalid_grant(description: impl Into<String>) -> Self {
        // Real tenants answer 403 here, whatever the published examples say.
        Self::new("invalid_grant", description).with_status(403)
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}
