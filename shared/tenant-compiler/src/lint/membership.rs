//! Whether people who sign in become members of their organization, which Auth0 does and Vestibule cannot.

use std::collections::{BTreeMap, BTreeSet};

use vestibule_identity::OrganizationId;

use super::enterprise::is_enterprise;
use crate::code::Code;
use crate::file::{OrganizationRequireBehavior, OrganizationUsage, TenantFile};
use crate::model::{Client, Target, Tenant};
use crate::report::Report;

pub(super) fn lint(file: &TenantFile, tenant: &Tenant, report: &mut Report<'_>) {
    if tenant.clients.values().any(prompts_after_login) {
        ambiguous(file, report);
    }
    closed(file, tenant, report);
}

/// Whether people sign in first and are asked for their organization then: Auth0's *Prompt for Credentials*.
fn prompts_after_login(client: &Client) -> bool {
    client.organization_usage != OrganizationUsage::Deny
        && client.require_behavior == OrganizationRequireBehavior::PostLoginPrompt
}

/// There Auth0 makes somebody a member of the organization that has the connection, if it is exactly one.
fn ambiguous(file: &TenantFile, report: &mut Report<'_>) {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for (index, organization) in file.organizations.iter().enumerate() {
        if !organization.enabled {
            continue;
        }
        for (place, way) in organization.connections.iter().enumerate() {
            if way.assign_membership_on_login != Some(true) {
                continue;
            }
            if let Some(other) = first.get(way.name.as_str()) {
                report.add(
                    format!(
                        "organizations[{index}].connections[{place}].assign_membership_on_login"
                    ),
                    Code::AmbiguousMembership,
                    format!(
                        "`{other}` has `{}` with this as well, so Auth0 makes nobody a member of either who signs in before \
                         an organization is known",
                        way.name
                    ),
                    "give each organization a connection of its own, or switch it off for all but one, here and in Auth0",
                );
            } else {
                first.insert(&way.name, &organization.name);
            }
        }
    }
}

/// People whom home realm leads to an organization through a connection that makes no members of them.
fn closed(file: &TenantFile, tenant: &Tenant, report: &mut Report<'_>) {
    let strategies: BTreeMap<&str, &str> = file
        .connections
        .iter()
        .map(|connection| (connection.name.as_str(), connection.strategy.as_str()))
        .collect();
    let led = led(tenant);
    for (index, organization) in file.organizations.iter().enumerate() {
        let is_led = OrganizationId::parse(&organization.id).is_ok_and(|id| led.contains(&id));
        if !is_led || !organization.enabled {
            continue;
        }
        for (place, way) in organization.connections.iter().enumerate() {
            let strategy = strategies.get(way.name.as_str());
            if way.assign_membership_on_login == Some(false)
                && strategy.is_some_and(|strategy| is_enterprise(strategy))
            {
                report.add(
                    format!(
                        "organizations[{index}].connections[{place}].assign_membership_on_login"
                    ),
                    Code::NoMembership,
                    format!(
                        "people are led to `{}` by what is known of them, and Auth0 lets nobody in through `{}` who is not a \
                         member yet",
                        organization.name, way.name
                    ),
                    "switch it on here and in Auth0, unless every one of them is invited or made a member by other means",
                );
            }
        }
    }
}

/// The organizations that something leads to besides people's own choice.
fn led(tenant: &Tenant) -> BTreeSet<&OrganizationId> {
    let entries = tenant.domains.values().chain(tenant.addresses.values());
    let owners = entries
        .flat_map(|entry| &entry.targets)
        .filter_map(|(target, _)| match target {
            Target::Organization { id, .. } => Some(id),
            _ => None,
        });
    let networks = tenant.networks.values().map(|target| &target.organization);
    owners
        .chain(networks)
        .chain(tenant.hosts.values())
        .collect()
}
