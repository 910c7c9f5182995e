//! What is written is read.

use vestibule_profile::{
    Budget, Choices, Condition, Consent, DateRange, FieldTexts, Kind, Length, Number, NumberRange,
    Policy, Presence, Several, Store, StoreKind,
};
use vestibule_tenant::SnapshotError;

use super::{EVERYTHING, HEAD, snapshot, text_field};

#[test]
fn without_fields_there_is_no_profile() {
    let snapshot = snapshot(&format!("{HEAD}[profile]\nbudget = {{ interval = 3 }}\n"));
    assert!(snapshot.manifest().profile().unwrap().is_none());
}

#[test]
fn every_kind_of_field_is_read_as_it_was_written() {
    let snapshot = snapshot(&format!("{HEAD}{EVERYTHING}"));
    let profile = snapshot.manifest().profile().unwrap().unwrap();
    let policy = Policy {
        budget: Budget {
            interval: 14,
            fields_per_login: 2,
            prompts_per_user: 4,
            back_off: 60,
            first_login: true,
        },
        required_at_refresh: true,
    };
    assert_eq!(profile.policy(None), policy);
    let fields = profile.fields(None).unwrap();
    let names: Vec<_> = fields.iter().map(|field| field.name).collect();
    let all =
        "job_title about billing_email phone site seats since manages team topics home zone terms";
    assert_eq!(names.join(" "), all);
    let of = |name: &str| fields.iter().find(|field| field.name == name).unwrap();

    assert_eq!(of("billing_email").kind, Kind::Email);
    let scopes = Presence::RequiredForScopes(vec!["billing:read", "billing:write"]);
    assert_eq!(of("billing_email").presence, scopes);
    assert_eq!(
        of("phone").kind,
        Kind::Phone {
            country: Some(*b"DE")
        }
    );
    assert_eq!(of("phone").presence, Presence::Required);
    assert_eq!(of("site").kind, Kind::Url);
    assert_eq!(of("site").presence, Presence::Optional);
    let store = |kind, key| Store { kind, key };
    let number = |digits, decimals| Some(Number { digits, decimals });
    let range = NumberRange {
        min: number(1, 0),
        max: number(995, 1),
        decimals: 1,
    };
    assert_eq!(of("seats").kind, Kind::Number(range));
    let range = DateRange {
        min: Some(-1),
        max: Some(21_915),
        allows_future: false,
    };
    assert_eq!(of("since").kind, Kind::Date(range));
    assert_eq!(of("manages").kind, Kind::Boolean);
    let team = Choices {
        values: vec!["eng", "ops"],
        several: None,
    };
    assert_eq!(of("team").kind, Kind::Choice(team));
    let condition = Condition {
        field: "manages",
        any_of: vec!["true"],
    };
    assert_eq!(of("team").only_if, Some(condition));
    let topics = Choices {
        values: vec!["a", "b", "c"],
        several: Some(Several { min: 1, max: 2 }),
    };
    assert_eq!(of("topics").kind, Kind::Choice(topics));
    assert_eq!(of("home").kind, Kind::Country);
    assert_eq!(of("zone").kind, Kind::TimeZone);
    assert!(of("zone").when.is_some());
    let consent = Consent {
        version: "2026-11",
        renew_from: Some(86_400),
        entity: "Acme Inc.",
    };
    assert_eq!(of("terms").kind, Kind::Consent(consent));
    assert_eq!(of("terms").store, store(StoreKind::App, "terms"));
}

#[test]
fn what_a_text_may_be_is_read_as_it_was_written() {
    let snapshot = snapshot(&format!("{HEAD}{EVERYTHING}"));
    let profile = snapshot.manifest().profile().unwrap().unwrap();
    let fields = profile.fields(None).unwrap();
    let of = |name: &str| fields.iter().find(|field| field.name == name).unwrap();
    let store = |kind, key| Store { kind, key };
    let Kind::Text(text) = &of("job_title").kind else {
        panic!("{:?}", of("job_title"));
    };
    assert_eq!(text.length, Length { min: 2, max: 80 });
    assert_eq!(
        (text.prohibited, text.purpose),
        ("<>", "organization-title")
    );
    assert!(!text.multiline && !text.allows_mixed_scripts);
    let pattern = text.pattern.unwrap();
    assert_eq!(pattern.source(), "[A-Za-zÀ-ÿ .\\-]+");
    assert!(pattern.matches("Leitung É.-D.") && !pattern.matches("R2"));
    assert_eq!(of("job_title").store, store(StoreKind::User, "title"));
    assert_eq!(of("job_title").stale_after, Some(365));

    let Kind::Text(text) = &of("about").kind else {
        panic!("{:?}", of("about"));
    };
    assert!(text.multiline && text.allows_mixed_scripts && text.pattern.is_none());
    assert_eq!(text.length, Length { min: 0, max: 2048 });
    assert_eq!(of("about").store, store(StoreKind::User, "about"));
}

#[test]
fn what_decides_whether_to_ask_is_read_alone() {
    let snapshot = snapshot(&format!("{HEAD}{EVERYTHING}"));
    let profile = snapshot.manifest().profile().unwrap().unwrap();
    let fields = profile.fields(None).unwrap();
    let candidates = profile.candidates(None).unwrap();
    assert_eq!(candidates.len(), fields.len());
    for (candidate, field) in candidates.iter().zip(&fields) {
        assert_eq!((candidate.name, candidate.store), (field.name, field.store));
        assert_eq!(
            (&candidate.presence, candidate.when),
            (&field.presence, field.when)
        );
        assert_eq!(candidate.consent.is_some(), field.name == "terms");
        assert_eq!(
            candidate.priority,
            if field.name == "job_title" { 90 } else { 50 }
        );
        assert_eq!(candidate.step, if field.name == "about" { 2 } else { 1 });
        assert_eq!(candidate.prefill.is_some(), field.name == "zone");
    }
}

#[test]
fn texts_are_read_in_one_language() {
    let snapshot = snapshot(&format!("{HEAD}{EVERYTHING}"));
    let profile = snapshot.manifest().profile().unwrap().unwrap();
    assert_eq!(profile.languages().unwrap(), ["en", "de"]);
    let german = profile.texts("de", None).unwrap();
    assert_eq!(german.len(), 13);
    let first = FieldTexts {
        label: "Funktion",
        hint: Some("Wie auf Ihrer Karte"),
        placeholder: Some("Leitung IT"),
        problem: Some("Nur Buchstaben"),
        options: Vec::new(),
        document: None,
    };
    assert_eq!(german[0], first);
    assert_eq!(german[8].options, ["Technik", "Betrieb"]);
    // In no other language, so in the tenant's.
    assert_eq!(german[9].options, ["A", "B", "C"]);
    assert_eq!(german[12].document, Some("https://acme.example/agb"));
    // A language that nothing is in reads as the tenant's.
    assert_eq!(
        profile.texts("ja", None).unwrap(),
        profile.texts("en", None).unwrap()
    );
    assert_eq!(profile.texts("en", None).unwrap()[0].label, "Job title");
}

#[test]
fn a_bare_text_is_in_the_tenants_language() {
    let head = HEAD.replace("[tenant]\n", "[tenant]\nlanguage = \"fr\"\n");
    let snapshot = snapshot(&format!("{head}{}", text_field("hint = { en = \"Hint\" }")));
    let profile = snapshot.manifest().profile().unwrap().unwrap();
    assert_eq!(profile.languages().unwrap(), ["fr", "en"]);
    for language in ["fr", "en"] {
        let texts = profile.texts(language, None).unwrap();
        // What is missing in a language is there in another.
        assert_eq!((texts[0].label, texts[0].hint), ("Job", Some("Hint")));
    }
}

/// Wrong octets end in an error or in other texts, and never beyond their end.
#[test]
fn damaged_octets_do_no_harm() {
    let text = format!("{HEAD}{EVERYTHING}");
    let options = vestibule_tenant_compiler::CompileOptions::default();
    let compiled = crate::support::compile_text(&text, &options).unwrap();
    let start = compiled.manifest.len() - 2_400;
    let mut refused = 0;
    for at in (start..compiled.manifest.len()).step_by(3) {
        for flip in [0xff, 0x01] {
            let mut bytes = compiled.manifest.clone();
            bytes[at] ^= flip;
            let digest = vestibule_tenant_compiler::sha256(&bytes);
            let Ok(manifest) = vestibule_tenant::Manifest::from_bytes(bytes, digest) else {
                continue;
            };
            let read = || -> Result<(), SnapshotError> {
                if let Some(profile) = manifest.profile()? {
                    let over = profile.override_for(None, Some(&crate::support::client_id("x")))?;
                    profile.candidates(over.as_ref())?;
                    profile.fields(over.as_ref())?;
                    profile.texts("de", over.as_ref())?;
                }
                Ok(())
            };
            refused += u32::from(read().is_err());
        }
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn keys_of_receipts_stay_when_nothing_is_asked_any_more() {
    let keys = |text: &str| -> Vec<String> {
        let snapshot = snapshot(text);
        let profile = snapshot.manifest().profile().unwrap().unwrap();
        assert!(profile.override_for(None, None).unwrap().is_none());
        profile.receipt_keys().unwrap().map(str::to_owned).collect()
    };
    let [one, two] = [
        "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "FyQIXnWqo5LMOAN4UEW2b-Mj0B3BpSZJKY3mBtpsOHk",
    ];
    assert_eq!(keys(&format!("{HEAD}{EVERYTHING}")), [one, two]);
    let alone = format!("{HEAD}\n[profile]\nreceipt_keys = [\"ed25519-public:{two}\"]\n");
    assert_eq!(keys(&alone), [two]);
}
