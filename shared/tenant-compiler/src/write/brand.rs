//! A brand in bytes.

use vestibule_tenant::layout;

use super::bytes::Append;
use super::{TooLarge, own_texts};
use crate::model::{Brand, Radius};

/// Appends a brand.
pub(super) fn write(bytes: &mut Vec<u8>, brand: &Brand) -> Result<(), TooLarge> {
    bytes.text(&brand.name)?;
    match brand.accent {
        None => bytes.u8(0),
        Some(colors) => {
            bytes.u8(1);
            bytes.extend_from_slice(colors.as_flattened());
        }
    }
    let looks = looks(brand)?;
    bytes.count(looks.len())?;
    bytes.extend(looks);
    let texts = own_texts::write(&brand.texts)?;
    bytes.size(texts.len())?;
    bytes.extend(texts);
    Ok(())
}

/// What a brand says besides its name and its accent; empty when that is nothing.
fn looks(brand: &Brand) -> Result<Vec<u8>, TooLarge> {
    let has_links = brand.links.iter().any(|link| !link.is_empty());
    let flags = flags(brand, has_links);
    let mut bytes = Vec::new();
    if flags == 0 {
        return Ok(bytes);
    }
    bytes.u8(flags);
    if has_links {
        brand.links.iter().try_for_each(|link| bytes.text(link))?;
    }
    let images = brand
        .logo
        .iter()
        .flat_map(|(light, dark)| [Some(light), dark.as_ref()]);
    for image in images.flatten() {
        bytes.extend_from_slice(image.asset.as_bytes());
        bytes.u16(image.width);
        bytes.u16(image.height);
    }
    Ok(bytes)
}

fn flags(brand: &Brand, has_links: bool) -> u8 {
    let corners = match brand.radius {
        Radius::Soft => layout::BRAND_CORNERS_SOFT,
        Radius::Sharp => layout::BRAND_CORNERS_SHARP,
        Radius::Round => layout::BRAND_CORNERS_ROUND,
    };
    let links = if has_links { layout::BRAND_LINKS } else { 0 };
    let logo = match &brand.logo {
        None => 0,
        Some((_, None)) => layout::BRAND_LOGO,
        Some((_, Some(_))) => layout::BRAND_LOGO | layout::BRAND_LOGO_DARK,
    };
    corners | links | logo
}
