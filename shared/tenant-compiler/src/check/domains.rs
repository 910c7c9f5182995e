//! Which domain leads where: domains of organizations, of connections outside organizations, and of consumers.

use std::collections::{BTreeMap, BTreeSet};

use vestibule_identity::{ConnectionName, Domain};

use super::claims::Claims;
use super::connections::Connections;
use super::offer::{Offer, Ways};
use crate::code::Code;
use crate::file::{self, TenantFile};
use crate::model::{DomainEntry, Target};
use crate::report::Report;

pub(super) fn check(
    file: &TenantFile,
    connections: &Connections,
    report: &mut Report<'_>,
) -> BTreeMap<Domain, DomainEntry> {
    let mut claims = Claims::new("domain", file);
    // Domains that would be somebody's if the organization, or a connection of it, were in use; with whether those under them
    // would be, too, where it is the organization that is switched off.
    let mut resting = BTreeMap::new();
    for (index, organization) in file.organizations.iter().enumerate() {
        of_organization(
            index,
            organization,
            connections,
            &mut claims,
            &mut resting,
            report,
        );
    }
    of_connections(file, connections, &mut claims, &resting, report);
    for (index, name) in file.home_realm.consumer_domains.iter().enumerate() {
        let field = format!("home_realm.consumer_domains[{index}]");
        if let Some(domain) = report.domain(&field, name) {
            claims.add(field, domain, Target::Consumer, false, report);
        }
    }
    // Last, so that nobody is told that such a domain is taken. Switching an organization off must not send its people to
    // another one, which has the domain above; one that is still being set up makes no difference yet.
    for (domain, kept) in resting {
        // Where nobody has it there is nothing to hide, and no need that the name of the domain leaves this machine.
        let covers = |above: &str| {
            let above = Domain::parse(above).ok();
            above.is_some_and(|above| claims.targets(&above).iter().any(|(_, covers)| *covers))
        };
        let is_covered = domain.parents().any(covers);
        if let Some(subdomains) = kept.filter(|_| is_covered) {
            claims.keep(domain, subdomains);
        }
    }
    claims.finish()
}

fn of_organization(
    index: usize,
    organization: &file::Organization,
    connections: &Connections,
    claims: &mut Claims<Domain>,
    resting: &mut BTreeMap<Domain, Option<bool>>,
    report: &mut Report<'_>,
) {
    let offer = Offer::of(organization, connections);
    for (place, listed) in organization.domains.iter().enumerate() {
        let field = format!("organizations[{index}].domains[{place}]");
        let Some(domain) = report.domain(format_args!("{field}.name"), &listed.name) else {
            continue;
        };
        let ways = match &listed.connections {
            Some(names) => offer.named(&format!("{field}.connections"), names, report),
            None => offer.aliased(&domain, connections),
        };
        if !listed.verified {
            report.add(
                field,
                Code::UnverifiedDomain,
                format!(
                    "`{}` is not verified, so nobody is sent to `{}` for it",
                    listed.name, organization.name
                ),
                "set `verified = true` once the organization has proved that the domain is its own",
            );
            continue;
        }
        // An invalid id was reported with the organization.
        let (Some(id), Ways::These(connections)) = (offer.id(), ways) else {
            let kept = resting.entry(domain).or_insert(None);
            if !organization.enabled {
                *kept = Some(listed.subdomains || *kept == Some(true));
            }
            continue;
        };
        let target = Target::Organization { id, connections };
        claims.add(
            format!("{field}.name"),
            domain,
            target,
            listed.subdomains,
            report,
        );
    }
}

/// A connection that no organization uses is reached by its own domains. Those of the others only choose among the
/// connections of an organization, so one that is no domain of such an organization does nothing.
fn of_connections(
    file: &TenantFile,
    connections: &Connections,
    claims: &mut Claims<Domain>,
    resting: &BTreeMap<Domain, Option<bool>>,
    report: &mut Report<'_>,
) {
    // Organizations that are not in use count: switching one off must not send its people elsewhere.
    let used: BTreeSet<&str> = file
        .organizations
        .iter()
        .flat_map(|organization| &organization.connections)
        .map(|way| way.name.as_str())
        .collect();
    for (name, checked) in connections {
        for (place, alias) in &checked.aliases {
            let field = format!("connections[{}].domain_aliases[{place}]", checked.index);
            if !checked.available {
                continue;
            }
            if !used.contains(name.as_str()) {
                let target = Target::Connection(checked.connection.clone());
                claims.add(field, alias.clone(), target, false, report);
            } else if !leads_to(alias, name, claims) && !resting.contains_key(alias) {
                report.add(
                    field,
                    Code::IdleDomainAlias,
                    format!("`{alias}` is not a domain of an organization that uses `{name}`, so it does nothing"),
                    "add it to the domains of that organization, verified, or remove it",
                );
            }
        }
    }
}

fn leads_to(domain: &Domain, connection: &ConnectionName, claims: &Claims<Domain>) -> bool {
    claims.targets(domain).iter().any(|(target, _)| {
        matches!(target, Target::Organization { connections, .. } if connections.contains(connection))
    })
}
