//! Where a vanity host leads.

use vestibule_identity::OrganizationId;

use crate::SnapshotError;
use crate::organization::read_id;
use crate::read::Reader;
use crate::table::Record;

/// Where the people go who come in on a vanity host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostTarget {
    /// To this organization.
    pub organization: OrganizationId,
}

impl HostTarget {
    pub(crate) fn read(record: Record<'_>) -> Result<Self, SnapshotError> {
        let organization = read_id(&mut Reader::new(record.value))?;
        Ok(Self { organization })
    }
}
