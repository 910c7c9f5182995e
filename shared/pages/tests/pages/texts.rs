//! The texts against each other, and against the places they are put in.

use vestibule_pages::{ENGLISH, FRENCH, Language, PluralCategory};

use crate::samples;

const CATEGORIES: [PluralCategory; 6] = [
    PluralCategory::Zero,
    PluralCategory::One,
    PluralCategory::Two,
    PluralCategory::Few,
    PluralCategory::Many,
    PluralCategory::Other,
];

/// Whether a name is that of a form of a word beside a number; no other text has a sibling for a few.
fn is_form(name: &str) -> bool {
    let (text, _) = name.rsplit_once('.').unwrap();
    let few = format!("{text}.few");
    ENGLISH.texts().iter().any(|(name, _)| *name == few)
}

/// The texts of a language with their names. Words beside numbers have a test of their own.
fn texts(language: &Language) -> Vec<(String, &'static str)> {
    let mut texts = language.texts();
    texts.retain(|(name, _)| !is_form(name));
    texts
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
    assert!(english.len() > 140, "{}", english.len());
    assert!(english.contains(&("layout.reference".into(), "Reference")));
    assert!(
        english
            .iter()
            .any(|(name, _)| name == "explanations.denied.lead")
    );
    // What is no sentence may be the same.
    let may_be_same = ["layout.window", "identifier.example"];
    // "No" is Spanish, too.
    let is_no = |place: &str| place == "profile.no";
    for language in Language::all() {
        let texts = texts(language);
        let names = |texts: &[(String, &str)]| {
            texts
                .iter()
                .map(|(name, _)| name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&texts), names(&english), "{}", language.tag);
        for ((name, text), (_, original)) in texts.iter().zip(&english) {
            let place = format!("{}, {name}: {text:?}", language.tag);
            assert!(!text.trim().is_empty() && text.trim() == *text, "{place}");
            assert!(
                !text.contains("  ") && !text.contains(['<', '>']),
                "{place}"
            );
            assert_eq!(placeholders(text), placeholders(original), "{place}");
            let same = language.tag != ENGLISH.tag && *text == *original;
            let excused =
                may_be_same.contains(&name.as_str()) || (language.tag == "es" && is_no(name));
            assert!(!same || excused, "{place}");
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
                "layout.window",
                "layout.terms",
                "identifier.example",
                "organization_picker.submit",
                "layout.language",
                "profile.optional",
            ];
            let in_kanji = [
                "layout.terms",
                "layout.language",
                "organization_picker.submit",
                "profile.optional",
            ];
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
        // The colon of an address is no sign of French.
        let text = text.replace("https://", "");
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

#[test]
fn words_beside_numbers_are_there_for_every_number_of_their_language() {
    let forms = |language: &Language| {
        let mut texts = language.texts();
        texts.retain(|(name, _)| is_form(name));
        texts
    };
    let english = forms(&ENGLISH);
    assert_eq!(english.len() % CATEGORIES.len(), 0);
    assert!(english.len() >= 2 * CATEGORIES.len());
    for language in Language::all() {
        let own = language.habits.plurals.categories();
        for (place, (name, text)) in forms(language).into_iter().enumerate() {
            let (counted, form) = name.rsplit_once('.').unwrap();
            let category = CATEGORIES[place % CATEGORIES.len()];
            assert_eq!(form, category.name());
            let place = format!("{}, {name}: {text:?}", language.tag);
            let is_own = category == PluralCategory::Other || own.contains(&category);
            if text.is_empty() {
                // Whole millions are written in digits, beside which the word is the same as ever.
                assert!(!is_own || category == PluralCategory::Many, "{place}");
                continue;
            }
            assert!(is_own, "{place}");
            assert!(text.trim() == text && !text.contains("  "), "{place}");
            let of_all = format!("{counted}.other");
            let (_, original) = english.iter().find(|(name, _)| *name == of_all).unwrap();
            let (found, wanted) = (placeholders(text), placeholders(original));
            let missing = wanted.iter().filter(|name| !found.contains(name)).count();
            // One thing, or a pair, may be said with a word.
            let says_with_word = matches!(category, PluralCategory::One | PluralCategory::Two);
            assert!(missing <= usize::from(says_with_word), "{place}");
            assert!(found.iter().all(|name| wanted.contains(name)), "{place}");
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
        // Attributes by themselves, for several elements.
        let is_element = template.contains('<');
        let text = bare_text(&template);
        assert!(
            !is_element || !text.contains(char::is_alphabetic),
            "{place}: {text}"
        );
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
