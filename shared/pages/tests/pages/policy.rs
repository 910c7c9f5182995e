//! The Content-Security-Policy and the other headers against what the page really holds.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use vestibule_pages::{Accent, Brand, Color, ENGLISH, Frame, HandingBack, Html, Language};

use crate::document::parse;
use crate::samples;

#[test]
fn the_policy_names_exactly_the_styles_of_the_page() {
    for accent in [
        Color::new(0x1f, 0x5c, 0x4d),
        Color::new(0xff, 0xd4, 0x00),
        Color::BLACK,
    ] {
        let brand = Brand::new("Acme", Accent::everywhere(accent), Some("A"));
        for (name, html) in samples::all(&brand, &ENGLISH) {
            let hashes = parse(&html.body)
                .styles
                .iter()
                .map(|style| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style))))
                .collect::<Vec<_>>()
                .join(" ");
            let directive = format!("style-src {hashes};");
            assert!(
                html.csp.contains(&directive),
                "{name}: {directive} in {}",
                html.csp
            );
        }
    }
}

#[test]
fn the_policy_allows_nothing_else() {
    for (name, html) in samples::all(&samples::acme(), &ENGLISH) {
        let document = parse(&html.body);
        let has_form = document.tags.iter().any(|(tag, _)| tag == "<form");
        let form_action = match (name, has_form) {
            ("handing-back", true) => "form-action https: com.acme.app:",
            (_, true) => "form-action 'self'",
            (_, false) => "form-action 'none'",
        };
        let directives = html.csp.split("; ").collect::<Vec<_>>();
        for directive in [
            "default-src 'none'",
            "img-src data:",
            form_action,
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(directives.contains(&directive), "{name}: {}", html.csp);
        }
        let has_script = directives
            .iter()
            .any(|directive| directive.starts_with("script-src "));
        assert_eq!(has_script, name == "handing-back", "{name}: {}", html.csp);
        let count = directives.len() - usize::from(has_script);
        assert_eq!(count, 6, "{name}: {}", html.csp);
    }
}

#[test]
fn pages_hold_no_script_and_load_nothing() {
    for (name, html) in samples::all(&samples::acme(), &ENGLISH) {
        let document = parse(&html.body);
        for (tag, attributes) in &document.tags {
            let is_button_press = name == "handing-back" && tag == "<script";
            assert!(
                is_button_press
                    || !["<script", "<img", "<iframe", "<object", "<base", "<video"]
                        .contains(&tag.as_str()),
                "{name}: {tag}"
            );
            for (attribute, value) in attributes {
                assert!(
                    !attribute.starts_with("on") && attribute != "style",
                    "{name}: {attribute}"
                );
                if tag == "<link" && attribute == "href" {
                    assert!(value.starts_with("data:image/svg+xml,"), "{name}: {value}");
                }
            }
        }
        for style in document.styles {
            assert!(
                !style.contains("url(") && !style.contains("@import"),
                "{name}"
            );
        }
    }
}

#[test]
fn the_only_script_is_the_one_that_the_policy_names() {
    for language in Language::all() {
        for (name, html) in samples::all(&samples::acme(), language) {
            let scripts = html.body.split("<script>").skip(1);
            let scripts = scripts.map(|rest| rest.split_once("</script>").unwrap().0);
            let hashes = scripts
                .map(|script| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
                .collect::<Vec<_>>();
            let named = html
                .csp
                .split("; ")
                .find_map(|it| it.strip_prefix("script-src "));
            assert_eq!(named.unwrap_or_default(), hashes.join(" "), "{name}");
            assert!(hashes.len() <= 1, "{name}");
        }
    }
}

#[test]
fn a_token_goes_where_it_may_and_in_no_address() {
    let brand = samples::acme();
    let page = |schemes, is_loopback| {
        let html = HandingBack {
            frame: Frame::new(&brand, &ENGLISH),
            target: samples::link("https://tenant.acme.test/continue?state=a%2Bb"),
            token: "a.b.c",
            schemes,
            is_loopback,
        };
        html.render()
    };
    let sources = |html: &Html| {
        let found = html
            .csp
            .split("; ")
            .find_map(|it| it.strip_prefix("form-action "));
        found.unwrap().to_owned()
    };
    assert_eq!(sources(&page(&[], false)), "https:");
    assert_eq!(sources(&page(&[], true)), "http:");
    // What is no scheme, or one that runs what it is given, is left out.
    let schemes = [
        "com.acme.app:",
        "acme",
        "a b:",
        "x:; script-src *",
        "javascript:",
        "DATA:",
        "1x:",
        ":",
    ];
    assert_eq!(sources(&page(&schemes, false)), "https: com.acme.app:");
    let html = page(&[], false);
    let tags = parse(&html.body).tags;
    let holding = |text: &str| {
        let values = tags.iter().flat_map(|(tag, attributes)| {
            attributes
                .iter()
                .map(move |(name, value)| (tag.as_str(), name.as_str(), value))
        });
        let found = values.filter(|(_, _, value)| value.contains(text));
        found.map(|(tag, name, _)| (tag, name)).collect::<Vec<_>>()
    };
    assert_eq!(holding("a.b.c"), [("<input", "value")]);
    assert_eq!(holding("/continue?state=a%2Bb"), [("<form", "action")]);
    let referrer = html.headers().find(|(name, _)| *name == "referrer-policy");
    assert_eq!(referrer.unwrap().1, "strict-origin");
}

#[test]
fn a_page_that_goes_on_says_so_in_its_header() {
    for (name, html) in samples::all(&samples::acme(), &ENGLISH) {
        let meta = parse(&html.body)
            .tags
            .into_iter()
            .find_map(|(_, attributes)| {
                let refreshes = attributes.contains(&("http-equiv".into(), "refresh".into()));
                attributes
                    .into_iter()
                    .find(|(name, _)| refreshes && name == "content")
            });
        // Addresses that may hold a token, and times that can be called off, stand in the header alone.
        let in_header_alone = ["signing-out", "explanation-onward"].contains(&name);
        if in_header_alone {
            assert!(html.refresh.is_some() && meta.is_none(), "{name}");
        } else {
            assert_eq!(html.refresh, meta.map(|(_, content)| content), "{name}");
            assert_eq!(html.refresh.is_some(), name == "going-on");
        }
        let header = html
            .headers()
            .find(|(header, _)| *header == "refresh")
            .map(|(_, value)| value);
        assert_eq!(html.refresh.as_deref(), header);
    }
}

#[test]
fn header_values_are_visible_ascii() {
    for (_, html) in samples::all(&samples::acme(), &ENGLISH) {
        for (header, value) in html.headers() {
            assert!(
                value.bytes().all(|byte| (0x20..0x7f).contains(&byte)),
                "{header}: {value}"
            );
        }
    }
}
