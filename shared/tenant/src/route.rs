//! Where an email domain, or an exact address, leads.

use vestibule_identity::{ConnectionName, Domain, OrganizationId};

use crate::connection::read_name;
use crate::organization::read_id;
use crate::read::Reader;
use crate::table::Record;
use crate::{Connection, SnapshotError, layout};

/// What a tenant says about an email domain or an exact address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route<'a> {
    domain: &'a str,
    targets: Vec<Target<'a>>,
}

/// One place that an email domain leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// The domain belongs to an organization.
    Organization {
        /// Which one.
        id: OrganizationId,
        /// Those of its connections that are for this domain; if there are none, all of them are.
        connections: Vec<ConnectionName>,
    },
    /// The domain belongs to a connection that is used outside organizations.
    Connection(Connection<'a>),
    /// A public mail provider: its people are consumers, to whom the fallback applies.
    Consumer,
}

impl<'a> Route<'a> {
    /// The domain of the entry that matched, as an A-label: the one looked up, or one above it that covers subdomains.
    /// For an exact address, its domain.
    #[must_use]
    pub const fn domain(&self) -> &'a str {
        self.domain
    }

    /// Where it leads, in the order of the tenant file; at least one in what a snapshot gives out.
    #[must_use]
    pub fn targets(&self) -> &[Target<'a>] {
        &self.targets
    }

    /// Decodes a record of the domain table that answers for the domain `asked`.
    pub(crate) fn of_domain(record: Record<'a>, asked: &Domain) -> Result<Self, SnapshotError> {
        let exact = record.key == asked.as_str().as_bytes();
        Self::read(record.value, text(record.key)?, exact)
    }

    /// Decodes a record of the address table.
    pub(crate) fn of_address(record: Record<'a>) -> Result<Self, SnapshotError> {
        let (_, domain) = text(record.key)?
            .rsplit_once('@')
            .ok_or(SnapshotError::InvalidIdentifier("email address"))?;
        Self::read(record.value, domain, true)
    }

    fn read(value: &'a [u8], domain: &'a str, exact: bool) -> Result<Self, SnapshotError> {
        let mut reader = Reader::new(value);
        flags(&mut reader)?;
        let mut targets = Vec::new();
        for _ in 0..reader.u16()? {
            let (target, exact_only) = Target::read(&mut reader)?;
            targets.extend(target.filter(|_| exact || !exact_only));
        }
        Ok(Self { domain, targets })
    }
}

impl<'a> Target<'a> {
    /// The target, if there is one, and whether it says nothing about the domains under that of its entry.
    fn read(reader: &mut Reader<'a>) -> Result<(Option<Self>, bool), SnapshotError> {
        let kind = reader.u8()?;
        let target = Some(match kind & !layout::TARGET_EXACT_ONLY {
            layout::TARGET_NOBODY => return Ok((None, kind & layout::TARGET_EXACT_ONLY != 0)),
            layout::TARGET_CONSUMER => Self::Consumer,
            layout::TARGET_ORGANIZATION => Self::Organization {
                id: read_id(reader)?,
                connections: (0..reader.u16()?)
                    .map(|_| read_name(reader))
                    .collect::<Result<_, _>>()?,
            },
            layout::TARGET_CONNECTION => Self::Connection(Connection::read(reader)?),
            value => {
                return Err(SnapshotError::UnknownValue {
                    what: "target",
                    value,
                });
            }
        });
        Ok((target, kind & layout::TARGET_EXACT_ONLY != 0))
    }
}

/// Whether this record of the domain table also answers for the domains under its own.
pub(crate) fn covers_subdomains(record: Record<'_>) -> Result<bool, SnapshotError> {
    let flags = flags(&mut Reader::new(record.value))?;
    Ok(flags & layout::DOMAIN_COVERS_SUBDOMAINS != 0)
}

fn flags(reader: &mut Reader<'_>) -> Result<u8, SnapshotError> {
    let flags = reader.u8()?;
    if flags & !layout::DOMAIN_COVERS_SUBDOMAINS != 0 {
        return Err(SnapshotError::UnknownValue {
            what: "domain flag",
            value: flags,
        });
    }
    Ok(flags)
}

fn text(octets: &[u8]) -> Result<&str, SnapshotError> {
    std::str::from_utf8(octets).map_err(|_| SnapshotError::NotText)
}
