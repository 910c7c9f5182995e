//! Networks of organizations.

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use super::connections::Connections;
use super::offer::{Offer, Ways};
use super::overlaps;
use crate::code::Code;
use crate::file::{OrganizationNetwork, TenantFile};
use crate::model::{Network, NetworkTarget};
use crate::report::Report;

pub(super) fn check(
    file: &TenantFile,
    connections: &Connections,
    report: &mut Report<'_>,
) -> BTreeMap<Network, NetworkTarget> {
    let mut owners: BTreeMap<Network, (String, NetworkTarget)> = BTreeMap::new();
    for (index, organization) in file.organizations.iter().enumerate() {
        if organization.networks.is_empty() {
            continue;
        }
        let offer = Offer::of(organization, connections);
        for (place, listed) in organization.networks.iter().enumerate() {
            let field = format!("organizations[{index}].networks[{place}]");
            let connection = format!("{field}.connection");
            let ways = offer.chosen(&connection, listed.connection.as_ref(), report);
            let Some((field, network)) = network(&field, listed, report) else {
                continue;
            };
            let (Some(organization), Ways::These(connections)) = (offer.id(), ways) else {
                continue;
            };
            let connection = connections.into_iter().next();
            if let Some((first, _)) = owners.get(&network) {
                report.add(
                    field,
                    Code::DuplicateNetwork,
                    format!("this network is already taken by {}", report.refer(first)),
                    "a network leads to one place: remove one of the two",
                );
                continue;
            }
            let target = NetworkTarget {
                organization,
                connection,
            };
            owners.insert(network, (field, target));
        }
    }
    overlaps::check(&owners, report);
    owners
        .into_iter()
        .map(|(network, (_, target))| (network, target))
        .collect()
}

/// The network, and the field that says which it is.
fn network(
    field: &str,
    listed: &OrganizationNetwork,
    report: &mut Report<'_>,
) -> Option<(String, Network)> {
    let (field, network) = match (&listed.cidr, listed.asn, &listed.country) {
        (Some(cidr), None, None) => (format!("{field}.cidr"), prefix(cidr)),
        (None, Some(asn), None) => (
            format!("{field}.asn"),
            (asn != 0)
                .then_some(Network::Asn(asn))
                .ok_or_else(|| "0 is not the number of an autonomous system".to_owned()),
        ),
        (None, None, Some(letters)) => (format!("{field}.country"), country(letters)),
        _ => (
            field.to_owned(),
            Err("a network has one of `cidr`, `asn` and `country`".to_owned()),
        ),
    };
    match network {
        Ok(network) => Some((field, network)),
        Err(problem) => {
            report.add(
                field,
                Code::InvalidNetwork,
                problem,
                "write `{ cidr = \"203.0.113.0/24\" }`, `{ asn = 64496 }` or `{ country = \"DE\" }`",
            );
            None
        }
    }
}

fn prefix(text: &str) -> Result<Network, String> {
    let range: IpNet = text
        .parse()
        .map_err(|_| format!("`{text}` is not a range of addresses"))?;
    if range.trunc() != range {
        return Err(format!(
            "`{text}` has bits set behind its prefix: `{}` is meant, or a longer prefix",
            range.trunc()
        ));
    }
    Ok(match range {
        IpNet::V6(range) => match (range.network().to_ipv4_mapped(), range.prefix_len()) {
            (Some(first), length @ 96..) => Network::Prefix(first.into(), length - 96),
            (_, length) => Network::Prefix(range.network().into(), length),
        },
        IpNet::V4(range) => Network::Prefix(IpAddr::V4(range.network()), range.prefix_len()),
    })
}

fn country(text: &str) -> Result<Network, String> {
    match text.as_bytes() {
        [first, second] if first.is_ascii_uppercase() && second.is_ascii_uppercase() => {
            Ok(Network::Country([*first, *second]))
        }
        _ => Err(format!(
            "`{text}` is not a country: two upper-case letters of ISO 3166-1 are"
        )),
    }
}
