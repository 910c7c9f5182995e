//! Records of the domain table.

use vestibule_tenant::layout;

use super::TooLarge;
use super::bytes::Append;
use super::organizations::connection;
use super::table::Record;
use crate::model::{DomainEntry, Target, Tenant};

pub(super) fn records(tenant: &Tenant) -> Result<Vec<Record>, TooLarge> {
    tenant
        .domains
        .iter()
        .map(|(domain, entry)| {
            Ok(Record {
                key: domain.as_str().as_bytes().into(),
                value: value(entry)?.into(),
            })
        })
        .collect()
}

fn value(entry: &DomainEntry) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    bytes.u8(if entry.subdomains {
        layout::DOMAIN_COVERS_SUBDOMAINS
    } else {
        0
    });
    bytes.count(entry.targets.len())?;
    for target in &entry.targets {
        match target {
            Target::Consumer => bytes.u8(layout::TARGET_CONSUMER),
            Target::Organization { id, connections } => {
                bytes.u8(layout::TARGET_ORGANIZATION);
                bytes.text(id.as_str())?;
                bytes.texts(connections)?;
            }
            Target::Connection(target) => {
                bytes.u8(layout::TARGET_CONNECTION);
                connection(&mut bytes, target)?;
            }
        }
    }
    Ok(bytes)
}
