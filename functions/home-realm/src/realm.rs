//! Where a login can belong.

use vestibule_identity::OrganizationId;
use vestibule_tenant::{Brand, Connection, Organization};

/// An organization, a connection, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Realm<'a> {
    /// The organization.
    pub organization: Option<Customer<'a>>,
    /// The connection; `None` leaves the choice to Universal Login.
    pub connection: Option<Connection<'a>>,
}

/// What a decision and its pages need to know about an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer<'a> {
    /// Its id.
    pub id: OrganizationId,
    /// What people call it.
    pub display_name: &'a str,
    /// Its brand; `None` means the tenant's.
    pub brand: Option<Brand<'a>>,
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

impl<'a> Customer<'a> {
    pub(crate) fn of(organization: &Organization<'a>) -> Self {
        Self {
            id: organization.id().clone(),
            display_name: organization.display_name(),
            brand: organization.brand(),
        }
    }
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
            .map(|customer| customer.display_name)
            .or_else(|| {
                self.connection
                    .as_ref()
                    .map(|connection| connection.display_name)
            })
    }

    /// The brand of pages about it; `None` means the tenant's.
    #[must_use]
    pub fn brand(&self) -> Option<Brand<'a>> {
        self.organization
            .as_ref()
            .and_then(|customer| customer.brand)
    }
}
