//! Telephone numbers against libphonenumber's tables.

use serde_json::{Value, json};
use vestibule_profile::{
    Answer, FORM_PREFIX, Field, Kind, Presence, Problem, Setting, Store, StoreKind,
};

use crate::support::{Native, drive, tools};

fn read(country: Option<&str>, sent: &str) -> Result<Option<Answer>, Problem> {
    let country = country.and_then(|country| country.as_bytes().first_chunk::<2>());
    let field = Field {
        name: "phone",
        kind: Kind::Phone {
            country: country.copied(),
        },
        store: Store {
            kind: StoreKind::User,
            key: "phone",
        },
        presence: Presence::Optional,
        stale_after: None,
        only_if: None,
        when: None,
    };
    let setting = Setting {
        language: "en",
        required: true,
        today: 0,
        host: &Native,
    };
    let name = format!("{FORM_PREFIX}phone");
    Answer::read(&field, &[(&name, sent)], &setting)
}

/// Countries whose mobile numbers are dialled within the country in a way that a calling code and what stands before a number do not say.
const OTHERWISE_AT_HOME: [&str; 1] = [
    // `011 15-2345-6789` is `+54 9 11 2345 6789`.
    "AR",
];

#[test]
fn telephone_numbers_are_what_libphonenumber_says() {
    let tables = drive("phone-plans.mjs", &json!({}));
    assert_eq!(tables["ok"], true, "{tables}");
    let plans = tables["plans"].as_str().unwrap();
    let file = tools()
        .0
        .root()
        .join("shared/profile/src/answer/phone/plans.txt");
    if std::env::var_os("UPDATE_PLANS").is_some() {
        std::fs::write(&file, plans).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(
        kept == plans,
        "run UPDATE_PLANS=1 cargo test -p vestibule-harness --test questions"
    );

    let numbers = tables["numbers"].as_array().unwrap();
    assert!(numbers.len() > 240, "{}", numbers.len());
    let mut wrong = Vec::new();
    for number in numbers {
        let text = |name: &str| number[name].as_str().unwrap();
        let country = text("country");
        let expected = Ok(Some(Answer::Text(text("e164").to_owned())));
        let mut judge = |written: &str, country: Option<&str>| {
            if read(country, written) != expected {
                wrong.push(format!("{country:?}: {written} is {}", text("e164")));
            }
        };
        let abroad = text("e164").replacen('+', "00", 1);
        for written in [text("international"), text("e164"), abroad.as_str()] {
            judge(written, None);
        }
        judge(text("international"), Some(country));
        if !OTHERWISE_AT_HOME.contains(&country) {
            judge(text("national"), Some(country));
        } else if read(Some(country), text("national")) != Err(Problem::NotAPhone) {
            wrong.push(format!(
                "{country}: {} is taken for another",
                text("national")
            ));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Every country that can be chosen has a name in every language, by the tables that the Worker's host has.
#[test]
fn every_country_has_a_name_in_every_language() {
    let tables = drive(
        "place-names.mjs",
        &json!({ "languages": ["en", "de", "fr", "es", "ja", "ar"] }),
    );
    assert_eq!(tables["ok"], true, "{tables}");
    let codes = vestibule_profile::COUNTRIES.as_bytes().chunks(2);
    let codes = codes
        .map(|code| std::str::from_utf8(code).unwrap())
        .collect::<Vec<_>>();
    assert_eq!(codes.len(), 250);
    assert!(codes.is_sorted());
    for (language, names) in tables["countries"].as_object().unwrap() {
        for code in &codes {
            let name = names[*code].as_str().unwrap_or_default();
            assert!(!name.is_empty() && name != *code, "{language}: {code}");
        }
        // What the host knows besides are groupings, and codes that are no longer in use.
        let known = names.as_object().unwrap().keys();
        let more = known.filter(|code| !codes.contains(&code.as_str()));
        let more = more.map(String::as_str).collect::<Vec<_>>();
        let excused = [
            "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ",
        ];
        let unknown = more
            .iter()
            .filter(|code| !excused.contains(code))
            .collect::<Vec<_>>();
        assert_eq!(unknown, Vec::<&&str>::new(), "{language}");
    }
    let zones = tables["zones"].as_array().map_or(0, Vec::len);
    assert!(zones > 400, "{zones}");
    let _: &Value = &tables["zones"];
}
