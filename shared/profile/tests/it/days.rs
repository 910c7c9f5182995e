//! Days, as people write them.

use vestibule_profile::{DateRange, Kind, Problem, Setting, read_day, write_day};

use crate::support::{LANGUAGES, TODAY, read, text};

const ANY: Kind<'static> = Kind::Date(DateRange {
    min: None,
    max: None,
    allows_future: true,
});

#[test]
fn days_are_read_as_their_language_writes_them() {
    for (language, sent) in [
        ("en", "2026-11-24"),
        ("en", "24 November 2026"),
        ("en", "November 24, 2026"),
        ("en", "Nov. 24th, 2026"),
        ("en", "the 24th of November 2026"),
        ("en", "11/24/2026"),
        ("en", "24/11/2026"),
        ("en-US", "11/24/2026"),
        ("en-GB", "24/11/2026"),
        ("de", "24.11.2026"),
        ("de", "24. November 2026"),
        ("de", "24. Nov. 2026"),
        ("fr", "24/11/2026"),
        ("fr", "24 novembre 2026"),
        ("es", "24/11/2026"),
        ("es", "24 de noviembre de 2026"),
        ("es", "24 nov 2026"),
        ("ja", "2026年11月24日"),
        ("ja", "２０２６/１１/２４"),
        ("ja", "2026.11.24"),
        ("ar", "٢٤/١١/٢٠٢٦"),
        ("ar", "24\u{200f}/11\u{200f}/2026"),
        ("ar", "24 نوفمبر 2026"),
        // The names of another language's months are understood, too.
        ("de", "24 November, 2026"),
        ("ja", "Nov 24, 2026"),
    ] {
        assert_eq!(
            read(&ANY, sent, language),
            text("2026-11-24"),
            "{language}: {sent}"
        );
    }
    assert_eq!(read(&ANY, "4. März 2026", "de"), text("2026-03-04"));
    assert_eq!(read(&ANY, "1er août 2026", "fr"), text("2026-08-01"));
    assert_eq!(read(&ANY, "3/4/2026", "en-US"), text("2026-03-04"));
    assert_eq!(read(&ANY, "3/4/2026", "de"), text("2026-04-03"));
}

#[test]
fn what_is_no_day_or_could_be_two_is_none() {
    for (language, sent) in [
        ("en", "3/4/2026"),
        ("en", "24.11.26"),
        ("en", "2026-02-29"),
        ("en", "2026-13-01"),
        ("en", "2026-00-10"),
        ("en", "0000-01-01"),
        ("en", "10000-01-01"),
        ("en", "November 2026"),
        ("en", "24 Brumaire 2026"),
        ("en", "24 Ju 2026"),
        ("fr", "24 jui 2026"),
        ("en", "24 Nov Dec 2026"),
        ("en", "2026-11-24T00:00"),
        ("en", "yesterday"),
        ("en", "20261124"),
        ("ja", "24/11/2026"),
        ("de", "31.4.2026"),
        ("en", "99999999999999999999-01-01"),
    ] {
        assert_eq!(
            read(&ANY, sent, language),
            Err(Problem::NotADay),
            "{language}: {sent}"
        );
    }
}

#[test]
fn a_range_is_kept() {
    let kind = Kind::Date(DateRange {
        min: Some(TODAY - 10),
        max: Some(TODAY + 10),
        allows_future: false,
    });
    let day = |offset| write_day(TODAY + offset, "de");
    assert_eq!(read(&kind, &day(0), "de"), text("2026-11-24"));
    assert_eq!(read(&kind, &day(-10), "de"), text("2026-11-14"));
    assert_eq!(
        read(&kind, &day(-11), "de"),
        Err(Problem::Before(TODAY - 10))
    );
    assert_eq!(read(&kind, &day(1), "de"), Err(Problem::Future));
    assert_eq!(read(&kind, &day(11), "de"), Err(Problem::After(TODAY + 10)));
}

#[test]
fn today_is_the_day_that_began_somewhere() {
    let midnight = i64::from(TODAY) * 86_400;
    assert_eq!(Setting::latest_day(midnight), TODAY);
    assert_eq!(Setting::latest_day(midnight + 10 * 3600 - 1), TODAY);
    assert_eq!(Setting::latest_day(midnight + 10 * 3600), TODAY + 1);
    assert_eq!(Setting::latest_day(-1), 0);
    assert_eq!(Setting::latest_day(-15 * 3600), -1);
}

/// Every day of nearly ten thousand years, against a calendar that is counted and not computed.
#[test]
fn every_day_is_written_and_read_again() {
    let mut day = read_day("0001-01-01", "en").unwrap();
    assert_eq!(day, -719_162);
    for year in 1..=9999_u32 {
        let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let lengths = [
            31,
            if is_leap { 29 } else { 28 },
            31,
            30,
            31,
            30,
            31,
            31,
            30,
            31,
            30,
            31,
        ];
        for (month, length) in (1..).zip(lengths) {
            for of_month in [1, length] {
                let iso = format!("{year:04}-{month:02}-{of_month:02}");
                assert_eq!(read_day(&iso, "en"), Some(day + of_month - 1), "{iso}");
            }
            day += length;
            if year % 97 == 0 {
                for language in LANGUAGES {
                    let written = write_day(day, language);
                    assert_eq!(
                        read_day(&written, language),
                        Some(day),
                        "{language}: {written}"
                    );
                }
            }
        }
    }
}
