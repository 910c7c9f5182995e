//! Documents against `serde_json`, which reads the same JSON into a tree.

#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::{Map, Number, Value as Json};
use vestibule_rules::{Document, DocumentReason, MAX_DOCUMENT_DEPTH, Value};

/// What a text says, by way of a document.
fn read(text: &str) -> Result<Json, DocumentReason> {
    let document = Document::parse(text).map_err(|error| error.reason)?;
    let value = Value::from(&document);
    let json = value.to_json().unwrap();
    let mut written = String::new();
    value.write_json(&mut written).unwrap();
    // Not with `json` itself: `serde_json` does not always read the double that it wrote.
    let reread = |text: &str| serde_json::from_str::<Json>(text).unwrap();
    assert!(
        alike(&reread(&written), &reread(&json.to_string())),
        "{written}"
    );
    Ok(json)
}

/// The same as rules see it: a number that is no int is a double.
fn as_rules_see(json: Json) -> Json {
    match json {
        Json::Number(number) if number.as_i64().is_none() => {
            Number::from_f64(number.as_f64().unwrap()).unwrap().into()
        }
        Json::Array(items) => items.into_iter().map(as_rules_see).collect(),
        Json::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, as_rules_see(value)))
            .collect::<Map<_, _>>()
            .into(),
        other => other,
    }
}

/// Whether both say the same. Of a double `serde_json` takes a neighbour now and then, where a short number is read exactly here.
fn alike(ours: &Json, theirs: &Json) -> bool {
    match (ours, theirs) {
        (Json::Number(ours), Json::Number(theirs)) if ours.is_f64() && theirs.is_f64() => {
            let (ours, theirs) = (ours.as_f64().unwrap(), theirs.as_f64().unwrap());
            [theirs.next_down(), theirs, theirs.next_up()].contains(&ours)
        }
        (Json::Array(ours), Json::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|(ours, theirs)| alike(ours, theirs))
        }
        (Json::Object(ours), Json::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .all(|(name, ours)| theirs.get(name).is_some_and(|theirs| alike(ours, theirs)))
        }
        _ => ours == theirs,
    }
}

fn json() -> impl Strategy<Value = Json> {
    let name = prop_oneof!["[a-d]{0,2}", "[ -~]{0,12}", "\\PC{0,10}"];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        (-1_000..1_000_i64).prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        (-1e6..1e6).prop_map(Json::from),
        "[ -~\u{0}-\u{1f}\u{7f}-\u{a0}]{0,40}".prop_map(Json::from),
        "\\PC{0,20}".prop_map(Json::from),
    ];
    leaf.prop_recursive(6, 200, 50, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Json::from),
            prop::collection::vec((name.clone(), inner.clone()), 0..8)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
            prop::collection::vec((name.clone(), inner), 0..50)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(json in json()) {
        let text = json.to_string();
        let expected = as_rules_see(serde_json::from_str(&text).unwrap());
        let ours = read(&text).unwrap();
        prop_assert!(alike(&ours, &expected), "{}: {}", text, ours);
    }

    #[test]
    fn white_space_and_escapes_change_nothing(
        json in json(),
        space in "[ \\t\\r\\n]{0,3}",
        escaped in any::<u64>(),
    ) {
        let mut text = String::new();
        respelled(&json, &space, escaped, &mut text);
        let expected = as_rules_see(serde_json::from_str(&text).unwrap());
        let ours = read(&text).unwrap();
        prop_assert!(alike(&ours, &expected), "{}: {}", text, ours);
    }

    #[test]
    fn damaged_texts_are_refused_when_others_refuse_them(
        json in json(),
        changes in prop::collection::vec(
            (
                any::<prop::sample::Index>(),
                0..3_usize,
                prop::sample::select(vec![
                    "", "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "1", "-", "+", ".", "e", "E", "t", "null", "true",
                    "\\u", "\\ud83d", "\\ude00", "\\u00e", "\\n", "\\x", "\u{1}", "\n", " ", "\u{a0}", "é", "1e999", "NaN", "/**/",
                ]),
            ),
            1..4,
        ),
    ) {
        let mut text = json.to_string();
        for (place, dropped, put) in changes {
            let from = text.floor_char_boundary(place.index(text.len() + 1));
            let to = text.ceil_char_boundary((from + dropped).min(text.len()));
            text.replace_range(from..to, put);
        }
        match (read(&text), serde_json::from_str::<Json>(&text)) {
            (Ok(ours), Ok(theirs)) => prop_assert!(alike(&ours, &as_rules_see(theirs)), "{}: {}", text, ours),
            (Err(DocumentReason::RepeatedName), _) | (Err(_), Err(_)) => {}
            (ours, theirs) => prop_assert!(false, "{}: {:?} and {:?}", text, ours, theirs),
        }
    }
}

/// Writes JSON with white space wherever it may stand, and every other character of texts as an escape.
fn respelled(json: &Json, space: &str, escaped: u64, to: &mut String) {
    to.push_str(space);
    match json {
        Json::String(text) => respelled_text(text, escaped, to),
        Json::Array(items) => {
            to.push('[');
            for (place, item) in items.iter().enumerate() {
                to.push_str(if place > 0 { "," } else { "" });
                respelled(item, space, escaped.rotate_left(7), to);
            }
            to.push_str(if items.is_empty() { space } else { "" });
            to.push(']');
        }
        Json::Object(fields) => {
            to.push('{');
            for (place, (name, value)) in fields.iter().enumerate() {
                to.push_str(if place > 0 { "," } else { "" });
                to.push_str(space);
                respelled_text(name, escaped.rotate_left(3), to);
                to.push_str(space);
                to.push(':');
                respelled(value, space, escaped.rotate_left(11), to);
            }
            to.push_str(if fields.is_empty() { space } else { "" });
            to.push('}');
        }
        other => to.push_str(&other.to_string()),
    }
    to.push_str(space);
}

fn respelled_text(text: &str, escaped: u64, to: &mut String) {
    to.push('"');
    for (place, character) in (0..).zip(text.chars()) {
        let must = matches!(character, '"' | '\\' | ..'\u{20}');
        if must || escaped.rotate_right(place) & 1 == 1 {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(to, "\\u{unit:04x}").unwrap();
            }
        } else {
            to.push(character);
        }
    }
    to.push('"');
}

#[test]
fn what_is_no_document_is_refused_with_its_reason() {
    use DocumentReason::{HalfSurrogate, NumberTooLarge, RepeatedName, Syntax};
    for (text, reason) in [
        ("", Syntax),
        ("{}x", Syntax),
        ("\u{feff}{}", Syntax),
        ("{a:1}", Syntax),
        ("{\"a\":1,}", Syntax),
        ("[1,]", Syntax),
        ("01", Syntax),
        ("-", Syntax),
        ("1.", Syntax),
        ("+1", Syntax),
        ("\"a\nb\"", Syntax),
        ("\"\\u12g4\"", Syntax),
        ("\"\\u+123\"", Syntax),
        ("\"abc", Syntax),
        ("\"\\", Syntax),
        ("\"\\ud800\"", HalfSurrogate),
        ("\"\\udc00\"", HalfSurrogate),
        ("\"\\ud800\\ud800\"", HalfSurrogate),
        ("\"\\ud800x\"", HalfSurrogate),
        ("1e999", NumberTooLarge),
        ("-1e999", NumberTooLarge),
        ("{\"a\":1,\"b\":2,\"a\":1}", RepeatedName),
        // However it is spelled.
        ("{\"a\":1,\"\\u0061\":1}", RepeatedName),
        ("{\"\\u0061\":1,\"a\":1}", RepeatedName),
    ] {
        assert_eq!(read(text), Err(reason), "{text}");
    }
}

#[test]
fn names_are_told_apart_in_objects_of_all_sizes() {
    for size in [1, 2, 31, 32, 33, 34, 100, 5_000] {
        let member = |number: usize| format!("\"name-{number:05}\":{number}");
        // In an order that is not that of the alphabet.
        let members: Vec<_> = (0..size)
            .map(|number| member(number * 7919 % size))
            .collect();
        let text = format!("{{{}}}", members.join(","));
        let document = Document::parse(&text).unwrap();
        let Value::Map(map) = Value::from(&document) else {
            panic!("{text} is an object");
        };
        assert_eq!(map.len(), size);
        for twin in [0, size / 2, size - 1] {
            let text = format!("{{{},{}}}", members.join(","), member(twin));
            let error = Document::parse(&text).unwrap_err();
            assert_eq!(error.reason, DocumentReason::RepeatedName, "{size} {twin}");
            assert_eq!(error.at as usize, text.rfind("\"name-").unwrap());
        }
    }
}

#[test]
fn depth_is_bounded_for_both_kinds_of_brackets() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = |levels: u8| {
            let levels = usize::from(levels);
            format!("{}1{}", open.repeat(levels), close.repeat(levels))
        };
        assert!(read(&deep(MAX_DOCUMENT_DEPTH)).is_ok());
        let refused = read(&deep(MAX_DOCUMENT_DEPTH + 1));
        assert_eq!(refused, Err(DocumentReason::TooDeep));
    }
    assert!(Document::parse(&"[".repeat(1_000_000)).is_err());
}

#[test]
fn documents_do_not_show_themselves() {
    let document = Document::parse("{\"email\":\"ada@example.com\"}").unwrap();
    let shown = format!("{document:?} {:?}", Value::from(&document));
    assert!(
        !shown.contains("ada") && !shown.contains("email"),
        "{shown}"
    );
}
