//! Numbers, as people write them.

use vestibule_profile::{Answer, Kind, Number, NumberRange, Problem, write_number};

use crate::support::{json, read};

const fn number(digits: i64, decimals: u8) -> Number {
    Number { digits, decimals }
}

const ANY: Kind<'static> = Kind::Number(NumberRange {
    min: None,
    max: None,
    decimals: 9,
});

#[test]
fn numbers_are_read_as_their_language_writes_them() {
    for (language, sent, expected) in [
        ("en", "1,234.5", "1234.5"),
        ("en", "1,234", "1234"),
        ("en", "1.234", "1.234"),
        ("en", "12,34,567.8", "1234567.8"),
        ("en-ZA", "1 234,5", "1234.5"),
        ("de", "1.234,5", "1234.5"),
        ("de", "1.234", "1234"),
        ("de", "1,234", "1.234"),
        ("de-CH", "1’234.5", "1234.5"),
        ("de-CH", "1'234'567", "1234567"),
        ("fr", "1\u{202f}234,5", "1234.5"),
        ("fr", "1\u{a0}234\u{a0}567", "1234567"),
        ("es", "1.234,5", "1234.5"),
        ("es", "1 234,5", "1234.5"),
        ("es-MX", "1,234.5", "1234.5"),
        ("ja", "１，２３４．５", "1234.5"),
        ("ja", "1,234", "1234"),
        ("ar", "١٬٢٣٤٫٥", "1234.5"),
        ("ar", "۱۲۳", "123"),
        ("ar", "1,234.5", "1234.5"),
        ("ar-MA", "1.234,5", "1234.5"),
        // Another language's decimal sign is understood where it cannot be anything else.
        ("de", "1.5", "1.5"),
        ("en", "1,5", "1.5"),
        ("fr", "1234.25", "1234.25"),
        // Signs, zeros, and what stands around.
        ("en", " -5 ", "-5"),
        ("en", "\u{2212}5", "-5"),
        ("en", "+5", "5"),
        ("en", "007", "7"),
        ("en", "0", "0"),
        ("en", "-0", "0"),
        ("en", "1.50", "1.5"),
        ("en", ".5", "0.5"),
        ("en", "5.", "5"),
        ("ar", "\u{200f}٥\u{200e}", "5"),
        ("en", "999999999999999", "999999999999999"),
    ] {
        let answer = read(&ANY, sent, language);
        let kept = answer.map(|answer| answer.map(|answer| json(&answer)));
        assert_eq!(kept, Ok(Some(expected.to_owned())), "{language}: {sent:?}");
    }
}

#[test]
fn what_is_no_number_is_none() {
    for (language, sent) in [
        ("en", "one"),
        ("en", "-"),
        ("en", "."),
        ("en", "1e3"),
        ("en", "0x10"),
        ("en", "Infinity"),
        ("en", "1.2.3"),
        ("en", "1,23,4"),
        ("en", "12,,345"),
        ("en", "1,234 567"),
        ("en", "1234,567"),
        ("de", "1.23.456"),
        ("en", "5 %"),
        ("en", "--5"),
        ("en", "1 2"),
        ("en", "٣٫"),
        ("en", "1000000000000000"),
        ("en", "0.1234567890123456"),
    ] {
        let answer = read(&ANY, sent, language);
        let is_none = matches!(answer, Err(Problem::NotANumber));
        // A decimal sign without decimals is still a number.
        assert!(is_none || sent == "٣٫", "{language}: {sent:?}: {answer:?}");
    }
    assert_eq!(read(&ANY, " ", "en"), Ok(None));
}

#[test]
fn a_range_is_one_of_values_and_not_of_digits() {
    let kind = Kind::Number(NumberRange {
        min: Some(number(-15, 1)),
        max: Some(number(2, 0)),
        decimals: 2,
    });
    for (sent, expected) in [
        ("-1.5", Ok(number(-15, 1))),
        ("-1.50", Ok(number(-15, 1))),
        ("-1.51", Err(Problem::TooSmall(number(-15, 1)))),
        ("2.00", Ok(number(2, 0))),
        ("2.01", Err(Problem::TooLarge(number(2, 0)))),
        ("0.123", Err(Problem::TooManyDecimals(2))),
    ] {
        let expected = expected.map(|number| Some(Answer::Number(number)));
        assert_eq!(read(&kind, sent, "en"), expected, "{sent}");
    }
}

#[test]
fn numbers_are_written_as_they_are_read() {
    for (value, english, german) in [
        (number(-1, 3), "-0.001", "-0,001"),
        (number(1234, 0), "1234", "1234"),
        (number(12345, 1), "1234.5", "1234,5"),
        (number(0, 0), "0", "0"),
        (number(0, 2), "0.00", "0,00"),
    ] {
        assert_eq!(write_number(value, "en"), english);
        assert_eq!(write_number(value, "de"), german);
    }
}
