//! What happens to visitors whom no rule places.

use crate::read::Reader;
use crate::{Connection, SnapshotError};

/// Where people go whose email domain belongs to no organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fallback<'a> {
    /// To the tenant's Universal Login, with what they typed as a hint.
    UniversalLogin,
    /// To this connection, usually the database of consumer accounts.
    Connection(Connection<'a>),
    /// Nowhere yet: a page of ours says that the company is not known here.
    Page,
}

impl<'a> Fallback<'a> {
    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        match reader.u8()? {
            0 => Ok(Self::UniversalLogin),
            1 => Ok(Self::Connection(Connection::read(reader)?)),
            2 => Ok(Self::Page),
            value => Err(SnapshotError::UnknownValue {
                what: "fallback",
                value,
            }),
        }
    }
}
