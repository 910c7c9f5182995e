//! What is said of an answer that does not do.

use vestibule_profile::{Kind, Number, NumberRange, Problem, write_day, write_number};

use super::ProfileField;
use crate::language::{Wording, fill};

/// A day in the past whose parts cannot be mistaken for each other: 1990-05-24.
const EXAMPLE_DAY: i32 = 7_448;

/// What is said of an answer that does not do. The tenant's own words take the place of ours for whatever was answered, not for what
/// was not.
pub(super) fn text(problem: Problem, field: &ProfileField<'_>, language: &Wording<'_>) -> String {
    let texts = &language.profile.problems;
    let tag = language.tag;
    let own = field.texts.problem;
    if let Some(own) = own
        && !matches!(problem, Problem::Missing | Problem::NotAgreed)
    {
        return own.to_owned();
    }
    let number = |number| write_number(number, tag);
    match problem {
        Problem::Missing if is_chosen(&field.field.kind) => texts.not_chosen.to_owned(),
        Problem::Missing => texts.missing.to_owned(),
        Problem::TooShort { length, least } => {
            let (length, least) = (length.to_string(), least.to_string());
            fill(texts.too_short, &[("length", &length), ("least", &least)])
        }
        Problem::TooLong { length, most } => {
            let (length, most) = (length.to_string(), most.to_string());
            fill(texts.too_long, &[("length", &length), ("most", &most)])
        }
        Problem::OtherForm => texts.other_form.to_owned(),
        Problem::Prohibited(character) => {
            let mut buffer = [0; 4];
            let character = character.encode_utf8(&mut buffer);
            fill(texts.prohibited, &[("character", character)])
        }
        Problem::Hidden => texts.hidden.to_owned(),
        Problem::MixedScripts => texts.mixed_scripts.to_owned(),
        Problem::NotANumber => {
            let example = number(example(&field.field.kind));
            fill(texts.not_a_number, &[("example", &example)])
        }
        Problem::TooSmall(least) => fill(texts.too_small, &[("least", &number(least))]),
        Problem::TooLarge(most) => fill(texts.too_large, &[("most", &number(most))]),
        Problem::TooManyDecimals(0) => texts.not_whole.to_owned(),
        Problem::TooManyDecimals(most) => {
            fill(texts.too_many_decimals, &[("most", &most.to_string())])
        }
        Problem::NotADay => {
            let example = write_day(EXAMPLE_DAY, tag);
            fill(texts.not_a_day, &[("example", &example)])
        }
        Problem::Before(day) => fill(texts.before, &[("day", &write_day(day, tag))]),
        Problem::After(day) => fill(texts.after, &[("day", &write_day(day, tag))]),
        Problem::Future => texts.future.to_owned(),
        Problem::NotAnEmail => language.identifier.not_an_address.to_owned(),
        Problem::NotAPhone => texts.not_a_phone.to_owned(),
        Problem::CountryNeeded => texts.country_needed.to_owned(),
        Problem::NotAnAddress => texts.not_an_address.to_owned(),
        Problem::NotAnOption => texts.not_an_option.to_owned(),
        Problem::TooFew { least, .. } => fill(texts.too_few, &[("least", &least.to_string())]),
        Problem::TooMany { most, .. } => fill(texts.too_many, &[("most", &most.to_string())]),
        Problem::NotAgreed => texts.not_agreed.to_owned(),
    }
}

/// Whether a field is answered by choosing.
const fn is_chosen(kind: &Kind<'_>) -> bool {
    matches!(
        kind,
        Kind::Boolean | Kind::Choice(_) | Kind::Country | Kind::TimeZone
    )
}

/// A number that the field takes.
const fn example(kind: &Kind<'_>) -> Number {
    let Kind::Number(NumberRange { min, max, decimals }) = kind else {
        return Number {
            digits: 12,
            decimals: 0,
        };
    };
    match (min, max) {
        (Some(number), _) | (None, Some(number)) => *number,
        (None, None) if *decimals == 0 => Number {
            digits: 12,
            decimals: 0,
        },
        (None, None) => Number {
            digits: 125,
            decimals: 1,
        },
    }
}
