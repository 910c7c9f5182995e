//! What is chosen rather than written.

use vestibule_profile::{
    Answer, Choices, Condition, Consent, FORM_PREFIX, Kind, Problem, Setting, Several,
};

use crate::support::{field, json, read, read_all, setting, text};

fn choices(several: Option<Several>) -> Kind<'static> {
    Kind::Choice(Choices {
        values: vec!["red", "green", "blue"],
        several,
    })
}

#[test]
fn one_is_one() {
    let kind = choices(None);
    assert_eq!(read(&kind, "green", "en"), text("green"));
    assert_eq!(read_all(&kind, &["green", "green"], "en"), text("green"));
    assert_eq!(read(&kind, "", "en"), Ok(None));
    assert_eq!(read_all(&kind, &[], "en"), Ok(None));
    assert_eq!(read(&kind, "Green", "en"), Err(Problem::NotAnOption));
    let two = Err(Problem::TooMany { count: 2, most: 1 });
    assert_eq!(read_all(&kind, &["green", "red"], "en"), two);
}

#[test]
fn several_are_kept_in_their_order_and_once() {
    let kind = choices(Some(Several { min: 2, max: 2 }));
    let answer = read_all(&kind, &["blue", "red", "blue", ""], "en");
    assert_eq!(json(&answer.unwrap().unwrap()), r#"["red","blue"]"#);
    let few = Err(Problem::TooFew { count: 1, least: 2 });
    assert_eq!(read_all(&kind, &["blue"], "en"), few);
    let many = Err(Problem::TooMany { count: 3, most: 2 });
    assert_eq!(read_all(&kind, &["blue", "red", "green"], "en"), many);
    assert_eq!(
        read_all(&kind, &["blue", "pink"], "en"),
        Err(Problem::NotAnOption)
    );
    assert_eq!(read_all(&kind, &[], "en"), Ok(None));
}

#[test]
fn yes_no_and_places_are_what_the_page_offers() {
    assert_eq!(
        read(&Kind::Boolean, "true", "en"),
        Ok(Some(Answer::Boolean(true)))
    );
    assert_eq!(
        read(&Kind::Boolean, "false", "en"),
        Ok(Some(Answer::Boolean(false)))
    );
    assert_eq!(read(&Kind::Boolean, "", "en"), Ok(None));
    assert_eq!(read(&Kind::Boolean, "on", "en"), Err(Problem::NotAnOption));
    assert_eq!(read(&Kind::Country, "DE", "en"), text("DE"));
    for code in ["de", "XX", "D", "DEU", "ED"] {
        assert_eq!(
            read(&Kind::Country, code, "en"),
            Err(Problem::NotAnOption),
            "{code}"
        );
    }
    assert_eq!(
        read(&Kind::TimeZone, "Europe/Berlin", "en"),
        text("Europe/Berlin")
    );
    for name in [
        "Europe/Bielefeld",
        "../Europe/Berlin",
        "Europe/Berlin ",
        &"A".repeat(99),
    ] {
        assert_eq!(
            read(&Kind::TimeZone, name, "en"),
            Err(Problem::NotAnOption),
            "{name}"
        );
    }
}

#[test]
fn a_consent_is_one_to_the_version_that_was_shown() {
    let kind = Kind::Consent(Consent {
        version: "2026-11",
        renew_from: None,
        entity: "Acme Inc.",
    });
    assert_eq!(read(&kind, "2026-11", "en"), text("2026-11"));
    assert_eq!(read(&kind, "2025-01", "en"), Err(Problem::NotAgreed));
    assert_eq!(read(&kind, "true", "en"), Err(Problem::NotAgreed));
    assert_eq!(read_all(&kind, &[], "en"), Ok(None));
}

#[test]
fn what_is_required_and_missing_is_said_to_be() {
    let required = Setting {
        required: true,
        ..setting("en")
    };
    let consent = Kind::Consent(Consent {
        version: "1",
        renew_from: None,
        entity: "",
    });
    for (kind, problem) in [
        (Kind::Email, Problem::Missing),
        (choices(None), Problem::Missing),
        (consent, Problem::NotAgreed),
    ] {
        let field = field(kind);
        let name = format!("{FORM_PREFIX}asked");
        for form in [
            &[] as &[(&str, &str)],
            &[(&name, "")],
            // A field of the form's own, and another field's.
            &[("asked", "x"), ("f.asked2", "x"), ("f.", "x")],
        ] {
            assert_eq!(
                Answer::read(&field, form, &required),
                Err(problem),
                "{form:?}"
            );
        }
    }
}

#[test]
fn one_control_sends_one_value() {
    for kind in [Kind::Email, Kind::Country, Kind::Boolean] {
        let problem = Problem::TooMany { count: 2, most: 1 };
        assert_eq!(read_all(&kind, &["", ""], "en"), Err(problem), "{kind:?}");
    }
}

#[test]
fn a_condition_is_about_the_plain_form() {
    let condition = |any_of: &[&'static str]| Condition {
        field: "asked",
        any_of: any_of.to_vec(),
    };
    let yes = Answer::Boolean(true);
    let two = Answer::List(vec!["red".to_owned(), "blue".to_owned()]);
    assert!(condition(&["true"]).holds(Some(&yes)));
    assert!(!condition(&["false"]).holds(Some(&yes)));
    assert!(condition(&["green", "blue"]).holds(Some(&two)));
    assert!(!condition(&["green"]).holds(Some(&two)));
    assert!(condition(&[]).holds(Some(&yes)));
    assert!(!condition(&[]).holds(None));
}
