//! What a page weighs on the wire.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use vestibule_pages::Language;

use crate::samples;

/// Two thirds of the first ten packets: a page that fits is there after one round trip.
const MOST: usize = 14 * 1024;

#[test]
fn every_page_fits_the_first_flight() {
    for language in Language::all() {
        for (name, html) in samples::all(&samples::acme(), language) {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(html.body.as_bytes()).unwrap();
            let weight = encoder.finish().unwrap().len();
            println!(
                "{}/{name}: {} bytes, {weight} compressed",
                language.tag,
                html.body.len()
            );
            assert!(weight <= MOST, "{name}: {weight}");
        }
    }
}
