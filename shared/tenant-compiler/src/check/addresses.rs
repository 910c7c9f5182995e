//! Single addresses, vanity hosts and networks of organizations.

use std::collections::BTreeMap;

use vestibule_identity::{Domain, EmailAddress, OrganizationId};
use vestibule_tenant::layout::AddressKey;

use super::claims::Claims;
use super::connections::Connections;
use super::offer::{Offer, Ways};
use crate::code::Code;
use crate::file::TenantFile;
use crate::model::{DomainEntry, Target};
use crate::report::Report;

/// Where single addresses lead, by key.
pub(super) fn check(
    file: &TenantFile,
    connections: &Connections,
    report: &mut Report<'_>,
) -> BTreeMap<String, DomainEntry> {
    let mut claims = Claims::new("address", file);
    for (index, organization) in file.organizations.iter().enumerate() {
        if organization.addresses.is_empty() {
            continue;
        }
        let offer = Offer::of(organization, connections);
        for (place, listed) in organization.addresses.iter().enumerate() {
            let field = format!("organizations[{index}].addresses[{place}]");
            let ways = offer.chosen(
                &format!("{field}.connection"),
                listed.connection.as_ref(),
                report,
            );
            let address = match EmailAddress::parse(&listed.address) {
                Ok(address) => address,
                Err(error) => {
                    report.add(
                        format!("{field}.address"),
                        Code::InvalidAddress,
                        format!("`{}` is not an email address: {error}", listed.address),
                        "write a whole address, as in `ana@example.com`",
                    );
                    continue;
                }
            };
            if let (Some(id), Ways::These(connections)) = (offer.id(), ways) {
                let key = AddressKey::of(&address);
                let key = String::from_utf8_lossy(key.as_bytes()).into_owned();
                let target = Target::Organization { id, connections };
                claims.add(format!("{field}.address"), key, target, false, report);
            }
        }
    }
    claims.finish()
}

/// Whose vanity host each host is.
pub(super) fn hosts(
    file: &TenantFile,
    report: &mut Report<'_>,
) -> BTreeMap<Domain, OrganizationId> {
    let mut owners: BTreeMap<Domain, (String, OrganizationId)> = BTreeMap::new();
    for (index, organization) in file.organizations.iter().enumerate() {
        for (place, host) in organization.hosts.iter().enumerate() {
            let field = format!("organizations[{index}].hosts[{place}]");
            let Some(host) = report.host(&field, host) else {
                continue;
            };
            let Ok(id) = OrganizationId::parse(&organization.id) else {
                continue;
            };
            if !organization.enabled {
                continue;
            }
            if let Some((first, _)) = owners.get(&host) {
                report.add(
                    field,
                    Code::DuplicateHost,
                    format!("`{host}` is already taken by {}", report.refer(first)),
                    "a host belongs to one organization: remove one of the two",
                );
            } else {
                owners.insert(host, (field, id));
            }
        }
    }
    owners
        .into_iter()
        .map(|(host, (_, id))| (host, id))
        .collect()
}
