//! Records of the table of whose pages people of a connection see.

use super::bytes::Append;
use super::table::Record;
use super::{TooLarge, brand};
use crate::model::Tenant;

pub(super) fn records(tenant: &Tenant) -> Result<Vec<Record>, TooLarge> {
    tenant
        .looks
        .iter()
        .map(|(connection, look)| {
            let mut value = Vec::new();
            value.u8(u8::from(look.brand.is_some()));
            if let Some(own) = &look.brand {
                brand::write(&mut value, own)?;
            }
            let organization = look.organization.as_ref();
            value.text(organization.map_or("", |id| id.as_str()))?;
            Ok(Record {
                key: connection.as_str().as_bytes().into(),
                value: value.into(),
            })
        })
        .collect()
}
