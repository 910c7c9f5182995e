//! Connections that nobody can reach.

use std::collections::HashSet;

use vestibule_identity::ConnectionName;

use crate::code::Code;
use crate::file::{ConnectionStatus, TenantFile};
use crate::model::{Fallback, Target, Tenant};
use crate::report::Report;

pub(super) fn lint(file: &TenantFile, tenant: &Tenant, report: &mut Report<'_>) {
    let used = used(tenant);
    let clients_have_all = tenant.clients.is_empty()
        || tenant
            .clients
            .values()
            .any(|client| client.connections.is_none());
    let enabled: HashSet<&str> = tenant
        .clients
        .values()
        .filter_map(|client| client.connections.as_ref())
        .flatten()
        .map(ConnectionName::as_str)
        .collect();
    for (index, connection) in file.connections.iter().enumerate() {
        let name = connection.name.as_str();
        if !connection.enabled || connection.status == ConnectionStatus::Pending {
            continue;
        }
        let problem = if !used.contains(name) {
            "no organization uses it, nor the fallback, a default realm or a domain of its own"
        } else if !clients_have_all && !enabled.contains(name) {
            "it is enabled for no client"
        } else {
            continue;
        };
        report.add(
            format!("connections[{index}].name"),
            Code::UnreachableConnection,
            format!("nobody can be sent to `{name}`: {problem}"),
            "add it to the `connections` of an organization and of a client, or write `enabled = false`",
        );
    }
}

/// The connections that something leads to.
fn used(tenant: &Tenant) -> HashSet<&str> {
    let of_organizations = tenant
        .organizations
        .values()
        .flat_map(|organization| &organization.connections);
    let of_domains = tenant
        .domains
        .values()
        .flat_map(|entry| &entry.targets)
        .filter_map(|(target, _)| match target {
            Target::Connection(connection) => Some(connection),
            _ => None,
        });
    let of_clients = tenant
        .clients
        .values()
        .filter_map(|client| client.default_realm.as_ref()?.connection.as_ref());
    let fallback = match &tenant.home_realm.fallback {
        Fallback::Connection(connection) => Some(connection),
        Fallback::UniversalLogin | Fallback::Page => None,
    };
    of_organizations
        .chain(of_domains)
        .chain(of_clients)
        .chain(fallback)
        .map(|connection| connection.name.as_str())
        .collect()
}
