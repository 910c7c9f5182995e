//! From the model to bytes, as [`vestibule_tenant::layout`] describes them.

mod assets;
mod brand;
mod bundle;
mod bytes;
mod claims;
mod directory;
mod domains;
mod home_realm;
mod hosts;
mod looks;
mod manifest;
mod networks;
mod organizations;
mod own_texts;
mod profile;
mod second_factors;
mod shards;
mod sources;
mod table;

use sha2::{Digest as _, Sha256};
use vestibule_tenant::{Digest, layout};

use crate::Compiled;
use crate::code::Code;
use crate::finding::Draft;
use crate::model::Tenant;

pub(crate) use bundle::write_bundle;
pub(crate) use claims::MARKER;
pub use shards::DEFAULT_SHARD_SIZE;

/// Something does not fit into its place in the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is too large for the snapshot")]
pub struct TooLarge(pub(crate) &'static str);

/// The SHA-256 of a part, by which it is named.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Digest {
    Digest::from_bytes(Sha256::digest(bytes).into())
}

/// Lays out a whole tenant.
pub(crate) fn write_snapshot(tenant: &Tenant, shard_size: usize) -> Result<Compiled, Vec<Draft>> {
    write(tenant, shard_size).map_err(|error| {
        vec![Draft::new(
            Code::TooLarge,
            error.to_string(),
            "shorten it: texts and lists have at most 65,535 octets or entries",
        )]
    })
}

fn write(tenant: &Tenant, shard_size: usize) -> Result<Compiled, TooLarge> {
    let cut = |records, kind| shards::cut(records, shard_size, kind);
    let tables = [
        cut(domains::records(tenant)?, layout::KIND_DOMAINS)?,
        cut(organizations::records(tenant)?, layout::KIND_ORGANIZATIONS)?,
        cut(hosts::records(tenant)?, layout::KIND_HOSTS)?,
        cut(domains::addresses(tenant)?, layout::KIND_ADDRESSES)?,
        cut(
            second_factors::records(tenant)?,
            layout::KIND_SECOND_FACTORS,
        )?,
        cut(looks::records(tenant)?, layout::KIND_CONNECTIONS)?,
    ];
    let manifest = manifest::write(tenant, &tables)?;
    Ok(Compiled {
        manifest_digest: sha256(&manifest),
        manifest,
        shards: tables
            .into_iter()
            .flatten()
            .map(|shard| (shard.id, shard.bytes))
            .collect(),
        assets: tenant
            .assets
            .iter()
            .map(|(id, (_, bytes))| (*id, bytes.to_vec()))
            .collect(),
        brands: tenant
            .brands
            .iter()
            .map(|(name, brand)| {
                let mut bytes = Vec::new();
                brand::write(&mut bytes, brand)?;
                Ok((name.clone(), bytes))
            })
            .collect::<Result<_, TooLarge>>()?,
        findings: Vec::new(),
    })
}
