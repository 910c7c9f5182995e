//! Entries that others cover.

use std::collections::HashMap;

use vestibule_identity::{Domain, EmailAddress, OrganizationId};

use crate::code::Code;
use crate::file::{Organization, OrganizationDomain, TenantFile};
use crate::model::{DomainEntry, Target, Tenant};
use crate::report::Report;

/// Entries that also answer for the domains under them.
type Covering<'a> = HashMap<&'a str, &'a DomainEntry>;

pub(super) fn lint(file: &TenantFile, tenant: &Tenant, report: &mut Report<'_>) {
    let covering: Covering<'_> = tenant
        .domains
        .iter()
        .filter(|(_, entry)| entry.targets.iter().any(|(_, covers)| *covers))
        .map(|(domain, entry)| (domain.as_str(), entry))
        .collect();
    for (index, organization) in file.organizations.iter().enumerate() {
        let Ok(id) = OrganizationId::parse(&organization.id) else {
            continue;
        };
        if !organization.enabled {
            continue;
        }
        if !covering.is_empty() {
            for (place, listed) in organization.domains.iter().enumerate() {
                let field = || format!("organizations[{index}].domains[{place}].name");
                domain(field, listed, &id, &covering, tenant, report);
            }
        }
        addresses(index, organization, tenant, report);
    }
}

fn domain(
    field: impl Fn() -> String,
    listed: &OrganizationDomain,
    id: &OrganizationId,
    covering: &Covering<'_>,
    tenant: &Tenant,
    report: &mut Report<'_>,
) {
    let Ok(domain) = Domain::parse(&listed.name) else {
        return;
    };
    let above = domain
        .parents()
        .find_map(|parent| Some((parent, *covering.get(parent)?)));
    let Some((parent, above)) = above else {
        return;
    };
    let own = tenant
        .domains
        .get(&domain)
        .and_then(|entry| entry.targets.iter().find(|(target, _)| is_of(target, id)));
    let covers = |target: &Target| {
        above
            .targets
            .iter()
            .any(|(other, covers)| *covers && other == target)
    };
    let of_same = above
        .targets
        .iter()
        .any(|(target, covers)| *covers && is_of(target, id));
    match own {
        Some((target, _)) if of_same && above.targets.len() == 1 && covers(target) => report.add(
            field(),
            Code::RedundantDomain,
            format!("`{parent}` of the same organization covers it and leads to the same place"),
            "remove it, or give it `connections` of its own",
        ),
        // It has all that is under it for itself.
        Some((_, true)) => {}
        own if !of_same => {
            let what = if own.is_some() {
                "what is under it goes"
            } else {
                "its people go"
            };
            report.add(
                field(),
                Code::ShadowedDomain,
                format!("`{parent}` of another organization covers it with its subdomains, so {what} there"),
                "write `subdomains = true` here if all under it is this organization's, or take it from the other",
            );
        }
        _ => {}
    }
}

fn is_of(target: &Target, organization: &OrganizationId) -> bool {
    matches!(target, Target::Organization { id, .. } if id == organization)
}

/// Addresses that lead where their domain leads.
fn addresses(index: usize, organization: &Organization, tenant: &Tenant, report: &mut Report<'_>) {
    for (place, listed) in organization.addresses.iter().enumerate() {
        let Ok(address) = EmailAddress::parse(&listed.address) else {
            continue;
        };
        let Some(domain) = tenant.domains.get(address.domain()) else {
            continue;
        };
        let key = vestibule_tenant::layout::AddressKey::of(&address);
        let own = std::str::from_utf8(key.as_bytes())
            .ok()
            .and_then(|key| tenant.addresses.get(key));
        let same = own.is_some_and(|own| {
            let targets = |entry: &'_ DomainEntry| -> Vec<Target> {
                entry
                    .targets
                    .iter()
                    .map(|(target, _)| target.clone())
                    .collect()
            };
            targets(own) == targets(domain)
        });
        if same {
            report.add(
                format!("organizations[{index}].addresses[{place}]"),
                Code::RedundantAddress,
                "its domain leads to the same place",
                "remove it, or name the connection that this address is for",
            );
        }
    }
}
