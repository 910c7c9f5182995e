//! Whatever is in a field's own range is accepted, in each language's way of writing.

use proptest::prelude::*;
use vestibule_profile::{
    Answer, DateRange, Kind, Length, Number, NumberRange, write_day, write_number,
};

use crate::support::{LANGUAGES, any_text, read, text};

/// A number in groups of three, with the signs that a language has (and Arabic digits where it has them).
fn grouped(number: Number, language: &str) -> String {
    let plain = write_number(number, "en");
    let (sign, plain) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let (group, decimal) = match language {
        "de" | "es" => (".", ","),
        "fr" => ("\u{202f}", ","),
        "ar" => ("\u{66c}", "\u{66b}"),
        _ => (",", "."),
    };
    let mut written = sign.to_owned();
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            written.push_str(group);
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push_str(decimal);
        written.push_str(fraction);
    }
    if language == "ar" {
        let arabic = |it: char| {
            let digit = it.to_digit(10);
            digit
                .and_then(|digit| char::from_u32(0x660 + digit))
                .unwrap_or(it)
        };
        written = written.chars().map(arabic).collect();
    }
    written
}

proptest! {
    #[test]
    fn numbers(one in -999_999_999_999_i64..1_000_000_000_000, other in -999_999_999_999_i64..1_000_000_000_000, decimals in 0..=9_u8, at in 0..=100_i64) {
        let (min, max) = (one.min(other), one.max(other));
        let number = |digits| Number { digits, decimals };
        let kind = Kind::Number(NumberRange { min: Some(number(min)), max: Some(number(max)), decimals });
        let digits = min + i64::try_from(i128::from(max - min) * i128::from(at) / 100).unwrap();
        for language in LANGUAGES {
            let mut shortest = number(digits);
            while shortest.decimals > 0 && shortest.digits % 10 == 0 {
                shortest = Number { digits: shortest.digits / 10, decimals: shortest.decimals - 1 };
            }
            for written in [write_number(number(digits), language), grouped(number(digits), language)] {
                prop_assert_eq!(read(&kind, &written, language), Ok(Some(Answer::Number(shortest))), "{}: {}", language, written);
            }
        }
        for outside in [min - 1, max + 1] {
            prop_assert!(read(&kind, &write_number(number(outside), "de"), "de").is_err());
        }
    }

    #[test]
    fn days(one in -719_162..2_932_896_i32, other in -719_162..2_932_896_i32, at in 0..=100_i32) {
        let (min, max) = (one.min(other), one.max(other));
        let kind = Kind::Date(DateRange { min: Some(min), max: Some(max), allows_future: true });
        let day = min + (max - min) / 100 * at;
        let iso = write_day(day, "");
        for language in LANGUAGES {
            for written in [write_day(day, language), iso.clone()] {
                prop_assert_eq!(read(&kind, &written, language), text(&iso), "{}: {}", language, written);
            }
        }
        for outside in [min - 1, max + 1] {
            prop_assert!(read(&kind, &write_day(outside, ""), "en").is_err());
        }
    }

    #[test]
    fn texts(min in 0..20_u16, more in 0..20_u16, sent in "[a-zäöüñ山田\u{1f980}0-9.-]{1,40}") {
        let mut wanted = any_text();
        wanted.length = Length { min, max: min + more };
        let length = sent.encode_utf16().count();
        let fits = (usize::from(min)..=usize::from(min + more)).contains(&length);
        let answer = read(&Kind::Text(wanted), &sent, "en");
        if fits {
            prop_assert_eq!(answer, text(&sent));
        } else {
            prop_assert!(answer.is_err());
        }
    }
}
