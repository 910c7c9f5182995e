//! The catalogue as `docs/error-pages.md` has it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use vestibule_branded_pages::catalogue::{CODES, DESCRIPTIONS, ERRORS, NOTICES};
use vestibule_pages::{Ask, ENGLISH_EXPLANATIONS, Topic, Way};

/// What stands behind a mark in the page, up to its end, replaced.
fn with(page: &str, mark: &str, table: &str) -> String {
    let (start, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (before, rest) = page.split_once(&start).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    format!("{before}{start}{table}{end}{after}")
}

fn heading(topic: Topic) -> &'static str {
    topic.texts(&ENGLISH_EXPLANATIONS).heading
}

/// What there is to do first.
fn first(topic: Topic) -> &'static str {
    match topic.ways().first() {
        Some(Way::StartAgain) => "start again",
        Some(Way::TryAgain) => "try again",
        Some(Way::SignIn) => "sign in",
        Some(Way::OtherAccount) => "another account",
        Some(Way::FindOrganization) => "find the organization",
        Some(Way::Application | Way::Back) => "to the application",
        None => "nothing",
    }
}

fn ask(topic: Topic) -> &'static str {
    match topic.ask() {
        Ask::ItTeam => "the IT team",
        Ask::Administrator => "whoever manages accounts",
        Ask::Application => "the application's people",
        Ask::Nobody => "nobody",
    }
}

fn table(sections: &[(&str, &[(&str, Topic)])], what: &str) -> String {
    let mut table =
        format!("| {what} | what the page says | first | whom to ask |\n|---|---|---|---|\n");
    for (section, entries) in sections {
        for (text, topic) in *entries {
            let (heading, first, ask) = (heading(*topic), first(*topic), ask(*topic));
            let text = section.replace('…', text);
            writeln!(table, "| {text} | {heading} | {first} | {ask} |").unwrap();
        }
    }
    table
}

#[test]
fn the_catalogue_stands_in_the_docs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/error-pages.md");
    let committed = fs::read_to_string(&path).unwrap();
    let catalogue = table(
        &[
            ("code `[…]`", &CODES),
            ("description with “…”", &DESCRIPTIONS),
            ("error `…`", &ERRORS),
        ],
        "what comes",
    );
    let notices = table(&[("`…`", &NOTICES)], "kind");
    let generated = with(&committed, "catalogue", &catalogue);
    let generated = with(&generated, "notices", &notices);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &generated).unwrap();
        return;
    }
    assert!(
        committed == generated,
        "docs/error-pages.md is out of date: run UPDATE_DOCS=1 cargo test -p vestibule-branded-pages"
    );
}

#[test]
fn every_entry_can_be_reached() {
    use vestibule_branded_pages::catalogue::topic_of;

    for (index, (phrase, topic)) in DESCRIPTIONS.iter().enumerate() {
        assert_eq!(*phrase, phrase.to_lowercase(), "compared in lower case");
        assert_eq!(
            topic_of("", phrase),
            *topic,
            "{index}: {phrase} is shadowed"
        );
    }
    for (error, topic) in ERRORS {
        assert_eq!(topic_of(error, ""), topic, "{error} is shadowed");
    }
}
