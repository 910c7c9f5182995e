//! Whose pages people see of whom nothing but the connection is known.

use std::collections::{BTreeMap, BTreeSet};

use vestibule_identity::{ConnectionName, OrganizationId};

use super::brands::{self, Brands};
use crate::file::{Fallback, TenantFile};
use crate::model::{Look, Organization};
use crate::report::Report;

/// The brands that connections name, and the organizations with a brand that are alone in using one.
///
/// Connections out of use count, too: somebody may be stuck in a login through one.
pub(super) fn check(
    file: &TenantFile,
    brands: &Brands,
    organizations: &BTreeMap<OrganizationId, Organization>,
    report: &mut Report<'_>,
) -> BTreeMap<ConnectionName, Look> {
    let mut looks: BTreeMap<ConnectionName, Look> = BTreeMap::new();
    for (name, organization) in users(file) {
        // Whoever belongs to no organization signs in through it as well.
        if is_for_others(file, &name) {
            continue;
        }
        let has_brand = organizations
            .get(&organization)
            .is_some_and(|it| it.brand.is_some());
        if has_brand {
            looks.entry(name).or_default().organization = Some(organization);
        }
    }
    for (index, connection) in file.connections.iter().enumerate() {
        let Some(key) = &connection.brand else {
            continue;
        };
        let brand = brands::find(format!("connections[{index}].brand"), key, brands, report);
        // A name that is none was reported where it stands.
        if let (Some(brand), Ok(name)) = (brand, ConnectionName::parse(&connection.name)) {
            looks.entry(name).or_default().brand = Some(brand);
        }
    }
    looks
}

/// The connections that exactly one organization of the file uses, with that organization.
fn users(file: &TenantFile) -> BTreeMap<ConnectionName, OrganizationId> {
    let mut users = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for organization in &file.organizations {
        let Ok(id) = OrganizationId::parse(&organization.id) else {
            continue;
        };
        for way in &organization.connections {
            let Ok(name) = ConnectionName::parse(&way.name) else {
                continue;
            };
            if users
                .insert(name.clone(), id.clone())
                .is_some_and(|other| other != id)
            {
                shared.insert(name);
            }
        }
    }
    users.retain(|name, _| !shared.contains(name));
    users
}

/// Whether a connection is also where people go of whom nothing is known.
fn is_for_others(file: &TenantFile, name: &ConnectionName) -> bool {
    let fallback = match &file.home_realm.fallback {
        Fallback::Connection(connection) => Some(connection.as_str()),
        Fallback::UniversalLogin | Fallback::Page => None,
    };
    let defaults = file
        .clients
        .iter()
        .filter_map(|client| client.default_realm.as_ref())
        .filter(|realm| realm.organization.is_none())
        .filter_map(|realm| realm.connection.as_deref());
    fallback
        .into_iter()
        .chain(defaults)
        .any(|other| other == name.as_str())
}
