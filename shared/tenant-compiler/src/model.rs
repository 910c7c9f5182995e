//! What a checked tenant file says: every identifier parsed, every reference followed.

use std::collections::BTreeMap;

use vestibule_identity::{ClientId, ConnectionName, Domain, OrganizationId};

pub(crate) use crate::file::{Mode, OrganizationRequireBehavior, OrganizationUsage};

#[derive(Debug)]
pub(crate) struct Tenant {
    pub(crate) name: String,
    pub(crate) stage: String,
    pub(crate) mode: Mode,
    pub(crate) dangerous_loopback: bool,
    pub(crate) canonical_origin: String,
    /// Those of the tenant, the one to which logins are sent first.
    pub(crate) login_origins: Vec<String>,
    pub(crate) edge_origins: Vec<String>,
    pub(crate) brand: Brand,
    pub(crate) fallback: Fallback,
    pub(crate) clients: BTreeMap<ClientId, Client>,
    pub(crate) organizations: BTreeMap<OrganizationId, Organization>,
    pub(crate) domains: BTreeMap<Domain, DomainEntry>,
}

#[derive(Clone, Debug)]
pub(crate) struct Brand {
    pub(crate) name: String,
    /// On light and on dark pages.
    pub(crate) accent: Option<[[u8; 3]; 2]>,
}

#[derive(Clone, Debug)]
pub(crate) enum Fallback {
    UniversalLogin,
    Connection(Connection),
    Page,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Connection {
    pub(crate) name: ConnectionName,
    pub(crate) strategy: String,
    pub(crate) display_name: String,
}

#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) name: String,
    pub(crate) login_url: Option<String>,
    pub(crate) callback_urls: Vec<String>,
    pub(crate) return_urls: Vec<String>,
    pub(crate) organization_usage: OrganizationUsage,
    pub(crate) require_behavior: OrganizationRequireBehavior,
    /// `None`: all.
    pub(crate) connections: Option<Vec<ConnectionName>>,
}

#[derive(Debug)]
pub(crate) struct Organization {
    pub(crate) name: String,
    pub(crate) display_name: String,
    /// `None`: the tenant's.
    pub(crate) brand: Option<Brand>,
    pub(crate) connections: Vec<Connection>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DomainEntry {
    pub(crate) subdomains: bool,
    /// At least one.
    pub(crate) targets: Vec<Target>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Consumer,
    Organization {
        id: OrganizationId,
        /// Those that are for the domain; none: all.
        connections: Vec<ConnectionName>,
    },
    Connection(Connection),
}
