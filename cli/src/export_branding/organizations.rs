//! Which organization has which look.

use std::collections::BTreeMap;

use anyhow::{Context as _, Error};
use vestibule_identity::OrganizationId;
use vestibule_tenant::{Brand, Manifest};
use vestibule_tenant_compiler::{Compiled, TenantFile};

use super::look::Look;

/// A brand of organizations, with those that have it.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) look: Look,
    /// In the order of the tenant file.
    pub(super) organizations: Vec<OrganizationId>,
}

/// The looks of a tenant.
#[derive(Debug)]
pub(super) struct Looks {
    /// Of whoever belongs to no organization, or to one without a brand of its own.
    pub(super) tenant: Look,
    /// In the order of the names of brands; none is without organizations.
    pub(super) groups: Vec<Group>,
}

/// Sorts the organizations of a tenant file by their brands. Those that are switched off are left out, as they are from pages.
///
/// # Errors
///
/// When the snapshot cannot be read, which is not to happen.
pub(super) fn looks(file: &TenantFile, compiled: &Compiled, origin: &str) -> Result<Looks, Error> {
    const UNREADABLE: &str = "the snapshot cannot be read, which is a mistake of ours";
    let manifest = Manifest::from_bytes(compiled.manifest.clone(), compiled.manifest_digest)
        .context(UNREADABLE)?;
    let mut by_brand: BTreeMap<&str, Vec<OrganizationId>> = BTreeMap::new();
    for organization in file.organizations.iter().filter(|it| it.enabled) {
        let Some(brand) = &organization.brand else {
            continue;
        };
        let id = OrganizationId::parse(&organization.id).context(UNREADABLE)?;
        by_brand.entry(brand).or_default().push(id);
    }
    let mut groups = Vec::new();
    for (name, bytes) in &compiled.brands {
        let Some(organizations) = by_brand.remove(name.as_str()) else {
            continue;
        };
        let brand = Brand::from_bytes(bytes).context(UNREADABLE)?;
        groups.push(Group {
            look: Look::new(brand, &manifest, origin).context(UNREADABLE)?,
            organizations,
        });
    }
    Ok(Looks {
        tenant: Look::new(manifest.brand(), &manifest, origin).context(UNREADABLE)?,
        groups,
    })
}
