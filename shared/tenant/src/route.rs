//! Where an email domain leads.

use vestibule_identity::{ConnectionName, OrganizationId};

use crate::connection::read_name;
use crate::read::Reader;
use crate::table::Record;
use crate::{Connection, SnapshotError, layout};

/// What a tenant says about an email domain.
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
    #[must_use]
    pub const fn domain(&self) -> &'a str {
        self.domain
    }

    /// Where it leads, in the order of the tenant file; at least one.
    #[must_use]
    pub fn targets(&self) -> &[Target<'a>] {
        &self.targets
    }

    pub(crate) fn read(record: Record<'a>) -> Result<Self, SnapshotError> {
        covers_subdomains(record)?;
        let mut reader = Reader::new(record.value);
        reader.u8()?;
        Ok(Self {
            domain: std::str::from_utf8(record.key).map_err(|_| SnapshotError::NotText)?,
            targets: (0..reader.u16()?)
                .map(|_| Target::read(&mut reader))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl<'a> Target<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        match reader.u8()? {
            layout::TARGET_CONSUMER => Ok(Self::Consumer),
            layout::TARGET_ORGANIZATION => Ok(Self::Organization {
                id: OrganizationId::parse(reader.text()?)
                    .map_err(|_| SnapshotError::InvalidIdentifier("organization id"))?,
                connections: (0..reader.u16()?)
                    .map(|_| read_name(reader))
                    .collect::<Result<_, _>>()?,
            }),
            layout::TARGET_CONNECTION => Ok(Self::Connection(Connection::read(reader)?)),
            value => Err(SnapshotError::UnknownValue {
                what: "target",
                value,
            }),
        }
    }
}

/// Whether this record of the domain table also answers for the domains under its own.
pub(crate) fn covers_subdomains(record: Record<'_>) -> Result<bool, SnapshotError> {
    let flags = Reader::new(record.value).u8()?;
    if flags & !layout::DOMAIN_COVERS_SUBDOMAINS != 0 {
        return Err(SnapshotError::UnknownValue {
            what: "domain flag",
            value: flags,
        });
    }
    Ok(flags & layout::DOMAIN_COVERS_SUBDOMAINS != 0)
}
