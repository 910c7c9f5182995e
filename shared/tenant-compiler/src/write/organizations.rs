//! Records of the organization table.

use super::bytes::Append;
use super::table::Record;
use super::{TooLarge, brand};
use crate::model::{Connection, Organization, Tenant};

pub(super) fn records(tenant: &Tenant) -> Result<Vec<Record>, TooLarge> {
    tenant
        .organizations
        .iter()
        .map(|(id, organization)| {
            Ok(Record {
                key: id.as_str().as_bytes().into(),
                value: value(organization)?.into(),
            })
        })
        .collect()
}

fn value(organization: &Organization) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    bytes.text(&organization.name)?;
    bytes.text(&organization.display_name)?;
    match &organization.brand {
        None => bytes.u8(0),
        Some(own) => {
            bytes.u8(1);
            brand::write(&mut bytes, own)?;
        }
    }
    bytes.count(organization.connections.len())?;
    for each in &organization.connections {
        connection(&mut bytes, each)?;
    }
    bytes.text(&organization.metadata)?;
    Ok(bytes)
}

pub(super) fn connection(bytes: &mut Vec<u8>, connection: &Connection) -> Result<(), TooLarge> {
    bytes.text(connection.name.as_str())?;
    bytes.text(&connection.strategy)?;
    bytes.text(&connection.display_name)?;
    bytes.text(connection.login_hint.as_deref().unwrap_or_default())
}
