//! A customer.

use vestibule_identity::OrganizationId;

use crate::read::Reader;
use crate::table::Record;
use crate::{Brand, Connection, SnapshotError};

/// An organization of the tenant: a customer company, as far as decisions and pages need to know it.
#[derive(Clone, Debug)]
pub struct Organization<'a> {
    id: OrganizationId,
    name: &'a str,
    display_name: &'a str,
    brand: Option<Brand<'a>>,
    connections: Vec<Connection<'a>>,
    metadata: &'a str,
}

impl<'a> Organization<'a> {
    /// Its identifier.
    #[must_use]
    pub const fn id(&self) -> &OrganizationId {
        &self.id
    }

    /// Its name as software uses it (Auth0's `name`: lower case, no spaces).
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// What people call it.
    #[must_use]
    pub const fn display_name(&self) -> &'a str {
        self.display_name
    }

    /// Its brand; `None` means the tenant's, [`Manifest::brand`](crate::Manifest::brand).
    #[must_use]
    pub const fn brand(&self) -> Option<Brand<'a>> {
        self.brand
    }

    /// Its connections in the order in which people are to see them.
    #[must_use]
    pub fn connections(&self) -> &[Connection<'a>] {
        &self.connections
    }

    /// What rules may read about it, as a JSON object; empty when there is nothing.
    ///
    /// Kept as text: only rules need it, and whoever evaluates them has a parser of JSON anyway.
    #[must_use]
    pub const fn metadata(&self) -> &'a str {
        self.metadata
    }

    pub(crate) fn read(record: Record<'a>) -> Result<Self, SnapshotError> {
        let id = std::str::from_utf8(record.key).map_err(|_| SnapshotError::NotText)?;
        let mut reader = Reader::new(record.value);
        Ok(Self {
            id: parse_id(id)?,
            name: reader.text()?,
            display_name: reader.text()?,
            brand: match reader.u8()? {
                0 => None,
                1 => Some(Brand::read(&mut reader)?),
                value => {
                    return Err(SnapshotError::UnknownValue {
                        what: "brand",
                        value,
                    });
                }
            },
            connections: (0..reader.u16()?)
                .map(|_| Connection::read(&mut reader))
                .collect::<Result<_, _>>()?,
            metadata: reader.text()?,
        })
    }
}

pub(crate) fn read_id(reader: &mut Reader<'_>) -> Result<OrganizationId, SnapshotError> {
    parse_id(reader.text()?)
}

fn parse_id(text: &str) -> Result<OrganizationId, SnapshotError> {
    OrganizationId::parse(text).map_err(|_| SnapshotError::InvalidIdentifier("organization id"))
}
