//! The networks of a tenant.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::TooLarge;
use super::bytes::Append;
use crate::model::{Network, NetworkTarget, Tenant};

const HEADER: usize = 8;
const GROUP: usize = 9;
const PREFIX: usize = 20;
const ASN: usize = 8;
const COUNTRY: usize = 6;

/// Entries, each with the place of its target among the targets.
#[derive(Default)]
struct Entries {
    /// By the length of the prefix; addresses ascend, since the networks of a tenant do.
    groups: BTreeMap<u8, Vec<([u8; 16], usize)>>,
    asns: Vec<(u32, usize)>,
    countries: Vec<([u8; 2], usize)>,
}

/// Lays out all networks. Each target is written once, however many networks lead to it.
pub(super) fn write(tenant: &Tenant) -> Result<Vec<u8>, TooLarge> {
    let (targets, places) = targets(tenant)?;
    let mut entries = Entries::default();
    for (network, target) in &tenant.networks {
        let place = places.get(target).copied().unwrap_or_default();
        match network {
            Network::Prefix(first, length) => {
                let (first, length) = mapped(*first, *length);
                entries
                    .groups
                    .entry(length)
                    .or_default()
                    .push((first, place));
            }
            Network::Asn(number) => entries.asns.push((*number, place)),
            Network::Country(letters) => entries.countries.push((*letters, place)),
        }
    }
    let prefixes: usize = entries.groups.values().map(Vec::len).sum();
    let targets_start = HEADER
        + entries.groups.len() * GROUP
        + prefixes * PREFIX
        + entries.asns.len() * ASN
        + entries.countries.len() * COUNTRY;

    let mut bytes = Vec::with_capacity(targets_start + targets.len());
    bytes.count(entries.groups.len())?;
    bytes.size(entries.asns.len())?;
    bytes.count(entries.countries.len())?;
    let mut start = 0;
    for (length, group) in entries.groups.iter().rev() {
        bytes.u8(*length);
        bytes.size(start)?;
        bytes.size(group.len())?;
        start += group.len();
    }
    for (first, place) in entries.groups.values().rev().flatten() {
        bytes.extend_from_slice(first);
        bytes.size(targets_start + place)?;
    }
    for (number, place) in &entries.asns {
        bytes.u32(*number);
        bytes.size(targets_start + place)?;
    }
    for (letters, place) in &entries.countries {
        bytes.extend_from_slice(letters);
        bytes.size(targets_start + place)?;
    }
    bytes.extend_from_slice(&targets);
    Ok(bytes)
}

/// The targets in bytes, and where each begins among them.
fn targets(tenant: &Tenant) -> Result<(Vec<u8>, BTreeMap<&NetworkTarget, usize>), TooLarge> {
    let mut bytes = Vec::new();
    let mut places = BTreeMap::new();
    for target in tenant.networks.values() {
        if !places.contains_key(target) {
            places.insert(target, bytes.len());
            bytes.text(target.organization.as_str())?;
            bytes.text(target.connection.as_ref().map_or("", AsRef::as_ref))?;
        }
    }
    Ok((bytes, places))
}

/// The range among IPv6 addresses.
const fn mapped(first: IpAddr, length: u8) -> ([u8; 16], u8) {
    match first {
        IpAddr::V4(first) => (first.to_ipv6_mapped().octets(), length + 96),
        IpAddr::V6(first) => (first.octets(), length),
    }
}
