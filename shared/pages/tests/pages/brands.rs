//! What a brand may have besides its name and its accent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use vestibule_pages::{
    ARABIC, Accent, Background, Brand, Color, Contact, Corners, ENGLISH, Font, FontFile, Frame,
    Image, Links, Logo, Stack,
};

use crate::document::parse;
use crate::samples;
use crate::snapshots::snapshot;

fn links() -> Links {
    let contact = |address| Some(Contact::parse(address).unwrap());
    Links {
        support: contact("mailto:help@acme.example"),
        privacy: contact("https://acme.example/privacy"),
        terms: contact("https://acme.example/terms?a=1&b=2"),
        status: contact("https://status.acme.example/"),
    }
}

fn logo() -> Logo {
    Logo {
        light: Image::new(&"a1".repeat(32), 120, 40),
        dark: Some(Image::new(&"b2".repeat(32), 96, 40)),
    }
}

fn whole() -> Brand {
    samples::acme()
        .with_corners(Corners::Round)
        .with_links(links())
        .with_logo(Some(logo()))
}

#[test]
fn a_whole_brand_is_as_it_was() {
    for (language, name) in [(&ENGLISH, "brand"), (&ARABIC, "brand-arabic")] {
        let brand = whole();
        let notice = vestibule_pages::Notice {
            kind: vestibule_pages::NoticeKind::NotFound,
            frame: Frame::new(&brand, language),
            go_on: None,
        };
        insta::assert_snapshot!(name, snapshot(&notice.render()));
    }
}

#[test]
fn only_a_page_with_a_logo_may_load_it() {
    let loads = |html: &vestibule_pages::Html| html.csp.contains("img-src data: 'self';");
    for (name, html) in samples::all(&whole(), &ENGLISH) {
        assert!(loads(&html), "{name}: {}", html.csp);
        let document = parse(&html.body);
        let images: Vec<_> = document
            .tags
            .iter()
            .filter(|(tag, _)| ["<img", "<source"].contains(&tag.as_str()))
            .flat_map(|(_, attributes)| attributes)
            .filter(|(name, _)| name.starts_with("src"))
            .map(|(_, value)| value.clone())
            .collect();
        let expected = ["b2", "a1"].map(|byte| format!("/edge/assets/{}", byte.repeat(32)));
        assert_eq!(images, expected, "{name}");
    }
    for (name, html) in samples::all(&samples::acme().with_links(links()), &ENGLISH) {
        assert!(
            !loads(&html) && html.csp.contains("img-src data:;"),
            "{name}"
        );
        assert!(!html.body.contains("<img"), "{name}");
    }
}

#[test]
fn the_policy_names_the_style_of_every_kind_of_corner() {
    for corners in [Corners::Sharp, Corners::Soft, Corners::Round] {
        let brand = samples::acme().with_corners(corners);
        for (name, html) in samples::all(&brand, &ENGLISH) {
            for style in parse(&html.body).styles {
                let hash = STANDARD.encode(Sha256::digest(style));
                assert!(html.csp.contains(&format!("'sha256-{hash}'")), "{name}");
            }
        }
    }
}

#[test]
fn support_comes_first_and_every_page_has_it() {
    for (name, html) in samples::all(&whole(), &ENGLISH) {
        let (_, footer) = html.body.split_once("<footer").unwrap();
        let (footer, _) = footer.split_once("</footer>").unwrap();
        let places = ["Get help", "Privacy", "Terms", "System status"]
            .map(|text| footer.find(text).unwrap_or(usize::MAX));
        assert!(
            places.is_sorted() && places[3] < usize::MAX,
            "{name}: {footer}"
        );
        assert!(footer.contains("href=\"https://acme.example/terms?a=1&#38;b=2\""));
    }
    for (name, html) in samples::all(&samples::acme(), &ENGLISH) {
        let is_to_stay = name != "going-on";
        assert_eq!(html.body.contains("<footer"), is_to_stay, "{name}");
        assert!(!html.body.contains("Privacy"), "{name}");
    }
}

#[test]
fn a_name_in_the_place_of_a_picture_is_only_a_name() {
    let brand =
        Brand::new("\"><script>x</script>", Brand::DEFAULT_ACCENT, None).with_logo(Some(logo()));
    for (name, html) in samples::all(&brand, &ENGLISH) {
        let document = parse(&html.body);
        let alt = document
            .tags
            .iter()
            .flat_map(|(_, attributes)| attributes)
            .find(|(name, _)| name == "alt");
        assert_eq!(alt.unwrap().1, "\"><script>x</script>", "{name}");
        let scripts = document.tags.iter().filter(|(tag, _)| tag == "<script");
        assert_eq!(
            scripts.count(),
            usize::from(name == "handing-back"),
            "{name}"
        );
    }
}

#[test]
fn the_name_of_a_picture_stays_a_name() {
    let image = Image::new("../x\" onerror=\"y", 1, 1);
    let brand = samples::acme().with_logo(Some(Logo {
        light: image,
        dark: None,
    }));
    let (_, html) = samples::all(&brand, &ENGLISH).remove(0);
    assert!(html.body.contains("src=\"/edge/assets/xonerrory\""));
}

/// Whatever a tenant file says, text on the accent and the accent as text reach WCAG 2.2, level AA, on both kinds of page.
#[test]
fn every_accent_is_made_readable() {
    let digits = |style: &str, role: &str| {
        let (_, value) = style.split_once(&format!("--{role}:")).unwrap();
        Color::parse(value.get(..7).unwrap()).unwrap()
    };
    let surfaces = [Color::WHITE, Color::parse("#121418").unwrap()];
    for accent in [
        "#ffff00", "#ffffff", "#000000", "#777777", "#00ff88", "#ffd1dc",
    ] {
        let color = Color::parse(accent).unwrap();
        let brand = Brand::new("Acme", Accent::everywhere(color), None);
        let (_, html) = samples::all(&brand, &ENGLISH).remove(0);
        let style = parse(&html.body).styles.remove(1);
        let (light, dark) = style.split_once("@media").unwrap();
        for (roles, surface) in [light, dark].into_iter().zip(surfaces) {
            let contrast = digits(roles, "on-fill").contrast(digits(roles, "fill"));
            assert!(contrast >= 4.5, "{accent}: {contrast}");
            let contrast = digits(roles, "accent").contrast(surface);
            assert!(contrast >= 4.5, "{accent}: {contrast}");
        }
    }
}

#[test]
fn a_font_of_our_own_is_loaded_from_us_and_named_in_the_policy() {
    let file = Font::File(FontFile::new("Acme Sans", &"c3".repeat(32), true));
    for (font, loads) in [
        (file, true),
        (Font::Stack(Stack::Humanist), false),
        (Font::default(), false),
    ] {
        let brand = whole().with_font(font);
        for (name, html) in samples::all(&brand, &ENGLISH) {
            assert_eq!(
                html.csp.contains("; font-src 'self'; "),
                loads,
                "{name}: {}",
                html.csp
            );
            let style = &parse(&html.body).styles[1];
            let hash = STANDARD.encode(Sha256::digest(style));
            assert!(html.csp.contains(&format!("'sha256-{hash}'")), "{name}");
            let urls: Vec<_> = html.body.matches("url(\"").collect();
            assert_eq!(urls.len(), usize::from(loads), "{name}");
            assert_eq!(
                html.body.contains("url(\"/edge/assets/c3c3"),
                loads,
                "{name}"
            );
        }
    }
}

#[test]
fn windows_name_the_product_and_the_head_of_pages_the_brand() {
    let brand = whole().with_product("Acme Console");
    for (name, html) in samples::all(&brand, &ENGLISH) {
        assert!(html.body.contains(" · Acme Console</title>"), "{name}");
        assert!(html.body.contains("alt=\"Acme\""), "{name}");
    }
    let plain = samples::acme().with_product("Acme Console");
    for (name, html) in samples::all(&plain, &ENGLISH) {
        assert!(html.body.contains("translate=\"no\">Acme</span>"), "{name}");
    }
}

#[test]
fn a_ground_of_its_own_changes_the_pages_of_its_scheme() {
    let color = |text| Some(Color::parse(text).unwrap());
    let brand = whole()
        .with_background(Background::new(color("#fbf7ef"), color("#1b1420")).unwrap())
        .with_font(Font::Stack(Stack::Serif));
    let [_, style] = brand.style_sheets();
    let (light, dark) = style.split_once("@media").unwrap();
    assert!(light.starts_with(":root{--surface:#fbf7ef;"), "{style}");
    assert!(dark.contains("--surface:#1b1420;"), "{style}");
    assert!(style.ends_with("serif}"), "{style}");
    // In whatever order it is dressed.
    let other = samples::acme()
        .with_font(Font::Stack(Stack::Serif))
        .with_background(Background::new(color("#fbf7ef"), color("#1b1420")).unwrap())
        .with_corners(Corners::Round);
    assert_eq!(other.style_sheets(), brand.style_sheets());
}
