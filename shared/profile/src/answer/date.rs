//! A day, as people write it.

use super::digits::{is_mark, value};
use super::{Answer, Problem, Setting};
use crate::kind::DateRange;
use crate::months;

/// Longer than any day that is written out.
const MOST_OCTETS: usize = 120;

/// The names of the months, and what they begin with is enough where it is three letters and more.
const MONTHS: [(&str, [&str; 12]); 5] = [
    ("en", months::ENGLISH),
    ("de", months::GERMAN),
    ("fr", months::FRENCH),
    ("es", months::SPANISH),
    ("ar", months::ARABIC),
];

/// What may stand in a day besides its numbers and the month.
const FILL: [&str; 12] = [
    "de", "del", "of", "the", "st", "nd", "rd", "th", "er", "年", "月", "日",
];

/// Reads a day: what the control for dates sends (ISO 8601), or what the language writes.
pub(super) fn read(
    range: &DateRange,
    sent: &str,
    setting: &Setting<'_>,
) -> Result<Option<Answer>, Problem> {
    if sent.trim().is_empty() {
        return Ok(None);
    }
    let day = read_day(sent, setting.language).ok_or(Problem::NotADay)?;
    if let Some(min) = range.min
        && day < min
    {
        return Err(Problem::Before(min));
    }
    if let Some(max) = range.max
        && day > max
    {
        return Err(Problem::After(max));
    }
    if !range.allows_future && day > setting.today {
        return Err(Problem::Future);
    }
    Ok(Some(Answer::Text(iso(day))))
}

/// The day that a text names, in days since 1970-01-01: ISO 8601, or as the language of a tag writes it, in numbers or with the name
/// of the month. `None` for what is no day between the years 1 and 9999, has a year of two digits, or could be two days: `03/04/2026`
/// is one in `en-GB` and another in `en-US`, and none in `en`.
#[must_use]
pub fn read_day(text: &str, language: &str) -> Option<i32> {
    if text.len() > MOST_OCTETS {
        return None;
    }
    let Parts { numbers, month } = Parts::read(text.trim(), language)?;
    let (year, month, day) = match (numbers.as_slice(), month) {
        ([year, month, day], None) if year.1 == 4 => (*year, month.0, *day),
        ([one, other, year], None) if year.1 == 4 => {
            let (day, month) = in_order(*one, *other, language)?;
            (*year, month.0, day)
        }
        ([year, day], Some(month)) if year.1 == 4 => (*year, month, *day),
        ([day, year], Some(month)) if year.1 == 4 => (*year, month, *day),
        _ => return None,
    };
    (day.1 <= 2).then_some(())?;
    days(i32::try_from(year.0).ok()?, month, day.0)
}

/// A number and how many digits it is written with.
type Counted = (u32, usize);

/// The day and the month of two numbers.
fn in_order(one: Counted, other: Counted, language: &str) -> Option<(Counted, Counted)> {
    let (tag, region) = language.split_once(['-', '_']).unwrap_or((language, ""));
    let is_one = |tags: &[&str]| tags.iter().any(|known| tag.eq_ignore_ascii_case(known));
    let day_first = if is_one(&["de", "fr", "es", "ar"]) {
        true
    } else if !is_one(&["en"]) {
        // Japanese writes the year first.
        return None;
    } else if region.is_empty() || region.eq_ignore_ascii_case("CA") {
        match (one.0 > 12, other.0 > 12) {
            (true, false) => true,
            (false, true) => false,
            _ if one.0 == other.0 => true,
            _ => return None,
        }
    } else {
        !["US", "PH", "PR"]
            .iter()
            .any(|known| region.eq_ignore_ascii_case(known))
    };
    Some(if day_first {
        (one, other)
    } else {
        (other, one)
    })
}

/// The numbers of a text, and the month that it names.
struct Parts {
    numbers: Vec<Counted>,
    month: Option<u32>,
}

impl Parts {
    fn read(text: &str, language: &str) -> Option<Self> {
        let mut parts = Self {
            numbers: Vec::new(),
            month: None,
        };
        let mut word = String::new();
        let mut number: Option<Counted> = None;
        // A space at the end ends what is open.
        for character in text.chars().filter(|it| !is_mark(*it)).chain([' ']) {
            let digit = value(character);
            if digit.is_none()
                && let Some(number) = number.take()
            {
                parts.numbers.push(number);
            }
            let is_letter = character.is_alphabetic();
            if !is_letter && !word.is_empty() {
                parts.take(&word, language)?;
                word.clear();
            }
            if let Some(digit) = digit {
                let (sum, count) = number.unwrap_or_default();
                number = Some((sum.checked_mul(10)?.checked_add(digit.into())?, count + 1));
            } else if is_letter {
                word.extend(character.to_lowercase());
            } else if !character.is_whitespace() && !".,/-،º".contains(character) {
                return None;
            }
        }
        (parts.numbers.len() <= 3).then_some(parts)
    }

    /// Takes a word: a month, or one that says nothing.
    fn take(&mut self, word: &str, language: &str) -> Option<()> {
        if FILL.contains(&word) {
            return Some(());
        }
        let of_language = |(tag, _): &&(&str, _)| language.get(..2) == Some(tag);
        let known = MONTHS.iter().filter(of_language).chain(&MONTHS);
        for (_, names) in known {
            let begins = |name: &&str| {
                let name = name.to_lowercase();
                name == word || (word.chars().count() >= 3 && name.starts_with(word))
            };
            let mut found = (1..).zip(names).filter(|(_, name)| begins(name));
            if let Some((month, name)) = found.next() {
                // `jui` is June or July.
                let is_whole = name.to_lowercase() == word;
                let is_one = is_whole || found.next().is_none();
                return (is_one && self.month.replace(month).is_none()).then_some(());
            }
        }
        None
    }
}

/// Days from 1970-01-01 to a day of the Gregorian calendar; `None` for what is no day of the years 1 to 9999.
fn days(year: i32, month: u32, day: u32) -> Option<i32> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    if !(1..=9999).contains(&year) || !(1..=length).contains(&day) {
        return None;
    }
    // Years that begin in March end with the leap day (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    let (month, day) = (i32::try_from(month).ok()?, i32::try_from(day).ok()?);
    let year = if month > 2 { year } else { year - 1 };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// The year, the month and the day of the month of a day since 1970-01-01.
fn civil(day: i32) -> (i32, usize, i32) {
    let shifted = i64::from(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let narrow = |value: i64| i32::try_from(value).unwrap_or_default();
    (
        narrow(year),
        usize::try_from(month).unwrap_or(1),
        narrow(day),
    )
}

/// A day as ISO 8601 writes it.
pub(crate) fn iso(day: i32) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A day as a language writes it out: `24 November 2026`. Languages that are not known get ISO 8601.
#[must_use]
pub fn write_day(day: i32, language: &str) -> String {
    let tag = language.get(..2).unwrap_or_default();
    let (year, month, of_month) = civil(day);
    let known = MONTHS.iter().find(|(known, _)| *known == tag);
    let name = known
        .and_then(|(_, names)| names.get(month.saturating_sub(1)))
        .copied()
        .unwrap_or_default();
    // Four digits, so that what is written can be read again, and no year is taken for a day.
    match tag {
        "de" => format!("{of_month}. {name} {year:04}"),
        "fr" if of_month == 1 => format!("1er {name} {year:04}"),
        "en" | "fr" | "ar" => format!("{of_month} {name} {year:04}"),
        "es" => format!("{of_month} de {name} de {year:04}"),
        "ja" => format!("{year:04}年{month}月{of_month}日"),
        _ => iso(day),
    }
}
