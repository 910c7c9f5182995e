//! What a brand holds besides its name: links, corners, logos.

mod dress;
mod hostile_svg;
mod looks;
mod png;

use std::fs;

use tempfile::TempDir;
use vestibule_tenant::{Bundle, Corners, Links, MediaType, SnapshotError};
use vestibule_tenant_compiler::{CompileErrors, CompileOptions, Compiled, compile, sha256};

use crate::support::{TENANT, compile_text, manifest_only};

/// A picture that is good.
pub(crate) const GOOD: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40" rx="8" fill="#123456"/></svg>"##;

/// Compiles a tenant whose brand has these files as its logo.
#[expect(clippy::unwrap_used, reason = "a test that has no folder cannot go on")]
pub(crate) fn compile_logo(
    brand: &str,
    files: &[(&str, &[u8])],
) -> (TempDir, Result<Compiled, CompileErrors>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let file = folder.path().join("vestibule.toml");
    let text = format!("{TENANT}brand = \"acme\"\n\n[brands.acme]\nname = \"Acme\"\n{brand}\n");
    fs::write(&file, text).unwrap();
    let compiled = compile(&file, &CompileOptions::default());
    (folder, compiled)
}

/// What becomes of a picture, or the sentence that says why nothing does.
#[expect(clippy::panic, reason = "a picture is taken or refused")]
pub(crate) fn served(name: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let brand = format!("logo = {{ light = \"{name}\" }}");
    let (_folder, compiled) = compile_logo(&brand, &[(name, bytes)]);
    match compiled {
        Ok(Compiled { mut assets, .. }) => Ok(assets.remove(0).1),
        Err(errors) => match errors.findings() {
            [finding] if finding.code == "invalid-logo" => {
                assert_eq!(finding.place.field, "brands.acme.logo.light");
                Err(finding.problem.clone())
            }
            _ => panic!("{errors}"),
        },
    }
}

#[test]
fn a_brand_says_nothing_it_was_not_told() {
    let (_folder, compiled) = compile_logo("", &[]);
    let snapshot = manifest_only(&compiled.unwrap());
    let brand = snapshot.manifest().brand();
    let looks = brand.looks().unwrap();
    assert_eq!(looks.corners, Corners::Soft);
    assert_eq!(looks.links, Links::default());
    assert_eq!(looks.logo, None);
    assert_eq!(snapshot.manifest().assets().count(), 0);
}

#[test]
fn everything_that_a_brand_says_is_read_back() {
    let brand = "radius = \"round\"
links = { support = \"mailto:help@acme.example\", terms = \"https://acme.example/terms?v=2#top\" }
logo = { light = \"logos/light.svg\", dark = \"dark.svg\" }";
    let dark = GOOD.replace("#123456", "white");
    let files = [
        ("logos/light.svg", GOOD.as_bytes()),
        ("dark.svg", dark.as_bytes()),
    ];
    let (_folder, compiled) = compile_logo(brand, &files);
    let compiled = compiled.unwrap();
    let snapshot = manifest_only(&compiled);
    let manifest = snapshot.manifest();
    let brand = manifest.brand();
    let looks = brand.looks().unwrap();
    assert_eq!(looks.corners, Corners::Round);
    assert_eq!(
        looks.links,
        Links {
            support: Some("mailto:help@acme.example"),
            terms: Some("https://acme.example/terms?v=2#top"),
            ..Links::default()
        }
    );
    let logo = looks.logo.unwrap();
    assert_eq!((logo.light.width, logo.light.height), (120, 40));
    let dark = logo.dark.unwrap();
    assert_ne!(dark.asset, logo.light.asset);
    for image in [logo.light, dark] {
        assert_eq!(manifest.asset(image.asset), Some(MediaType::Svg));
        let (_, bytes) = compiled
            .assets
            .iter()
            .find(|(id, _)| *id == image.asset)
            .unwrap();
        assert_eq!(sha256(bytes), image.asset);
    }
    assert_eq!(manifest.asset(sha256(b"something else")), None);
    assert_eq!(manifest.assets().count(), 2);

    let bytes = compiled.bundle().unwrap();
    let bundle = Bundle::from_bytes(&bytes).unwrap();
    let bundled: Vec<_> = bundle
        .assets()
        .map(|(id, bytes)| (id, bytes.to_vec()))
        .collect();
    assert_eq!(bundled, compiled.assets);
    assert_eq!(bundle.shards().count(), compiled.shards.len());
}

#[test]
fn the_same_file_is_served_once() {
    let text = "radius = \"sharp\"\nlogo = { light = \"a.svg\", dark = \"b.svg\" }\n\n\
                [brands.other]\nname = \"Other\"\nlogo = { light = \"b.svg\" }";
    let (_folder, compiled) = compile_logo(
        text,
        &[("a.svg", GOOD.as_bytes()), ("b.svg", GOOD.as_bytes())],
    );
    assert_eq!(compiled.unwrap().assets.len(), 1);
}

#[test]
fn links_lead_to_pages_and_support_to_people() {
    for (links, code) in [
        ("support = \"mailto:help@acme.example\"", None),
        ("support = \"tel:+49-30-901820\"", None),
        ("support = \"https://help.acme.example/\"", None),
        ("support = \"mailto:\"", Some("invalid-contact")),
        ("support = \"mailto:help\"", Some("invalid-contact")),
        (
            "support = \"mailto:help@acme.example?subject=x\"",
            Some("invalid-contact"),
        ),
        ("support = \"tel:\"", Some("invalid-contact")),
        ("support = \"tel:help\"", Some("invalid-contact")),
        ("support = \"javascript:alert(1)\"", Some("not-https")),
        ("support = \"help\"", Some("invalid-url")),
        ("privacy = \"mailto:a@acme.example\"", Some("not-https")),
        ("terms = \"http://acme.example/\"", Some("not-https")),
        (
            "status = \"https://a:b@acme.example/\"",
            Some("credentials-in-url"),
        ),
        ("status = \"https://acme.example/a|b\"", Some("invalid-url")),
        (
            "imprint = \"https://acme.example/\"",
            Some("unexpected-shape"),
        ),
    ] {
        let (_folder, compiled) = compile_logo(&format!("links = {{ {links} }}"), &[]);
        let found = compiled.err().map(|errors| errors.findings()[0].code);
        assert_eq!(found, code, "{links}");
    }
    let text = format!("{TENANT}[brands.a]\nname = \"A\"\nradius = \"oval\"\n");
    let errors = compile_text(&text, &CompileOptions::default()).unwrap_err();
    assert_eq!(errors.findings()[0].code, "unexpected-shape");
}

#[test]
fn a_logo_stands_in_a_file_beside_the_tenant_file() {
    for (name, code) in [
        ("", "invalid-logo"),
        ("/etc/hostname", "invalid-logo"),
        ("../logo.svg", "invalid-logo"),
        ("logos/../../logo.svg", "invalid-logo"),
        (".", "invalid-logo"),
        ("https://acme.example/logo.svg", "unreadable-file"),
        ("absent.svg", "unreadable-file"),
    ] {
        let (_folder, compiled) = compile_logo(&format!("logo = {{ light = \"{name}\" }}"), &[]);
        let errors = compiled.unwrap_err();
        assert_eq!(errors.findings()[0].code, code, "{errors}");
    }
}

#[test]
fn a_logo_of_an_included_brand_stands_beside_that_file() {
    let text = "\n".to_owned();
    let included = "[brands.globex]\nname = \"Globex\"\nlogo = { light = \"logo.svg\" }\n";
    let (folder, _) = compile_logo(
        &text,
        &[
            ("customers/globex.toml", included.as_bytes()),
            ("customers/logo.svg", GOOD.as_bytes()),
        ],
    );
    let file = folder.path().join("vestibule.toml");
    let main = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("include = [\"customers/*.toml\"]\n{main}")).unwrap();
    let compiled = compile(&file, &CompileOptions::default()).unwrap();
    assert_eq!(compiled.assets.len(), 1);
}

#[test]
fn a_brand_that_is_cut_short_is_noticed() {
    let (_folder, compiled) = compile_logo(
        "logo = { light = \"a.svg\" }",
        &[("a.svg", GOOD.as_bytes())],
    );
    let compiled = compiled.unwrap();
    let asset = compiled.assets[0].0;
    let mut manifest = compiled.manifest;
    let place = manifest
        .windows(32)
        .position(|window| window == asset.as_bytes())
        .unwrap();
    // The flags stand right before it; with all bits set they say what nobody knows.
    manifest[place - 1] = 0xff;
    let digest = sha256(&manifest);
    assert!(matches!(
        vestibule_tenant::Manifest::from_bytes(manifest, digest),
        Err(SnapshotError::UnknownValue { .. })
    ));
}
