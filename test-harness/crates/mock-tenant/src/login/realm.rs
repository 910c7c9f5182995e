//! Home realm discovery inside Universal Login: which connection an address belongs to.

use crate::config::{ConnectionConfig, OrganizationRequireBehavior, OrganizationUsage};
use crate::state::TenantState;
use crate::transaction::Transaction;

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Realm {
    /// To an identity provider.
    Enterprise(String),
    /// To the password page of a database.
    Database(String),
    /// Nowhere.
    Unknown,
}

/// The connections that a login may use.
///
/// With an organization: those that the organization and the application share. With "Prompt for
/// Credentials": the application's, and every enterprise connection of any organization.
pub(super) fn candidates<'a>(
    state: &'a TenantState,
    transaction: &Transaction,
) -> Vec<&'a ConnectionConfig> {
    let config = &state.config;
    let organization = transaction
        .organization
        .as_deref()
        .and_then(|id| config.organization(id));
    let every_organization = prompts_for_credentials(transaction);
    config
        .connections
        .iter()
        .filter(|connection| {
            if let Some(wanted) = &transaction.request.connection {
                return *wanted == connection.name;
            }
            let for_client = transaction.client.connections.contains(&connection.name);
            if let Some(organization) = organization {
                for_client && organization.connection(&connection.name).is_some()
            } else {
                let for_some = || {
                    config
                        .organizations
                        .iter()
                        .any(|organization| organization.connection(&connection.name).is_some())
                };
                for_client || every_organization && !connection.is_database() && for_some()
            }
        })
        .collect()
}

/// Where the address leads: to the enterprise connection that has its domain, exactly; else to the
/// one database there is.
pub(super) fn find(state: &TenantState, transaction: &Transaction, identifier: &str) -> Realm {
    let candidates = candidates(state, transaction);
    let domain = identifier
        .rsplit_once('@')
        .map(|(_, domain)| domain.to_lowercase());
    let enterprise = domain.as_deref().and_then(|domain| {
        candidates
            .iter()
            .find(|connection| connection.routes(domain))
    });
    if let Some(connection) = enterprise {
        return Realm::Enterprise(connection.name.clone());
    }
    match only_database(state, transaction, &candidates) {
        Some(name) => Realm::Database(name),
        None => Realm::Unknown,
    }
}

/// The database that a login uses, or would use.
pub(crate) fn database(state: &TenantState, transaction: &Transaction) -> Option<String> {
    let candidates = candidates(state, transaction);
    let chosen = candidates.iter().find(|connection| {
        connection.is_database() && transaction.connection.as_ref() == Some(&connection.name)
    });
    match chosen {
        Some(connection) => Some(connection.name.clone()),
        None => only_database(state, transaction, &candidates),
    }
}

/// The one database there is, or the tenant's default among several.
fn only_database(
    state: &TenantState,
    transaction: &Transaction,
    candidates: &[&ConnectionConfig],
) -> Option<String> {
    let default = state.config.tenant.default_directory.as_ref();
    if let Some(default) = default.filter(|_| prompts_for_credentials(transaction)) {
        return Some(default.clone());
    }
    let databases: Vec<_> = candidates
        .iter()
        .filter(|connection| connection.is_database())
        .collect();
    match databases.as_slice() {
        [only] => Some(only.name.clone()),
        several => several
            .iter()
            .find(|connection| Some(&connection.name) == default)
            .map(|connection| connection.name.clone()),
    }
}

fn prompts_for_credentials(transaction: &Transaction) -> bool {
    transaction.organization.is_none()
        && transaction.client.organization_usage != OrganizationUsage::Deny
        && transaction.client.organization_require_behavior
            == OrganizationRequireBehavior::PostLoginPrompt
}
