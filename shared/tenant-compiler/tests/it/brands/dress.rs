//! Fonts, grounds, and the names of products.

use vestibule_tenant::{Color, Font, MediaType};
use vestibule_tenant_compiler::{Compiled, Finding, sha256};

use super::compile_logo;
use crate::support::manifest_only;

/// The head and the tables of a font: tags by number, each of a length of 100.
fn woff2(tags: &[u8]) -> Vec<u8> {
    let mut tables = Vec::new();
    for tag in tags {
        tables.extend([*tag, 100]);
        if [10, 11].contains(tag) {
            tables.push(90);
        }
    }
    with_tables(tags.len(), &tables)
}

#[expect(clippy::unwrap_used, reason = "fonts of tests are small")]
fn with_tables(count: usize, tables: &[u8]) -> Vec<u8> {
    let data = [0x5a; 40];
    let length = u32::try_from(48 + tables.len() + data.len()).unwrap();
    let mut font = b"wOF2\0\x01\0\0".to_vec();
    font.extend(length.to_be_bytes());
    font.extend(u16::try_from(count).unwrap().to_be_bytes());
    font.extend([0; 2]);
    font.extend(5000_u32.to_be_bytes());
    font.extend(40_u32.to_be_bytes());
    font.resize(48, 0);
    font.extend(tables);
    font.extend(data);
    font
}

const STATIC: [u8; 7] = [0, 1, 2, 3, 4, 10, 11];

fn compiled(brand: &str, font: &[u8]) -> Result<Compiled, Vec<Finding>> {
    let (_folder, compiled) = compile_logo(brand, &[("a.woff2", font)]);
    compiled.map_err(|errors| errors.findings().to_vec())
}

const FILE: &str = "font = { file = \"a.woff2\", name = \"Acme Sans\" }";

#[test]
fn a_font_in_a_file_is_served_as_it_is() {
    for (tags, variable) in [(&STATIC[..], false), (&[0, 1, 13, 47], true)] {
        let bytes = woff2(tags);
        let compiled = compiled(FILE, &bytes).unwrap();
        let snapshot = manifest_only(&compiled);
        let manifest = snapshot.manifest();
        let asset = sha256(&bytes);
        assert_eq!(
            manifest.brand().looks().unwrap().font,
            Some(Font::File {
                asset,
                name: "Acme Sans",
                is_variable: variable
            })
        );
        assert_eq!(manifest.asset(asset), Some(MediaType::Woff2));
        assert_eq!(compiled.assets, [(asset, bytes)]);
    }
}

#[test]
fn what_is_no_font_is_refused() {
    let good = woff2(&STATIC);
    let changed = |place: usize, octet: u8| {
        let mut font = good.clone();
        font[place] = octet;
        font
    };
    let mut collection = good.clone();
    collection[4..8].copy_from_slice(b"ttcf");
    let mut huge = good.clone();
    huge.resize(100 * 1024 + 1, 0);
    let unfolds = with_tables(1, &[0, 0x8f, 0xff, 0xff, 0xff, 0x7f]);
    for (font, said) in [
        (Vec::new(), "is no WOFF2"),
        (b"wOFF".to_vec(), "is no WOFF2"),
        (b"<svg/>".to_vec(), "is no WOFF2"),
        (collection, "holds no single"),
        (huge, "has more than 100 KB"),
        (good[..20].to_vec(), "it has another length"),
        ([&good[..], b"x"].concat(), "it has another length"),
        (changed(12, 0xff), "damaged"),
        (changed(14, 1), "its header is none"),
        (changed(23, 0), "it is cut off"),
        (changed(22, 0xff), "it is cut off"),
        (changed(16, 0xff), "unfolds"),
        (unfolds, "unfolds"),
        (woff2(&[0, 1, 2]), "it has no characters"),
        (woff2(&[0, 0, 1, 10, 11]), "a table twice"),
        (with_tables(1, &[0, 0x80, 0x80]), "a length is none"),
    ] {
        let findings = compiled(FILE, &font).unwrap_err();
        assert_eq!(findings[0].code, "invalid-font", "{findings:?}");
        assert_eq!(findings[0].place.field, "brands.acme.font.file");
        assert!(
            findings[0].problem.contains(said),
            "{said}: {}",
            findings[0].problem
        );
    }
    for length in 0..good.len() {
        assert!(compiled(FILE, &good[..length]).is_err(), "{length}");
    }
}

#[test]
fn a_font_is_named_in_plain_letters_and_stands_beside_the_file() {
    let good = woff2(&STATIC);
    for (font, code) in [
        ("\"humanist\"", None),
        ("\"system\"", None),
        ("\"comic\"", Some("unexpected-shape")),
        ("{ file = \"a.woff2\", name = \"\" }", Some("invalid-font")),
        (
            "{ file = \"a.woff2\", name = \"A; x\" }",
            Some("invalid-font"),
        ),
        (
            "{ file = \"../a.woff2\", name = \"A\" }",
            Some("invalid-font"),
        ),
        (
            "{ file = \"b.woff2\", name = \"A\" }",
            Some("unreadable-file"),
        ),
        ("{ file = \"a.woff2\" }", Some("unexpected-shape")),
    ] {
        let found = compiled(&format!("font = {font}"), &good).err();
        assert_eq!(found.map(|findings| findings[0].code), code, "{font}");
    }
}

#[test]
fn kinds_of_fonts_grounds_and_products_are_read_back() {
    for (name, font) in [
        ("system", None),
        ("humanist", Some(Font::Humanist)),
        ("geometric", Some(Font::Geometric)),
        ("rounded", Some(Font::Rounded)),
        ("serif", Some(Font::Serif)),
        ("slab", Some(Font::Slab)),
    ] {
        let brand = format!(
            "font = \"{name}\"\nproduct = \"Acme Console\"\nbackground = {{ dark = \"#101820\" }}\nradius = \"round\"\n\
             links = {{ privacy = \"https://acme.example/\" }}"
        );
        let compiled = compiled(&brand, b"").unwrap();
        let snapshot = manifest_only(&compiled);
        let looks = snapshot.manifest().brand().looks().unwrap();
        assert_eq!(looks.font, font);
        assert_eq!(looks.product, Some("Acme Console"));
        assert_eq!(looks.background.light, None);
        assert_eq!(looks.background.dark, Some(Color([0x10, 0x18, 0x20])));
        assert_eq!(looks.links.privacy, Some("https://acme.example/"));
    }
}

#[test]
fn a_ground_on_which_nothing_can_be_read_is_refused_with_its_contrast() {
    for (background, field, measured) in [
        (
            "light = \"#707070\"",
            "light",
            "black text on it has a contrast of 4.0 to 1",
        ),
        (
            "dark = \"#808080\"",
            "dark",
            "white text on it has a contrast of 3.",
        ),
        (
            "light = \"#000000\"",
            "light",
            "black text on it has a contrast of 1.0 to 1",
        ),
    ] {
        let findings = compiled(&format!("background = {{ {background} }}"), b"").unwrap_err();
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].code, "unreadable-background");
        assert_eq!(
            findings[0].place.field,
            format!("brands.acme.background.{field}")
        );
        assert!(
            findings[0].problem.contains(measured),
            "{}",
            findings[0].problem
        );
    }
    let findings = compiled("background = { light = \"cream\" }", b"").unwrap_err();
    assert_eq!(findings[0].code, "invalid-color");
}

#[test]
fn an_accent_that_links_cannot_have_is_told() {
    let accents = |light, dark, background: &str| {
        let brand = format!("accent = {{ light = \"{light}\", dark = \"{dark}\" }}\n{background}");
        let findings = compiled(&brand, b"").unwrap().findings;
        assert!(
            findings.iter().all(|it| it.code == "bent-color"),
            "{findings:?}"
        );
        findings
    };
    assert!(accents("#0b57d0", "#a8c7fa", "").is_empty());
    let bent = accents("#ffd400", "#a8c7fa", "");
    assert_eq!(bent.len(), 1);
    assert_eq!(bent[0].place.field, "brands.acme.accent.light");
    assert!(
        bent[0].problem.contains("a contrast of 1.3 to 1"),
        "{}",
        bent[0].problem
    );
    assert_eq!(accents("#ffd400", "#0b2040", "").len(), 2);
    // What can be read on white cannot on any ground.
    let sand = "background = { light = \"#d8c8a0\" }";
    assert!(accents("#0f766e", "#a8c7fa", "").is_empty());
    assert_eq!(accents("#0f766e", "#a8c7fa", sand).len(), 1);
}
