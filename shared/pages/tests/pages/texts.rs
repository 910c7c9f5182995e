//! The texts against each other, and against the places they are put in.

use vestibule_pages::{ENGLISH, FRENCH, Language};

use crate::samples;

/// The texts of a language in order, by page and field: its debug form lists them so.
fn texts(language: &Language) -> Vec<(String, String)> {
    let mut page = String::new();
    let mut texts = Vec::new();
    for line in format!("{language:#?}").lines().map(str::trim) {
        if let Some((name, text)) = line.split_once(": \"") {
            let text = text.trim_end_matches(['"', ',']);
            texts.push((format!("{page}.{name}"), unescaped(text)));
        } else if let Some((name, _)) = line.split_once(": ") {
            name.clone_into(&mut page);
        }
    }
    texts
}

/// Without the escapes of the debug form (`\u{a0}`), whose braces are no placeholders.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        whole.extend(char::from_u32(u32::from_str_radix(code, 16).unwrap()));
        whole.push_str(rest);
    }
    whole
}

fn placeholders(text: &str) -> Vec<&str> {
    let opened = text.split('{').skip(1);
    let mut names: Vec<&str> = opened
        .map(|after| after.split_once('}').unwrap().0)
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn no_placeholder_remains_on_a_page() {
    for language in Language::all() {
        for (name, html) in samples::all(&samples::acme(), language) {
            let (_, content) = html.body.rsplit_once("</style>").unwrap();
            assert!(!content.contains('{') && !content.contains('}'), "{name}");
            let (_, title) = html.body.split_once("<title>").unwrap();
            let (title, _) = title.split_once("</title>").unwrap();
            assert!(
                !title.contains('{') && title.contains("Acme"),
                "{name}: {title}"
            );
        }
    }
}

#[test]
fn no_text_is_missing_or_left_in_english() {
    let english = texts(&ENGLISH);
    assert!(english.len() > 70, "{}", english.len());
    assert!(english.contains(&("layout.reference".into(), "Reference".into())));
    // What is no sentence may be the same.
    let may_be_same = [".tag", "layout.window", "identifier.example"];
    for language in Language::all() {
        let texts = texts(language);
        let names = |texts: &[(String, String)]| {
            texts
                .iter()
                .map(|(name, _)| name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&texts), names(&english), "{}", language.tag);
        for ((name, text), (_, original)) in texts.iter().zip(&english) {
            let place = format!("{}, {name}: {text:?}", language.tag);
            assert!(!text.trim().is_empty() && text.trim() == text, "{place}");
            assert!(
                !text.contains("  ") && !text.contains(['<', '>']),
                "{place}"
            );
            assert_eq!(placeholders(text), placeholders(original), "{place}");
            let same = language.tag != ENGLISH.tag && text == original;
            assert!(!same || may_be_same.contains(&name.as_str()), "{place}");
        }
    }
}

#[test]
fn languages_are_written_in_their_own_script() {
    for (tag, script) in [
        ("ja", '\u{3040}'..='\u{30ff}'),
        ("ar", '\u{600}'..='\u{6ff}'),
    ] {
        let language = Language::all()
            .iter()
            .find(|language| language.tag == tag)
            .unwrap();
        for (name, text) in texts(language) {
            // What is left to say without the script: a tag, places, an address, a word in kanji.
            let bare = [
                ".tag",
                "layout.window",
                "layout.terms",
                "identifier.example",
                "organization_picker.submit",
            ];
            let in_kanji = ["layout.terms", "organization_picker.submit"];
            let is_bare = tag == "ar" && in_kanji.contains(&name.as_str());
            let excused = bare.contains(&name.as_str()) && !is_bare;
            let written = text.chars().any(|letter| script.contains(&letter));
            assert!(written || excused, "{tag}, {name}: {text}");
        }
    }
}

#[test]
fn french_signs_do_not_begin_a_line() {
    for (name, text) in texts(&FRENCH) {
        for (before, sign) in text.chars().zip(text.chars().skip(1)) {
            let wanted = match sign {
                ':' | '»' => '\u{a0}',
                '?' | '!' | ';' => '\u{202f}',
                _ => continue,
            };
            assert_eq!(before, wanted, "{name}: {text}");
        }
    }
}

/// What of a template is neither a tag nor filled in.
fn bare_text(template: &str) -> String {
    let without = |text: &str, opening: &str, closing: &str| {
        let mut parts = text.split(opening);
        let mut kept = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            kept.push(' ');
            kept.push_str(part.split_once(closing).unwrap().1);
        }
        kept
    };
    // The name of a class.
    let text = without(template, "{% block kind", "{% endblock %}");
    let text = without(&without(&text, "{%", "%}"), "{{", "}}");
    without(&text, "<", ">")
}

/// A language cannot translate what stands in a template.
#[test]
fn templates_hold_no_words() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let template = std::fs::read_to_string(&path).unwrap();
        let place = path.display();
        let text = bare_text(&template);
        assert!(!text.contains(char::is_alphabetic), "{place}: {text}");
        for attribute in ["aria-label", "alt", "title", "placeholder", "label"] {
            for value in template.split(&format!(" {attribute}=\"")).skip(1) {
                let value = value.split('"').next().unwrap();
                let words = bare_text(value);
                assert!(!words.contains(char::is_alphabetic), "{place}: {value}");
            }
        }
        count += 1;
    }
    assert!(count > 10, "{count}");
    assert_eq!(bare_text("<p>{{ a }}Hello</p>{% if b %}").trim(), "Hello");
}
