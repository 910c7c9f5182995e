//! Templates of mails.

use liquid::model::Value;
use liquid::{Object, object};

use super::render::{HOSTILE, attributes, organization, render, shape, text};
use super::{LANGUAGES, MAILS, export};
use crate::{TENANT, changed};

/// One pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const URL: &str = "https://login.acme.example/u/email-verification?ticket=abc&x=1#";

fn values(language: &str) -> Object {
    object!({
        "application": {"name": "Console", "clientID": "a", "callback_domain": "https://app.acme.example"},
        "request_language": language,
        "tenant": "acme",
        "friendly_name": "Acme",
        "user": {"email": "ana@globex.example", "name": "Ana", "source_ip": "203.0.113.9", "city": "Berlin", "country": "Germany"},
        "inviter": {"name": "Ben"},
        "url": URL,
        "link": URL,
        "code": "493217",
    })
}

fn subject(settings: &str) -> String {
    let settings: serde_json::Value = serde_json::from_str(settings).unwrap();
    settings
        .get("subject")
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn every_mail_says_what_it_is_for_in_every_language() {
    let files = export(TENANT);
    for (name, gives) in MAILS {
        let body = &files[&format!("emails/{name}.html")];
        let subject = subject(&files[&format!("emails/{name}.json")]);
        let mut seen = Vec::new();
        for language in LANGUAGES {
            for globex in [false, true] {
                let mut values = values(language);
                let product = if globex { "Globex" } else { "Acme" };
                if globex {
                    let organization =
                        organization("org_globexGLOBEX0001", "Globex Corporation", "", "#000000");
                    values.insert("organization".into(), organization);
                }
                let html = render(body, &values);
                let root = attributes(&html, "html");
                let direction = if language == "ar" { "rtl" } else { "ltr" };
                assert_eq!(
                    (root["lang"].as_str(), root["dir"].as_str()),
                    (language, direction)
                );
                assert_eq!(attributes(&html, "body > table")["dir"], direction);
                let words = text(&html);
                assert!(words.contains(product), "{name} {language}: {words}");
                assert!(!words.contains(['{', '}']), "{name} {language}: {words}");
                assert!(html.contains(if globex { "#0f766e" } else { "#0b57d0" }));
                // Whoever reads only text finds what to do in it.
                match gives {
                    "" => assert!(!html.contains("493217") && !html.contains("ticket")),
                    "code" => assert!(words.contains("493217")),
                    _ => {
                        assert!(words.contains(URL), "{words}");
                        assert_eq!(attributes(&html, ".card a")["href"], URL);
                    }
                }
                match name {
                    "blocked_account" => assert!(words.contains("203.0.113.9, Berlin, Germany")),
                    "user_invitation" => assert!(words.contains("Ben")),
                    _ => assert!(!words.contains("Ben") && !words.contains("Berlin")),
                }
                // Nobody's sign-up form writes in our name.
                assert!(!words.contains("Ana"), "{words}");

                let line = render(&subject, &values);
                assert!(line.contains(product), "{line}");
                assert!(line.contains("Corporation") == globex, "{line}");
                assert!(!line.contains(['{', '}', '\n']), "{line}");
                if !globex {
                    seen.push(line);
                    seen.push(words);
                }
            }
        }
        seen.sort();
        seen.dedup();
        assert_eq!(
            seen.len(),
            2 * LANGUAGES.len(),
            "{name}: two languages say the same"
        );
    }
}

#[test]
fn the_language_is_what_was_chosen_else_asked_for_else_the_tenants() {
    let files = export(TENANT);
    let body = &files["emails/welcome_email.html"];
    let spoken = |asked: Option<&str>, chosen: Option<&str>| {
        let mut values = values("en");
        match asked {
            Some(asked) => {
                values.insert("request_language".into(), Value::scalar(asked.to_owned()))
            }
            None => values.remove("request_language"),
        };
        if let Some(chosen) = chosen {
            values.insert(
                "user".into(),
                Value::Object(object!({"user_metadata": {"lang": chosen}})),
            );
        }
        attributes(&render(body, &values), "html")["lang"].clone()
    };
    assert_eq!(spoken(Some("de-AT"), None), "de");
    assert_eq!(spoken(Some("FR"), None), "fr");
    assert_eq!(spoken(Some("de,en;q=0.5"), Some("ja")), "ja");
    assert_eq!(spoken(Some("de"), Some("nl")), "de");
    for asked in [None, Some(""), Some("nl"), Some("*"), Some("\"><script>")] {
        assert_eq!(spoken(asked, None), "en", "{asked:?}");
    }
    let (_folder, file) = changed(|text| {
        text.replace(
            "brand = \"acme\"\n",
            "brand = \"acme\"\nlanguage = \"es\"\n",
        )
    });
    let files = export(&file);
    let html = render(&files["emails/welcome_email.html"], &values("nl"));
    assert_eq!(attributes(&html, "html")["lang"], "es");
}

#[test]
fn nothing_that_somebody_typed_changes_the_shape_of_a_mail() {
    let files = export(TENANT);
    for (name, _) in MAILS {
        let body = &files[&format!("emails/{name}.html")];
        let subject = subject(&files[&format!("emails/{name}.json")]);
        let with = |text: &str| {
            let mut values = object!({
                "request_language": text,
                "friendly_name": text,
                "user": {"email": text, "name": text, "nickname": text, "given_name": text, "source_ip": text,
                         "city": text, "country": text, "user_metadata": {"lang": text}},
                "inviter": {"name": text},
                "url": text,
                "link": text,
                "code": text,
            });
            values.insert(
                "organization".into(),
                organization("org_x", text, text, text),
            );
            values
        };
        let benign = shape(&render(body, &with("x")));
        for hostile in HOSTILE {
            let html = render(body, &with(hostile));
            assert_eq!(shape(&html), benign, "{name}: {hostile}");
            assert!(html.contains("#0b57d0"), "{name}: {hostile}");
        }
        for color in ["#12345", "#1234567", "red", "1#23456", "#12345;"] {
            let mut values = with("x");
            values.insert("organization".into(), organization("org_x", "X", "", color));
            assert!(render(body, &values).contains("#0b57d0"), "{name}: {color}");
        }
        let line = render(&subject, &with("a\r\nBcc: b@c.example\n"));
        assert!(!line.contains(['\r', '\n']), "{line}");
    }
}

#[test]
fn mails_show_a_logo_that_mail_programs_can_show() {
    let files = export(TENANT);
    let html = render(&files["emails/welcome_email.html"], &values("en"));
    assert!(!html.contains("<img"), "Acme’s logo is SVG");

    let (folder, file) = changed(|text| {
        text.replace(
            "light = \"logos/acme.svg\", dark = \"logos/acme-dark.svg\"",
            "light = \"acme.png\"",
        )
    });
    let png = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, PNG).unwrap();
    std::fs::write(folder.path().join("acme.png"), png).unwrap();
    let files = export(&file);
    let html = render(&files["emails/welcome_email.html"], &values("en"));
    let logo = attributes(&html, "img");
    assert!(
        logo["src"].starts_with("https://start.acme.example/edge/assets/"),
        "{logo:?}"
    );
    assert_eq!(logo["alt"], "Acme");
    assert!(
        !files["apply.md"].contains("logo of Acme"),
        "{}",
        files["apply.md"]
    );
}

#[test]
fn mails_are_as_they_were() {
    let files = export(TENANT);
    insta::assert_snapshot!(
        "reset_email",
        render(&files["emails/reset_email.html"], &values("de"))
    );
    let mut values = values("ar");
    values.insert(
        "organization".into(),
        organization("org_globexGLOBEX0001", "Globex (EU)", "", ""),
    );
    let mail = render(&files["emails/user_invitation.html"], &values);
    insta::assert_snapshot!("user_invitation", mail);
}
