//! Records of the table of what shows a second factor.

use super::TooLarge;
use super::bytes::Append;
use super::table::Record;
use crate::model::Tenant;

pub(super) fn records(tenant: &Tenant) -> Result<Vec<Record>, TooLarge> {
    tenant
        .second_factors
        .iter()
        .map(|(connection, shows)| {
            let mut value = Vec::new();
            value.texts(&shows.amr)?;
            value.texts(&shows.acr)?;
            Ok(Record {
                key: connection.as_str().as_bytes().into(),
                value: value.into(),
            })
        })
        .collect()
}
