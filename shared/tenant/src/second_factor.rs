//! What shows that an identity provider took a second factor.

use crate::read::Reader;
use crate::table::Record;
use crate::{SnapshotError, Texts};

/// What shows, in a login through a connection, that its identity provider took a second factor.
#[derive(Clone, Debug)]
pub struct SecondFactor<'a> {
    amr: Texts<'a>,
    acr: Texts<'a>,
}

impl<'a> SecondFactor<'a> {
    /// Values of `amr` (authentication methods references, RFC 8176) one of which shows it.
    #[must_use]
    pub fn amr(&self) -> Texts<'a> {
        self.amr.clone()
    }

    /// Values of `acr` (the authentication context class) each of which shows it.
    #[must_use]
    pub fn acr(&self) -> Texts<'a> {
        self.acr.clone()
    }

    pub(crate) fn read(record: Record<'a>) -> Result<Self, SnapshotError> {
        let mut reader = Reader::new(record.value);
        Ok(Self {
            amr: reader.texts()?,
            acr: reader.texts()?,
        })
    }
}
