//! Records of the table of vanity hosts.

use super::TooLarge;
use super::bytes::Append;
use super::table::Record;
use crate::model::Tenant;

pub(super) fn records(tenant: &Tenant) -> Result<Vec<Record>, TooLarge> {
    tenant
        .hosts
        .iter()
        .map(|(host, organization)| {
            let mut value = Vec::new();
            value.text(organization.as_str())?;
            Ok(Record {
                key: host.as_str().as_bytes().into(),
                value: value.into(),
            })
        })
        .collect()
}
