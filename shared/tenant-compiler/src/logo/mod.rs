//! Pictures from files that anybody may have drawn, in a form that is safe to serve.
//!
//! An SVG is a document, which can run scripts and load things. It is therefore never passed on as it came: what is known to be
//! harmless is [understood](svg) and written anew, and anything else is refused. So a browser cannot read anything in it that
//! was not read here.

mod fault;
mod markup;
mod png;
mod svg;
mod value;

use vestibule_tenant::MediaType;

pub(crate) use fault::Fault;

use crate::model::Image;
use crate::write::sha256;

/// How large a file may be, in octets.
pub(crate) const MOST_OCTETS: usize = 32 * 1024;

/// The box at the head of a page that logos are fitted into, in CSS pixels: width and height.
const BOX: (f64, f64) = (224.0, 40.0);

/// Reads a file, SVG or PNG.
///
/// # Errors
///
/// A [`Fault`] that says what is wrong with it.
pub(crate) fn read(bytes: &[u8]) -> Result<Image, Fault> {
    if bytes.len() > MOST_OCTETS {
        return Err(Fault::TooLarge);
    }
    let is_png = bytes.starts_with(&png::SIGNATURE);
    let (media_type, bytes, (width, height)) = if is_png {
        let (bytes, width, height) = png::read(bytes)?;
        let size = (f64::from(width), f64::from(height));
        // Never larger than it is: it would be blurred.
        (MediaType::Png, bytes, fit(size, 1.0))
    } else {
        let (text, size) = svg::read(bytes)?;
        (MediaType::Svg, text.into_bytes(), fit(size, f64::INFINITY))
    };
    Ok(Image {
        asset: sha256(&bytes),
        media_type,
        bytes: bytes.into(),
        width,
        height,
    })
}

/// How large something of this size is shown, made larger by `most` at most.
fn fit((width, height): (f64, f64), most: f64) -> (u16, u16) {
    let scale = (BOX.0 / width).min(BOX.1 / height).min(most);
    let pixels = |length: f64| {
        let length = (length * scale).round().clamp(1.0, BOX.0);
        // Between 1 and 224.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped"
        )]
        let length = length as u16;
        length
    };
    (pixels(width), pixels(height))
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn fits_into_the_box() {
        for (size, most, shown) in [
            ((100.0, 100.0), f64::INFINITY, (40, 40)),
            ((1.0, 1.0), f64::INFINITY, (40, 40)),
            ((400.0, 20.0), f64::INFINITY, (224, 11)),
            ((20.0, 4000.0), f64::INFINITY, (1, 40)),
            ((20.0, 10.0), 1.0, (20, 10)),
            ((800.0, 400.0), 1.0, (80, 40)),
        ] {
            assert_eq!(fit(size, most), shown, "{size:?}");
        }
    }
}
