//! Invitations to organizations.

use serde::{Deserialize, Serialize};

/// An invitation that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The ticket: what `invitation=` carries.
    pub ticket: String,
    /// The organization.
    pub organization_id: String,
    /// The application that the link leads to.
    pub client_id: String,
    /// The invited address; only that one may accept.
    pub email: String,
    /// Seconds since 1970 after which it is dead.
    pub expires_at: i64,
    /// Whether it was accepted.
    pub used: bool,
    /// The link in the mail: the application's login URI with `invitation`, `organization` and
    /// `organization_name`.
    pub invitation_url: String,
}
