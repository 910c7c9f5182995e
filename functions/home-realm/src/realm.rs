//! Where a login can belong.

use vestibule_identity::OrganizationId;
use vestibule_tenant::Connection;

/// An organization, a connection, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Realm<'a> {
    /// The organization and its display name.
    pub organization: Option<(OrganizationId, &'a str)>,
    /// The connection; `None` leaves the choice to Universal Login.
    pub connection: Option<Connection<'a>>,
}

/// Where an identifier leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// To exactly one realm, found by this entry of the domain table (none for the fallback).
    One(Realm<'a>, Option<&'a str>),
    /// To one of several; the visitor chooses. Never fewer than two.
    Several(Vec<Realm<'a>>, &'a str),
    /// To Universal Login, undecided.
    UniversalLogin,
    /// Nowhere.
    Nowhere,
}

impl Place<'_> {
    /// Whether an entry of the domain table led there.
    #[must_use]
    pub fn is_by_domain(&self) -> bool {
        matches!(self, Self::One(_, Some(_)) | Self::Several(..))
    }
}

impl<'a> Realm<'a> {
    /// What people call it: the organization, or the connection.
    #[must_use]
    pub fn display_name(&self) -> Option<&'a str> {
        self.organization
            .as_ref()
            .map(|(_, name)| *name)
            .or_else(|| {
                self.connection
                    .as_ref()
                    .map(|connection| connection.display_name)
            })
    }
}
