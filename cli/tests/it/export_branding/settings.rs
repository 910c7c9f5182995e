//! What Auth0 takes as JSON.

use serde_json::Value;
use vestibule_pages::Color;

use super::{branded, export};
use crate::{TENANT, changed};

fn json(files: &std::collections::BTreeMap<String, String>, name: &str) -> Value {
    serde_json::from_str(files.get(name).unwrap()).unwrap()
}

/// Fields that `POST /api/v2/branding/themes` requires, with the range of numbers (the schema of auth0-deploy-cli,
/// src/tools/auth0/handlers/themes.ts, which is that of the API).
const REQUIRED: [(&str, &[&str]); 5] = [
    (
        "borders",
        &[
            "button_border_radius 1 10",
            "button_border_weight 0 10",
            "buttons_style pill|rounded|sharp",
            "input_border_radius 0 10",
            "input_border_weight 0 3",
            "inputs_style pill|rounded|sharp",
            "show_widget_shadow bool",
            "widget_border_weight 0 10",
            "widget_corner_radius 0 50",
        ],
    ),
    (
        "colors",
        &[
            "body_text #",
            "error #",
            "header #",
            "icons #",
            "input_background #",
            "input_border #",
            "input_filled_text #",
            "input_labels_placeholders #",
            "links_focused_components #",
            "primary_button #",
            "primary_button_label #",
            "secondary_button_border #",
            "secondary_button_label #",
            "success #",
            "widget_background #",
            "widget_border #",
        ],
    ),
    (
        "fonts",
        &[
            "body_text 0 150",
            "buttons_text 0 150",
            "font_url https",
            "input_labels 0 150",
            "links 0 150",
            "links_style normal|underlined",
            "reference_text_size 12 24",
            "subtitle 0 150",
            "title 75 150",
        ],
    ),
    (
        "page_background",
        &[
            "background_color #",
            "background_image_url https",
            "page_layout center|left|right",
        ],
    ),
    (
        "widget",
        &[
            "header_text_alignment center|left|right",
            "logo_height 1 100",
            "logo_position center|left|none|right",
            "logo_url https",
            "social_buttons_layout bottom|top",
        ],
    ),
];

/// Fields that may be there besides.
const OPTIONAL: [&str; 4] = [
    "base_focus_color",
    "base_hover_color",
    "captcha_widget_theme",
    "read_only_background",
];

fn assert_fits(place: &str, value: &Value, rule: &[&str]) {
    match rule {
        ["bool"] => assert!(value.is_boolean(), "{place}"),
        ["#"] => assert!(
            Color::parse(value.as_str().unwrap()).is_ok(),
            "{place}: {value}"
        ),
        ["https"] => {
            let address = value.as_str().unwrap();
            assert!(
                address.is_empty() || address.starts_with("https://"),
                "{place}: {value}"
            );
        }
        [least, most] => {
            let size = value.get("size").map_or(value, |size| {
                assert!(value["bold"].is_boolean(), "{place}");
                size
            });
            let size = size.as_f64().unwrap();
            assert!(
                size >= least.parse().unwrap() && size <= most.parse().unwrap(),
                "{place}: {size}"
            );
        }
        [words] => assert!(
            words.split('|').any(|word| value == word),
            "{place}: {value}"
        ),
        rule => assert!(rule.is_empty(), "{place}: a rule that nothing checks"),
    }
}

#[test]
fn the_theme_has_every_field_that_auth0_requires() {
    for radius in ["sharp", "soft", "round"] {
        let (_folder, file) = changed(|text| {
            text.replace(
                "accent = { light = \"#0b57d0\"",
                &format!("radius = \"{radius}\"\naccent = {{ light = \"#0b57d0\""),
            )
        });
        let theme = json(&export(&file), "themes/theme.json");
        assert_eq!(theme.as_object().unwrap().len(), REQUIRED.len() + 1);
        for (part, fields) in REQUIRED {
            let present = theme[part].as_object().unwrap();
            for field in fields {
                let mut words = field.split(' ');
                let name = words.next().unwrap();
                let value = present.get(name).unwrap_or_else(|| panic!("{part}.{name}"));
                assert_fits(name, value, &words.collect::<Vec<_>>());
            }
            for name in present.keys() {
                let is_known = |field: &&str| field.split(' ').next() == Some(name);
                assert!(
                    fields.iter().any(is_known) || OPTIONAL.contains(&name.as_str()),
                    "{part}.{name}"
                );
            }
        }
    }
}

#[test]
fn every_accent_can_be_read_where_auth0_puts_it() {
    for accent in [
        "#ffe500", "#ffffff", "#000000", "#ff8a00", "#7fffd4", "#0b57d1", "#ff0066",
    ] {
        let (_folder, file) = changed(|text| {
            text.replace("light = \"#0b57d0\"", &format!("light = \"{accent}\""))
                .replace("light = \"#0f766e\"", "light = \"#fff7b0\"")
        });
        let files = export(&file);
        let theme = json(&files, "themes/theme.json");
        let color = |name: &str| Color::parse(theme["colors"][name].as_str().unwrap()).unwrap();
        for (text, ground, least) in [
            ("primary_button_label", "primary_button", 4.5),
            ("links_focused_components", "widget_background", 4.5),
            ("body_text", "widget_background", 4.5),
            ("header", "widget_background", 4.5),
            ("error", "widget_background", 4.5),
            ("success", "widget_background", 4.5),
            ("secondary_button_label", "widget_background", 4.5),
            ("input_filled_text", "input_background", 4.5),
            ("input_filled_text", "read_only_background", 4.5),
            ("input_labels_placeholders", "input_background", 4.5),
            ("primary_button_label", "base_hover_color", 4.5),
            ("base_focus_color", "widget_background", 3.0),
            ("input_border", "widget_background", 3.0),
            ("icons", "input_background", 3.0),
        ] {
            let contrast = color(text).contrast(color(ground));
            assert!(
                contrast >= least,
                "{accent}: {text} on {ground}: {contrast}"
            );
        }
        // The label is one for all organizations.
        let globex = json(&files, "organization-branding/org_globexGLOBEX0001.json");
        let primary = globex["branding"]["colors"]["primary"].as_str().unwrap();
        let primary = Color::parse(primary).unwrap();
        assert!(primary.contrast(color("primary_button_label")) >= 4.5);
    }
}

#[test]
fn auth0_gets_the_brand_the_error_page_and_whom_to_ask() {
    let files = export(TENANT);
    let branding = json(&files, "branding/branding.json");
    assert_eq!(branding["colors"]["primary"], "#0b57d0");
    let logo = branding["logo_url"].as_str().unwrap();
    assert!(
        logo.starts_with("https://start.acme.example/edge/assets/"),
        "{logo}"
    );

    let globex = json(&files, "organization-branding/org_globexGLOBEX0001.json");
    assert_eq!(globex.as_object().unwrap().len(), 1, "nothing but the look");
    assert_eq!(globex["branding"]["colors"]["page_background"], "#ffffff");
    assert_ne!(globex["branding"]["logo_url"], branding["logo_url"]);
    // Organizations without a brand of their own have the tenant's without being told.
    let told = files
        .keys()
        .filter(|name| name.starts_with("organization-branding/"));
    assert_eq!(told.count(), branded());

    let tenant = json(&files, "tenant.json");
    assert_eq!(
        tenant["error_page"]["url"],
        "https://start.acme.example/edge/error"
    );
    assert_eq!(tenant["error_page"]["show_log_link"], false);
    assert_eq!(tenant["support_email"], "help@acme.example");

    for name in files
        .keys()
        .filter(|name| name.split('.').next_back() == Some("json"))
    {
        json(&files, name);
    }
    insta::assert_snapshot!("theme", files["themes/theme.json"]);
}
