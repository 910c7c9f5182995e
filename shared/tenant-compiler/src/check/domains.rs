//! Which domain leads where: domains of organizations, of connections outside organizations, and of consumers.

use std::collections::{BTreeMap, BTreeSet};

use vestibule_identity::{ConnectionName, Domain, OrganizationId};

use super::connections::Connections;
use super::report::Report;
use crate::file::{self, TenantFile};
use crate::model::{DomainEntry, Target};

/// Entries with the field in which each stands, for the message when it is claimed twice.
type Claims = BTreeMap<Domain, (String, DomainEntry)>;

pub(super) fn check(
    file: &TenantFile,
    connections: &Connections,
    report: &mut Report,
) -> BTreeMap<Domain, DomainEntry> {
    let mut claims = Claims::new();
    for (index, organization) in file.organizations.iter().enumerate() {
        of_organization(index, organization, connections, &mut claims, report);
    }
    of_connections(file, connections, &mut claims, report);
    for (index, name) in file.home_realm.consumer_domains.iter().enumerate() {
        let field = format!("home_realm.consumer_domains[{index}]");
        if let Some(domain) = report.domain(&field, name) {
            let entry = DomainEntry {
                subdomains: false,
                targets: vec![Target::Consumer],
            };
            claim(field, domain, entry, &mut claims, report);
        }
    }
    claims
        .into_iter()
        .map(|(domain, (_, entry))| (domain, entry))
        .collect()
}

fn of_organization(
    index: usize,
    organization: &file::Organization,
    connections: &Connections,
    claims: &mut Claims,
    report: &mut Report,
) {
    for (place, listed) in organization.domains.iter().enumerate() {
        let field = format!("organizations[{index}].domains[{place}]");
        let Some(domain) = report.domain(format_args!("{field}.name"), &listed.name) else {
            continue;
        };
        if !listed.verified {
            report.warning(
                field,
                "unverified-domain",
                format!(
                    "`{}` is not verified, so nobody is sent to `{}` for it",
                    listed.name, organization.name
                ),
                "set `verified = true` once the organization has proved that the domain is its own",
            );
            continue;
        }
        // An invalid id was reported with the organization.
        let Ok(id) = OrganizationId::parse(&organization.id) else {
            continue;
        };
        let matching = connections_for(&domain, organization, connections);
        let target = Target::Organization {
            id,
            connections: matching,
        };
        let entry = DomainEntry {
            subdomains: listed.subdomains,
            targets: vec![target],
        };
        claim(format!("{field}.name"), domain, entry, claims, report);
    }
}

/// Those of an organization's connections whose aliases name the domain.
fn connections_for(
    domain: &Domain,
    organization: &file::Organization,
    connections: &Connections,
) -> Vec<ConnectionName> {
    organization
        .connections
        .iter()
        .filter_map(|way| ConnectionName::parse(&way.name).ok())
        .filter(|name| {
            connections.get(name).is_some_and(|connection| {
                connection.aliases.iter().any(|(_, alias)| alias == domain)
            })
        })
        .collect()
}

/// A connection that no organization uses is reached by its own domains. Those of the others only choose among the
/// connections of an organization, so one that is no domain of such an organization does nothing.
fn of_connections(
    file: &TenantFile,
    connections: &Connections,
    claims: &mut Claims,
    report: &mut Report,
) {
    let used: BTreeSet<&str> = file
        .organizations
        .iter()
        .flat_map(|organization| &organization.connections)
        .map(|way| way.name.as_str())
        .collect();
    for (name, checked) in connections {
        for (place, alias) in &checked.aliases {
            let field = format!("connections[{}].domain_aliases[{place}]", checked.index);
            if !used.contains(name.as_str()) {
                let target = Target::Connection(checked.connection.clone());
                let entry = DomainEntry {
                    subdomains: false,
                    targets: vec![target],
                };
                claim(field, alias.clone(), entry, claims, report);
            } else if !leads_to(alias, name, claims) {
                report.warning(
                    field,
                    "idle-domain-alias",
                    format!("`{alias}` is not a domain of an organization that uses `{name}`, so it does nothing"),
                    "add it to the domains of that organization, verified, or remove it",
                );
            }
        }
    }
}

fn leads_to(domain: &Domain, connection: &ConnectionName, claims: &Claims) -> bool {
    claims.get(domain).is_some_and(|(_, entry)| {
        entry.targets.iter().any(|target| {
            matches!(target, Target::Organization { connections, .. } if connections.contains(connection))
        })
    })
}

/// Enters a domain, unless it is taken: two owners would mean that the first one in the file wins by accident.
fn claim(
    field: String,
    domain: Domain,
    entry: DomainEntry,
    claims: &mut Claims,
    report: &mut Report,
) {
    if let Some((other, _)) = claims.get(&domain) {
        report.error(
            field,
            "duplicate-domain",
            format!("`{domain}` is already taken by {other}"),
            "a domain leads to one place: remove one of the two",
        );
        return;
    }
    claims.insert(domain, (field, entry));
}
