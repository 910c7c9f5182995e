//! The page template of Universal Login.

use liquid::{Object, object};

use super::export;
use super::render::{HOSTILE, attributes, organization, render, shape, text};
use crate::{TENANT, changed};

const PAGE: &str = "branding/templates/universal_login.html";
const GLOBEX: &str = "org_globexGLOBEX0001";

/// The template with something in the place of the two tags of Auth0's.
fn template(tenant: &str) -> String {
    let page = export(tenant).remove(PAGE).unwrap();
    let (head, widget) = ("{%- auth0:head -%}", "{%- auth0:widget -%}");
    assert_eq!(
        (page.matches(head).count(), page.matches(widget).count()),
        (1, 1)
    );
    page.replace(head, "<meta name=\"auth0\">")
        .replace(widget, "<main id=\"widget\"></main>")
}

fn values(language: &str, direction: &str) -> Object {
    object!({
        "application": {"id": "a", "name": "Console"},
        "branding": {"logo_url": "", "colors": {"primary": "#000000", "page_background": "#ffffff"}},
        "tenant": {"friendly_name": "Acme"},
        "dir": direction,
        "locale": language,
        "state": "opaque",
        "prompt": {"name": "login", "screen": {"name": "login", "texts": {"pageTitle": "Log in"}}},
    })
}

#[test]
fn every_language_has_its_links_and_its_direction() {
    let template = template(TENANT);
    for (locale, direction, help) in [
        ("en", "ltr", "Get help"),
        ("de", "ltr", "Hilfe"),
        ("fr-CA", "ltr", "aide"),
        ("es-419", "ltr", "ayuda"),
        ("ja", "ltr", "サポート"),
        ("ar-SA", "rtl", "مساعدة"),
        // No language of ours: the tenant's own.
        ("nl", "ltr", "Get help"),
    ] {
        let html = render(&template, &values(locale, direction));
        let root = attributes(&html, "html");
        assert_eq!(
            (root["lang"].as_str(), root["dir"].as_str()),
            (locale, direction)
        );
        assert!(text(&html).contains(help), "{locale}: {}", text(&html));
        assert!(html.contains("<title>Log in</title>"));
        assert!(html.contains("mailto:help@acme.example"));
    }
}

#[test]
fn one_template_has_the_look_of_every_organization() {
    let template = template(TENANT);
    let mut values = values("en", "ltr");
    let acme = render(&template, &values);
    assert_eq!(attributes(&acme, "img")["alt"], "Acme");

    values.insert(
        "organization".into(),
        organization(
            GLOBEX,
            "Globex Corporation",
            "https://old.example/logo.png",
            "#123456",
        ),
    );
    let globex = render(&template, &values);
    let logo = attributes(&globex, "img");
    assert_eq!(logo["alt"], "Globex");
    assert!(
        logo["src"].starts_with("https://start.acme.example/edge/assets/"),
        "{logo:?}"
    );
    assert!(attributes(&globex, "source")["srcset"].starts_with("https://start.acme.example/"));
    assert!(
        globex.contains("--brand:#0f766e;"),
        "what the tenant file says counts"
    );
    assert!(globex.contains("https://globex.example/privacy"));
    assert!(!globex.contains("acme.example/terms"));

    // One that the tenant file does not know has what Auth0 knows of it.
    values.insert(
        "organization".into(),
        organization(
            "org_unknown",
            "Other",
            "https://other.example/a.png",
            "#AB12CD",
        ),
    );
    let other = render(&template, &values);
    assert_eq!(
        attributes(&other, "img")["src"],
        "https://other.example/a.png"
    );
    assert_eq!(attributes(&other, "img")["alt"], "Other");
    assert!(other.contains("--brand:#ab12cd;"));
}

#[test]
fn nothing_that_auth0_knows_changes_the_shape_of_a_page() {
    let template = template(TENANT);
    let with = |text: &str, logo: &str| {
        let mut values = values(text, text);
        values.insert(
            "organization".into(),
            organization("org_x", text, logo, text),
        );
        values["prompt"] = liquid::model::Value::Object(
            object!({"name": text, "screen": {"name": text, "texts": {"pageTitle": text}}}),
        );
        render(&template, &values)
    };
    let benign = with("x", "https://x.example/");
    for hostile in HOSTILE {
        let html = with(hostile, &format!("https://x.example/{hostile}"));
        assert_eq!(shape(&html), shape(&benign), "{hostile}");
        assert!(html.contains("--brand:#0b57d0;"), "{hostile}");
        assert!(text(&html).contains(hostile), "{}", text(&html));
    }
    // What is no address of a picture is not used as one.
    for hostile in ["javascript:alert(1)", "http://x.example/", "//x.example/a"] {
        assert!(!with("x", hostile).contains("<img"), "{hostile}");
    }
    // Nor is what is no color.
    for color in [
        "#12345", "#1234567", "red", "#12345g", "1#23456", "#12345;", "",
    ] {
        let mut values = values("en", "ltr");
        values.insert("organization".into(), organization("org_x", "X", "", color));
        assert!(
            render(&template, &values).contains("--brand:#0b57d0;"),
            "{color}"
        );
    }
}

#[test]
fn a_page_that_auth0_says_nothing_of_stands() {
    let html = render(&template(TENANT), &object!({}));
    assert_eq!(attributes(&html, "html")["lang"], "en");
    assert!(html.contains("<title>Acme</title>"));
}

#[test]
fn every_value_is_escaped_and_nothing_comes_from_elsewhere() {
    for (name, content) in export(TENANT) {
        if content.contains("<!doctype html>") {
            for (_, value) in content
                .match_indices("{{")
                .map(|(at, _)| content.split_at(at))
            {
                let (value, _) = value.split_once("}}").unwrap();
                assert!(value.ends_with(" | escape "), "{name}: {value}");
            }
            for word in [
                "<script", "@import", "url(http", "<link", "onload", "@@", "##",
            ] {
                assert!(!content.contains(word), "{name}: {word}");
            }
        }
    }
}

#[test]
fn what_a_brand_is_called_is_never_markup_nor_liquid() {
    let (_folder, file) = changed(|text| {
        text.replace(
            "name = \"Globex\"\naccent",
            "name = '\"><script>{{ 6 | times: 7 }}{% endif %} &'\naccent",
        )
        .replace(
            "logo = { light = \"logos/globex.svg\", dark = \"logos/globex-dark.svg\" }\n",
            "",
        )
    });
    let mut values = values("en", "ltr");
    values.insert(
        "organization".into(),
        organization(GLOBEX, "Globex", "", ""),
    );
    let html = render(&template(&file), &values);
    assert!(!html.contains("<script"), "{html}");
    assert!(text(&html).contains("”><script>(( 6"), "{}", text(&html));
    assert!(!text(&html).contains("42"));
}

#[test]
fn is_as_it_was() {
    let mut values = values("en", "ltr");
    values.insert(
        "organization".into(),
        organization(GLOBEX, "Globex", "", ""),
    );
    insta::assert_snapshot!("login_page", render(&template(TENANT), &values));
}
