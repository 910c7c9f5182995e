//! Which organization a network belongs to.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use vestibule_identity::{ConnectionName, OrganizationId};

use crate::SnapshotError;
use crate::connection::read_name;
use crate::organization::read_id;
use crate::read::Reader;

const HEADER_LENGTH: usize = 8;
const GROUP_LENGTH: usize = 9;
const PREFIX_LENGTH: usize = 20;
const ASN_LENGTH: usize = 8;
const COUNTRY_LENGTH: usize = 6;
/// How many bits stand before the IPv4 address in an IPv4-mapped IPv6 address.
const MAPPED_BITS: u8 = 96;

/// What is known about the network that a request comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetworkFacts {
    /// The visitor's address, as the platform tells it.
    pub ip: Option<IpAddr>,
    /// The number of the autonomous system that the address belongs to.
    pub asn: Option<u32>,
    /// The country of the address: two upper-case letters (ISO 3166-1 alpha-2).
    pub country: Option<[u8; 2]>,
}

/// Where a network leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkTarget {
    /// To this organization.
    pub organization: OrganizationId,
    /// To this connection of it; `None`: whichever it has.
    pub connection: Option<ConnectionName>,
    /// What matched.
    pub rule: NetworkRule,
}

/// An entry for a network.
///
/// `Display` writes it as the tenant file does: `203.0.113.0/24`, `AS64496`, `DE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkRule {
    /// A range of addresses: its first one, and the length of the prefix in bits.
    Prefix(IpAddr, u8),
    /// An autonomous system.
    Asn(u32),
    /// A country: two upper-case letters.
    Country([u8; 2]),
}

/// The networks of a tenant; see [`crate::layout`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Networks<'a> {
    bytes: &'a [u8],
    groups: usize,
    prefixes: usize,
    asns: Stretch,
    countries: Stretch,
}

/// Entries of one length in a row.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    start: usize,
    count: usize,
}

impl<'a> Networks<'a> {
    /// Reads the head of the networks that fill `bytes`.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        let mut reader = Reader::new(bytes);
        let groups = usize::from(reader.u16()?);
        let asns = reader.size()?;
        let countries = usize::from(reader.u16()?);
        let mut total = 0_usize;
        for _ in 0..groups {
            let (_, start, count) = group(&mut reader)?;
            // Groups stand in a row, so no two can overlap and none reaches into what follows.
            if start != total {
                return Err(SnapshotError::OutOfBounds);
            }
            total = start.checked_add(count).ok_or(SnapshotError::OutOfBounds)?;
        }
        let mut skip = |count: usize, length: usize| {
            let size = count
                .checked_mul(length)
                .ok_or(SnapshotError::OutOfBounds)?;
            reader.bytes(size).map(|_| size)
        };
        let prefixes = HEADER_LENGTH + groups * GROUP_LENGTH;
        // All of them fit into the bytes, so the sums cannot overflow.
        let asns_start = prefixes + skip(total, PREFIX_LENGTH)?;
        let countries_start = asns_start + skip(asns, ASN_LENGTH)?;
        skip(countries, COUNTRY_LENGTH)?;
        Ok(Self {
            bytes,
            groups,
            prefixes,
            asns: Stretch {
                start: asns_start,
                count: asns,
            },
            countries: Stretch {
                start: countries_start,
                count: countries,
            },
        })
    }

    /// Decodes everything once, so that a lookup cannot fail later on.
    pub(crate) fn check(self) -> Result<(), SnapshotError> {
        let mut groups = self.groups();
        for _ in 0..self.groups {
            let (length, start, count) = group(&mut groups)?;
            for index in start..start + count {
                let (address, target) = self.prefix(index)?;
                self.target(target, prefix_rule(address, length)?)?;
            }
        }
        for index in 0..self.asns.count {
            let (asn, target) = self.asn(index)?;
            self.target(target, NetworkRule::Asn(asn))?;
        }
        for index in 0..self.countries.count {
            let (country, target) = self.country(index)?;
            self.target(target, NetworkRule::Country(country))?;
        }
        Ok(())
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.groups == 0 && self.asns.count == 0 && self.countries.count == 0
    }

    /// The entry for a network: the longest prefix, else the autonomous system, else the country.
    pub(crate) fn find(self, facts: &NetworkFacts) -> Result<Option<NetworkTarget>, SnapshotError> {
        if let Some(ip) = facts.ip
            && let Some(target) = self.find_address(ip)?
        {
            return Ok(Some(target));
        }
        if let Some(asn) = facts.asn
            && let Some(target) = search(self.asns.count, &asn, |index| self.asn(index))?
        {
            return self.target(target, NetworkRule::Asn(asn)).map(Some);
        }
        if let Some(country) = facts.country
            && let Some(target) =
                search(self.countries.count, &country, |index| self.country(index))?
        {
            return self.target(target, NetworkRule::Country(country)).map(Some);
        }
        Ok(None)
    }

    fn find_address(self, ip: IpAddr) -> Result<Option<NetworkTarget>, SnapshotError> {
        // A client of IPv4 is the same whether the platform writes its address as such or mapped.
        let (bits, is_v4) = match ip {
            IpAddr::V4(address) => (address.to_ipv6_mapped().to_bits(), true),
            IpAddr::V6(address) => (address.to_bits(), address.to_ipv4_mapped().is_some()),
        };
        let mut groups = self.groups();
        for _ in 0..self.groups {
            let (length, start, count) = group(&mut groups)?;
            // A prefix of IPv6 that covers the mapped range, `::/0` above all, says nothing about IPv4.
            if is_v4 && length < MAPPED_BITS {
                break;
            }
            let first = bits & mask(length);
            let address = first.to_be_bytes();
            if let Some(target) = search(count, &address, |index| self.prefix(start + index))? {
                return self.target(target, prefix_rule(address, length)?).map(Some);
            }
        }
        Ok(None)
    }

    fn groups(self) -> Reader<'a> {
        Reader::new(self.bytes.get(HEADER_LENGTH..).unwrap_or_default())
    }

    fn prefix(self, index: usize) -> Result<([u8; 16], usize), SnapshotError> {
        let mut reader = self.at(self.prefixes, index, PREFIX_LENGTH)?;
        Ok((reader.array()?, reader.size()?))
    }

    fn asn(self, index: usize) -> Result<(u32, usize), SnapshotError> {
        let mut reader = self.at(self.asns.start, index, ASN_LENGTH)?;
        Ok((reader.u32()?, reader.size()?))
    }

    fn country(self, index: usize) -> Result<([u8; 2], usize), SnapshotError> {
        let mut reader = self.at(self.countries.start, index, COUNTRY_LENGTH)?;
        Ok((reader.array()?, reader.size()?))
    }

    fn target(self, offset: usize, rule: NetworkRule) -> Result<NetworkTarget, SnapshotError> {
        let mut reader = self.at(offset, 0, 0)?;
        let organization = read_id(&mut reader)?;
        let mut rest = reader;
        let connection = if reader.text()?.is_empty() {
            None
        } else {
            Some(read_name(&mut rest)?)
        };
        Ok(NetworkTarget {
            organization,
            connection,
            rule,
        })
    }

    fn at(self, start: usize, index: usize, length: usize) -> Result<Reader<'a>, SnapshotError> {
        index
            .checked_mul(length)
            .and_then(|offset| offset.checked_add(start))
            .and_then(|offset| self.bytes.get(offset..))
            .map(Reader::new)
            .ok_or(SnapshotError::OutOfBounds)
    }
}

impl fmt::Display for NetworkRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prefix(first, length) => write!(formatter, "{first}/{length}"),
            Self::Asn(number) => write!(formatter, "AS{number}"),
            Self::Country(letters) => write!(formatter, "{}", letters.escape_ascii()),
        }
    }
}

fn group(reader: &mut Reader<'_>) -> Result<(u8, usize, usize), SnapshotError> {
    Ok((reader.u8()?, reader.size()?, reader.size()?))
}

/// The mask of a prefix of so many bits.
const fn mask(length: u8) -> u128 {
    match (128_u32).checked_sub(length as u32) {
        Some(128) => 0,
        Some(rest) => u128::MAX << rest,
        None => u128::MAX,
    }
}

fn prefix_rule(address: [u8; 16], length: u8) -> Result<NetworkRule, SnapshotError> {
    let address = Ipv6Addr::from(address);
    match (address.to_ipv4_mapped(), length.checked_sub(MAPPED_BITS)) {
        (Some(v4), Some(length @ ..=32)) => Ok(NetworkRule::Prefix(v4.into(), length)),
        _ if length <= 128 => Ok(NetworkRule::Prefix(address.into(), length)),
        _ => Err(SnapshotError::UnknownValue {
            what: "prefix length",
            value: length,
        }),
    }
}

/// The target of the entry with this key, among `count` entries sorted by it.
fn search<K: Ord>(
    count: usize,
    key: &K,
    entry: impl Fn(usize) -> Result<(K, usize), SnapshotError>,
) -> Result<Option<usize>, SnapshotError> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low.midpoint(high);
        let (here, target) = entry(middle)?;
        match here.cmp(key) {
            std::cmp::Ordering::Equal => return Ok(Some(target)),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    Ok(None)
}
