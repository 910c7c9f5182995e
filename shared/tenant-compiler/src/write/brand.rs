//! A brand in bytes.

use vestibule_tenant::layout;

use super::bytes::Append;
use super::{TooLarge, own_texts};
use crate::model::{Brand, Font, Radius};

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
    if let Some(product) = &brand.product {
        bytes.text(product)?;
    }
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
    if let Some(own) = &brand.font {
        font(&mut bytes, own)?;
    }
    if has_background(brand) {
        let [light, dark] = brand.background;
        bytes.u8(if light.is_some() {
            layout::BACKGROUND_LIGHT
        } else {
            0
        } | if dark.is_some() {
            layout::BACKGROUND_DARK
        } else {
            0
        });
        let grounds = [light, dark];
        bytes.extend(grounds.iter().flatten().flatten());
    }
    Ok(bytes)
}

fn font(bytes: &mut Vec<u8>, font: &Font) -> Result<(), TooLarge> {
    match font {
        Font::Named(kind) => bytes.u8(*kind),
        Font::File(file) => {
            bytes.u8(if file.is_variable {
                layout::FONT_FILE_VARIABLE
            } else {
                layout::FONT_FILE
            });
            bytes.extend_from_slice(file.asset.as_bytes());
            bytes.text(&file.name)?;
        }
    }
    Ok(())
}

fn has_background(brand: &Brand) -> bool {
    brand.background.iter().any(Option::is_some)
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
    let says = |is_said: bool, flag| if is_said { flag } else { 0 };
    corners
        | links
        | logo
        | says(brand.product.is_some(), layout::BRAND_PRODUCT)
        | says(brand.font.is_some(), layout::BRAND_FONT)
        | says(has_background(brand), layout::BRAND_BACKGROUND)
}
