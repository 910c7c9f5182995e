//! A field's control and the server agree on what is an answer: Chromium judges the one, with inputs made up at random.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use vestibule_pages::{
    Brand, Frame, Language, Link, ListEntry, ListGroup, ProfileField, ProfileForm,
};
use vestibule_profile::{
    Answer, Control, FORM_PREFIX, Field, FieldTexts, Kind, Presence, Setting, Store, StoreKind,
};

use crate::dice::Dice;
use crate::exceptions::{ALL, Exception, excused};
use crate::fields::{input, kind};
use crate::support::{Native, ZONES, chromium, drive};

/// Fields, and inputs for each.
const FIELDS: usize = 120;
const INPUTS: usize = 40;

/// 2026-11-24.
const TODAY: i32 = 20_781;

struct Case {
    field: Field<'static>,
    setting: Setting<'static>,
    inputs: Vec<Value>,
}

fn case(dice: &mut Dice, number: usize) -> Case {
    let kind = kind(dice, number);
    let language = *dice.pick(&["en", "de", "fr", "es", "ja", "ar"]);
    let inputs = (0..INPUTS).map(|_| input(dice, &kind, language)).collect();
    Case {
        field: Field {
            name: "asked",
            kind,
            store: Store {
                kind: StoreKind::User,
                key: "asked",
            },
            presence: Presence::Optional,
            stale_after: None,
            only_if: None,
            when: None,
        },
        setting: Setting {
            language,
            required: dice.below(2) == 0,
            today: TODAY,
            host: &Native,
        },
        inputs,
    }
}

/// The page that asks for the field alone.
fn html(case: &Case) -> String {
    let brand = Brand::default();
    let language = Language::look_up(case.setting.language).unwrap();
    let control = Control::of(&case.field, &case.setting);
    let entry = |value| ListEntry {
        value,
        label: value,
    };
    let entries = match case.field.kind {
        Kind::Country => ["DE", "PE"].map(entry).to_vec(),
        Kind::TimeZone => ZONES.map(entry).to_vec(),
        _ => Vec::new(),
    };
    let list = [ListGroup {
        label: None,
        entries: &entries,
    }];
    let texts = FieldTexts {
        label: "Asked",
        ..FieldTexts::default()
    };
    let field = ProfileField {
        field: &case.field,
        texts: &texts,
        control: &control,
        required: case.setting.required,
        given: &[],
        problem: None,
        list: if entries.is_empty() { &[] } else { &list },
    };
    let form = ProfileForm {
        frame: Frame::new(&brand, language),
        action: Link::parse("/edge/profile/x").unwrap(),
        hidden: &[],
        account: "ana@globex.example",
        other_account: Link::parse("/edge/logout").unwrap(),
        purpose: None,
        step: None,
        fields: &[field],
        goes_back: false,
        may_skip: false,
        is_not_saved: false,
    };
    form.render().body
}

#[test]
fn chromium_and_the_server_agree_on_what_is_an_answer() {
    let mut dice = Dice::new(0x5eed_2026_1124);
    let cases = (0..FIELDS)
        .map(|number| case(&mut dice, number))
        .collect::<Vec<_>>();
    let name = format!("{FORM_PREFIX}asked");
    let asked = cases
        .iter()
        .map(|case| json!({ "html": html(case), "name": name, "inputs": case.inputs }));
    let input = json!({ "chromium": chromium(), "cases": asked.collect::<Vec<_>>() });
    let result = drive("constraints.mjs", &input);
    assert_eq!(result["ok"], true, "{result}");

    let mut excuses = BTreeMap::<Exception, usize>::new();
    let mut different = Vec::new();
    let (mut taken, mut refused) = (0, 0);
    for (case, judged) in cases.iter().zip(result["judged"].as_array().unwrap()) {
        for (input, judged) in case.inputs.iter().zip(judged.as_array().unwrap()) {
            let sent = judged["sent"].as_array().unwrap();
            let sent = sent
                .iter()
                .map(|value| value.as_str().unwrap())
                .collect::<Vec<_>>();
            let form = sent
                .iter()
                .map(|value| (name.as_str(), *value))
                .collect::<Vec<_>>();
            let server = Answer::read(&case.field, &form, &case.setting);
            let browser_takes = judged["valid"].as_bool().unwrap();
            if browser_takes == server.is_ok() {
                *(if browser_takes {
                    &mut taken
                } else {
                    &mut refused
                }) += 1;
            } else if let Some(excuse) = excused(&case.field.kind, &sent, browser_takes, &server) {
                *excuses.entry(excuse).or_default() += 1;
            } else {
                different.push(format!(
                    "{input} for {:?} (required: {}, {}): Chromium {browser_takes}, server {server:?}, sent {sent:?}",
                    case.field.kind, case.setting.required, case.setting.language
                ));
            }
        }
    }
    println!("{taken} taken by both, {refused} refused by both, excused: {excuses:?}");
    assert!(
        different.is_empty(),
        "{} differ:\n{}",
        different.len(),
        different.join("\n")
    );
    assert!(taken > 1000 && refused > 1000, "{taken} and {refused}");
    for exception in ALL {
        assert!(
            excuses.contains_key(&exception),
            "{exception:?} is no exception"
        );
    }
}
