//! The list of assets in bytes.

use vestibule_tenant::{MediaType, layout};

use super::TooLarge;
use super::bytes::Append;
use crate::model::Tenant;

/// Lays out the list of all assets of a tenant.
pub(super) fn write(tenant: &Tenant) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    bytes.size(tenant.assets.len())?;
    for (id, (media_type, _)) in &tenant.assets {
        bytes.extend_from_slice(id.as_bytes());
        bytes.u8(match media_type {
            MediaType::Svg => layout::ASSET_SVG,
            MediaType::Png => layout::ASSET_PNG,
            MediaType::Woff2 => layout::ASSET_WOFF2,
        });
    }
    Ok(bytes)
}
