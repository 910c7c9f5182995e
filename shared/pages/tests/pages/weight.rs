//! What a page weighs on the wire.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use vestibule_pages::{Accent, Brand, Color, Contact, Corners, Image, Language, Links, Logo};

use crate::samples;

/// Two thirds of the first ten packets: a page that fits is there after one round trip.
const MOST: usize = 14 * 1024;

/// How hard Brotli tries, of 11: as little as one does with answers that are made anew each time.
const QUALITY: i32 = 4;

fn with_gzip(body: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

fn with_brotli(body: &str) -> usize {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: QUALITY,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut body.as_bytes(), &mut compressed, &parameters).unwrap();
    compressed.len()
}

/// A brand with everything that adds to a page.
fn everything() -> Brand {
    let contact = |address| Contact::parse(address).ok();
    let image = |name| Image::new(name, 224, 40);
    let accent = Accent {
        light: Color::new(0x1f, 0x5c, 0x4d),
        dark: Color::new(0xff, 0xd4, 0x00),
    };
    Brand::new("Globex Corporation", accent, Some("GC"))
        .with_corners(Corners::Round)
        .with_logo(Some(Logo {
            light: image("5f0c9a4e7d1b4c2f8e6a5f0c9a4e7d1b4c2f8e6a5f0c9a4e7d1b4c2f8e6a0000"),
            dark: Some(image(
                "0f9a5f0c9a4e7d1b4c2f8e6a5f0c9a4e7d1b4c2f8e6a5f0c9a4e7d1b4c2f0000",
            )),
        }))
        .with_links(Links {
            support: contact("https://help.globex.example/signing-in"),
            privacy: contact("https://www.globex.example/legal/privacy"),
            terms: contact("https://www.globex.example/legal/terms"),
            status: contact("https://status.globex.example/"),
        })
}

#[test]
fn every_page_fits_the_first_flight() {
    let mut largest = (0, 0, String::new());
    for brand in [samples::acme(), everything()] {
        for language in Language::all() {
            for (name, html) in samples::all(&brand, language) {
                let page = format!("{}/{name}, {}", language.tag, brand.product());
                let weight = (with_gzip(&html.body), with_brotli(&html.body));
                assert!(weight.0 <= MOST && weight.1 <= MOST, "{page}: {weight:?}");
                largest = largest.max((weight.0, weight.1, page));
            }
        }
    }
    let (gzip, brotli, page) = largest;
    println!("the largest is {page}: {gzip} octets with gzip, {brotli} with Brotli");
    // A page that weighs next to nothing was not rendered.
    assert!(gzip > 4096, "{page}: {gzip}");
}
