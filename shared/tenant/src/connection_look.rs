//! Whose pages are shown to people of a connection.

use vestibule_identity::OrganizationId;

use crate::organization::read_id;
use crate::read::Reader;
use crate::table::Record;
use crate::{Brand, SnapshotError};

/// Whose pages are shown to people of whom nothing but the connection is known. At least one of the two is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionLook<'a> {
    /// The connection's own brand.
    pub brand: Option<Brand<'a>>,
    /// The only organization that uses the connection, if it has a brand.
    pub organization: Option<OrganizationId>,
}

impl<'a> ConnectionLook<'a> {
    pub(crate) fn read(record: Record<'a>) -> Result<Self, SnapshotError> {
        let mut reader = Reader::new(record.value);
        Ok(Self {
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
            organization: if reader.clone().text()?.is_empty() {
                None
            } else {
                Some(read_id(&mut reader)?)
            },
        })
    }
}
