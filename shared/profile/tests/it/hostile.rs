//! Whatever is sent, nothing panics, and what is accepted is accepted again as it is.

use proptest::prelude::*;
use vestibule_profile::{Answer, Choices, Consent, DateRange, Kind, NumberRange, Problem, Several};

use crate::support::{LANGUAGES, any_text, read, read_all};

/// A field of every kind.
pub(crate) fn kinds() -> Vec<Kind<'static>> {
    let mut lines = any_text();
    lines.multiline = true;
    let number = NumberRange {
        min: None,
        max: None,
        decimals: 9,
    };
    let date = DateRange {
        min: None,
        max: None,
        allows_future: true,
    };
    let several = Some(Several { min: 0, max: 3 });
    let values = vec!["a", "b", "1"];
    vec![
        Kind::Text(any_text()),
        Kind::Text(lines),
        Kind::Email,
        Kind::Phone { country: None },
        Kind::Phone {
            country: Some(*b"DE"),
        },
        Kind::Phone {
            country: Some(*b"zz"),
        },
        Kind::Url,
        Kind::Number(number),
        Kind::Date(date),
        Kind::Boolean,
        Kind::Choice(Choices {
            values: values.clone(),
            several: None,
        }),
        Kind::Choice(Choices { values, several }),
        Kind::Country,
        Kind::TimeZone,
        Kind::Consent(Consent {
            version: "1",
            renew_from: None,
            entity: "",
        }),
    ]
}

/// Reads a text as every kind, and what is accepted once more.
fn judge(sent: &[&str], language: &str) -> Result<(), TestCaseError> {
    for kind in kinds() {
        let Ok(Some(answer)) = read_all(&kind, sent, language) else {
            continue;
        };
        let typed = answer.typed(&kind, language);
        let again = typed.iter().map(String::as_str).collect::<Vec<_>>();
        let again = read_all(&kind, &again, language);
        prop_assert_eq!(
            again,
            Ok(Some(answer)),
            "{:?}: {:?} in {}",
            kind,
            typed,
            language
        );
    }
    Ok(())
}

/// Texts that look like something: digits, separators, marks, letters of all scripts.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9٠-٩０-９ .,'’٫٬/()+\u{2212}-]{0,24}",
        "[0-9]{1,4}[./ -][0-9]{1,2}[./ -][0-9]{1,4}",
        "[0-9]{1,2}\\. (Januar|mars|Sep|août|يونيو|de abril de|x) ?[0-9]{2,5}",
        "(https?://|)[a-z0-9.:@\\[\\]%ü-]{0,20}(/[ -~]{0,10})?",
        "[a-z0-9.!#]{0,10}@?[a-zA-Z0-9.-]{0,70}",
        "(\\+|00|011|)(\\(0\\)|[0-9 ]){2,22}",
        "[aа\u{391}́ \u{200b}-\u{200f}\u{202a}-\u{202e}\r\n\té🦀-]{0,20}",
        Just("a".to_owned()),
        Just("true".to_owned()),
        Just("DE".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn one_value(sent in texts(), language in prop::sample::select(&LANGUAGES[..])) {
        judge(&[&sent], language)?;
    }

    #[test]
    fn any_language_tag(sent in texts(), language in "\\PC{0,6}") {
        judge(&[&sent], &language)?;
    }
}

proptest! {
    #[test]
    fn several_values(sent in prop::collection::vec(texts(), 0..5)) {
        let sent = sent.iter().map(String::as_str).collect::<Vec<_>>();
        judge(&sent, "en")?;
    }
}

#[test]
fn what_is_huge_is_refused_without_being_read() {
    for unit in ["a", "1", " ", "\n", "é", "🦀", "\u{301}", "+", "(0)", "1,"] {
        let huge = unit.repeat(1_000_000);
        for kind in kinds() {
            let answer = read(&kind, &huge, "en");
            let is_blank = huge.trim().is_empty();
            assert!(
                answer.is_err() || (is_blank && answer == Ok(None)),
                "{kind:?}: {unit:?}"
            );
        }
    }
    let many = vec!["a"; 100_000];
    for kind in kinds() {
        let answer = read_all(&kind, &many, "en");
        let one = ["a"].map(str::to_owned).to_vec();
        match kind {
            Kind::Choice(Choices { several: None, .. }) => {
                assert_eq!(answer, Ok(Some(Answer::Text("a".to_owned()))));
            }
            Kind::Choice(_) => assert_eq!(answer, Ok(Some(Answer::List(one)))),
            _ => assert!(
                matches!(answer, Err(Problem::TooMany { most: 1, .. })),
                "{kind:?}"
            ),
        }
    }
}
