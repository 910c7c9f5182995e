//! Where a login can belong.

use vestibule_identity::OrganizationId;
use vestibule_tenant::{Brand, Connection, Organization};

/// An organization, a connection, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Realm<'a> {
    /// The organization.
    pub(crate) organization: Option<Customer<'a>>,
    /// The connection.
    pub(crate) connection: Option<Connection<'a>>,
}

/// What a decision and its pages need to know about an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Customer<'a> {
    /// Its id.
    pub(crate) id: OrganizationId,
    /// What people call it.
    pub(crate) display_name: &'a str,
    /// Its brand; `None` means the tenant's.
    pub(crate) brand: Option<Brand<'a>>,
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

impl<'a> Realm<'a> {
    /// The id of the organization.
    pub(crate) fn organization_id(&self) -> Option<&OrganizationId> {
        self.organization.as_ref().map(|customer| &customer.id)
    }

    /// What people call it: the organization, or the connection.
    pub(crate) fn display_name(&self) -> Option<&'a str> {
        let connection = || {
            self.connection
                .as_ref()
                .map(|connection| connection.display_name)
        };
        self.organization
            .as_ref()
            .map(|customer| customer.display_name)
            .or_else(connection)
    }

    /// The brand of pages about it; `None` means the tenant's.
    pub(crate) fn brand(&self) -> Option<Brand<'a>> {
        self.organization
            .as_ref()
            .and_then(|customer| customer.brand)
    }
}
