//! `docs/claims-rules.md` says what is so.

use std::collections::BTreeMap;

use vestibule_rules::layout::{MAX_DEPTH, MAX_ELEMENTS, MAX_LOOPS, MAX_TEXT};
use vestibule_rules::{MAX_JSON_TEXT, MAX_JSON_VALUES};
use vestibule_rules_compiler::{Environment, MAX_SOURCE, ResultType, compile};

const PAGE: &str = include_str!("../../../../docs/claims-rules.md");

/// The blocks of the page that are written in a language.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let parts = PAGE.split(fence.as_str()).skip(1);
    parts
        .map(|part| part.split("```").next().unwrap())
        .collect()
}

#[test]
fn its_rules_can_be_compiled() {
    let rules = blocks("cel");
    assert!(rules.len() >= 10);
    for rule in rules {
        if let Err(found) = compile(rule, &Environment::post_login(), ResultType::Any) {
            panic!("{rule}\n{}", found[0]);
        }
    }
}

#[test]
fn its_message_is_the_one_that_is_shown() {
    let shown = blocks("text");
    let (rule, message) = shown[0].split_once("\n\n").unwrap();
    let found = compile(rule, &Environment::post_login(), ResultType::Any).unwrap_err();
    assert_eq!(message.trim_end(), found[0].to_string());
}

#[test]
fn it_lists_what_events_hold() {
    let triggers = [
        Environment::post_login(),
        Environment::credentials_exchange(),
        Environment::pre_user_registration(),
    ];
    let mut fields: BTreeMap<String, (String, [&str; 3])> = BTreeMap::new();
    for (place, environment) in triggers.iter().enumerate() {
        for (path, type_) in environment.paths() {
            let row = fields
                .entry(path)
                .or_insert_with(|| (type_.to_string(), [""; 3]));
            assert_eq!(row.0, type_.to_string(), "of one type in all triggers");
            row.1[place] = "x";
        }
    }
    let rows: Vec<String> = fields
        .iter()
        .map(|(path, (type_, [login, exchange, registration]))| {
            format!("| `{path}` | {type_} | {login} | {exchange} | {registration} |")
        })
        .collect();
    assert!(PAGE.contains(&rows.join("\n")), "{}", rows.join("\n"));
}

#[test]
fn a_rule_can_forgo_the_check_of_names() {
    let environment = Environment::post_login();
    for (source, accepted) in [
        ("event.user.shoe_size", false),
        ("dyn(event).user.shoe_size", true),
    ] {
        let rule = compile(source, &environment, ResultType::Any);
        assert_eq!(rule.is_ok(), accepted, "{source}");
    }
}

#[test]
fn it_states_the_limits() {
    for (what, limit) in [
        ("octets in a rule", MAX_SOURCE),
        ("octets in a text that a rule makes", MAX_TEXT),
        ("elements in a list or map that a rule makes", MAX_ELEMENTS),
        ("lists and maps inside one another", usize::from(MAX_DEPTH)),
        ("loops inside one another", usize::from(MAX_LOOPS)),
        (
            "values in a result, written as JSON",
            usize::try_from(MAX_JSON_VALUES).unwrap(),
        ),
        (
            "octets of all texts and keys in a result, written as JSON",
            MAX_JSON_TEXT,
        ),
    ] {
        assert!(
            PAGE.contains(&format!("| {what} | {limit} |")),
            "{what} {limit}"
        );
    }
}
