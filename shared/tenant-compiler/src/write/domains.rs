//! Records of the tables of domains and of exact addresses.

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

pub(super) fn addresses(tenant: &Tenant) -> Result<Vec<Record>, TooLarge> {
    tenant
        .addresses
        .iter()
        .map(|(address, entry)| {
            Ok(Record {
                key: address.as_bytes().into(),
                value: value(entry)?.into(),
            })
        })
        .collect()
}

fn value(entry: &DomainEntry) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    let any_covers = entry.targets.iter().any(|(_, covers)| *covers);
    bytes.u8(if any_covers {
        layout::DOMAIN_COVERS_SUBDOMAINS
    } else {
        0
    });
    bytes.count(entry.targets.len())?;
    for (target, covers) in &entry.targets {
        let exact_only = if any_covers && !covers {
            layout::TARGET_EXACT_ONLY
        } else {
            0
        };
        match target {
            Target::Consumer => bytes.u8(layout::TARGET_CONSUMER | exact_only),
            Target::Nobody => bytes.u8(layout::TARGET_NOBODY | exact_only),
            Target::Organization { id, connections } => {
                bytes.u8(layout::TARGET_ORGANIZATION | exact_only);
                bytes.text(id.as_str())?;
                bytes.texts(connections)?;
            }
            Target::Connection(target) => {
                bytes.u8(layout::TARGET_CONNECTION | exact_only);
                connection(&mut bytes, target)?;
            }
        }
    }
    Ok(bytes)
}
