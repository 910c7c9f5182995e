//! A number, as people write it.

use std::cmp::Ordering;
use std::fmt;

use super::digits::{is_mark, value};
use super::{Answer, Problem};
use crate::kind::{Number, NumberRange};

/// More digits than this are not kept exactly by JSON as JavaScript reads it.
const MOST_DIGITS: usize = 15;
/// Longer than any number with its separators.
const MOST_OCTETS: usize = 120;

/// How a language writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Signs {
    /// What stands before the decimals.
    decimal: char,
    /// What stands between groups of digits, besides spaces and apostrophes, which do in any language.
    group: char,
}

const POINT: Signs = Signs {
    decimal: '.',
    group: ',',
};
const COMMA: Signs = Signs {
    decimal: ',',
    group: '.',
};

/// How the language of a tag writes numbers (Unicode CLDR 47, `decimal` and `group`).
fn signs(tag: &str) -> Signs {
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next().unwrap_or_default();
    let region = subtags.find(|subtag| subtag.len() == 2).unwrap_or_default();
    let is_one_of = |regions: &[&str]| {
        let mut regions = regions.iter();
        regions.any(|known| region.eq_ignore_ascii_case(known))
    };
    let is = |known: &str| language.eq_ignore_ascii_case(known);
    let has_comma = if is("de") {
        !is_one_of(&["CH", "LI"])
    } else if is("es") {
        !is_one_of(&[
            "419", "BZ", "DO", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "SV", "US",
        ])
    } else if is("ar") {
        is_one_of(&["DZ", "EH", "LB", "LY", "MA", "MR", "TN"])
    } else if is("en") {
        is_one_of(&["AT", "BE", "DE", "DK", "FI", "NL", "SE", "SI", "ZA"])
    } else {
        is("fr")
    };
    if has_comma { COMMA } else { POINT }
}

/// Reads a number with the separators of a language, or of none; digits may be those of Arabic or wide ones.
pub(super) fn read(
    range: &NumberRange,
    sent: &str,
    language: &str,
) -> Result<Option<Answer>, Problem> {
    if sent.trim().is_empty() {
        return Ok(None);
    }
    let number = parse(sent, signs(language)).ok_or(Problem::NotANumber)?;
    if number.decimals > range.decimals {
        return Err(Problem::TooManyDecimals(range.decimals));
    }
    if let Some(min) = range.min
        && compare(number, min) == Ordering::Less
    {
        return Err(Problem::TooSmall(min));
    }
    if let Some(max) = range.max
        && compare(number, max) == Ordering::Greater
    {
        return Err(Problem::TooLarge(max));
    }
    Ok(Some(Answer::Number(number)))
}

/// Compares two numbers by their value.
fn compare(one: Number, other: Number) -> Ordering {
    let decimals = one.decimals.max(other.decimals);
    let scaled = |number: Number| {
        let power = u32::from(decimals - number.decimals);
        // Numbers come from the tenant file and from here, and have nine decimals at most.
        10_i128
            .checked_pow(power)
            .and_then(|power| i128::from(number.digits).checked_mul(power))
            .unwrap_or(i128::MAX)
    };
    scaled(one).cmp(&scaled(other))
}

/// A number in its shortest form, without zeros at the end of its decimals.
fn parse(sent: &str, signs: Signs) -> Option<Number> {
    if sent.len() > MOST_OCTETS {
        return None;
    }
    let text = sent.trim().chars().filter(|it| !is_mark(*it));
    let text = text.map(plain).collect::<String>();
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, fraction) = split(text.trim(), signs)?;
    let whole = ungrouped(whole, signs)?;
    let fraction = fraction.trim_end_matches('0');
    let whole = whole.trim_start_matches('0');
    if whole.len() + fraction.len() > MOST_DIGITS {
        return None;
    }
    let digits = format!("0{whole}{fraction}").parse::<i64>().ok()?;
    Some(Number {
        digits: if is_negative { -digits } else { digits },
        decimals: u8::try_from(fraction.len()).ok()?,
    })
}

/// A character as ASCII writes what it means: digits, signs, and the space and the apostrophe between groups.
fn plain(character: char) -> char {
    match character {
        '\u{2212}' | '\u{ff0d}' | '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
        '\u{ff0b}' => '+',
        '\u{ff0e}' => '.',
        '\u{ff0c}' => ',',
        '\u{2019}' | '\u{2bc}' => '\'',
        other if other.is_whitespace() => ' ',
        other => value(other).map_or(other, |value| char::from(b'0' + value)),
    }
}

/// The digits before the decimal sign, and those behind it.
///
/// A sign that the language has between groups is taken for the decimal sign where it cannot stand between groups: `1.5` is one and
/// a half on a German page, too, while `1.500` is one thousand and five hundred there.
fn split(text: &str, signs: Signs) -> Option<(&str, &str)> {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    // The signs of Arabic are never anything else.
    for decimal in ['\u{66b}', signs.decimal] {
        if let Some((whole, fraction)) = text.rsplit_once(decimal) {
            let has_digits = !(whole.is_empty() && fraction.is_empty());
            return (is_digits(fraction) && has_digits).then_some((whole, fraction));
        }
    }
    if let Some((whole, fraction)) = text.split_once(signs.group)
        && is_digits(whole)
        && is_digits(fraction)
        && !whole.is_empty()
        && !fraction.is_empty()
        && fraction.len() != 3
    {
        return Some((whole, fraction));
    }
    (!text.is_empty()).then_some((text, ""))
}

/// The digits of groups: three in each but the first, or, where India reads along, two in those before the last; with one sign
/// between all.
fn ungrouped(text: &str, signs: Signs) -> Option<String> {
    let is_group =
        |character: char| character == signs.group || matches!(character, ' ' | '\'' | '\u{66c}');
    let mut separators = text.chars().filter(|it| is_group(*it));
    let first = separators.next();
    if !separators.all(|it| Some(it) == first) {
        return None;
    }
    let groups = text.split(is_group).collect::<Vec<_>>();
    let count = groups.len();
    for (index, group) in groups.iter().enumerate() {
        let fits = match group.len() {
            1 => index == 0,
            2 => index == 0 || (index + 1 < count && signs == POINT),
            3 => true,
            // Digits without groups; before decimals also none.
            _ => count == 1,
        };
        if !fits || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
    }
    Some(groups.concat())
}

/// What a browser can say of a number before it is sent: that it consists of digits and of what stands between them in any language.
pub(crate) const PATTERN: &str = "[\\s\\u200e\\u200f\\u061c\\+\\-\\u2010\\u2011\\u2013\\u2212\\uff0b\\uff0d]*\
[0-9\\u0660-\\u0669\\u06f0-\\u06f9\\uff10-\\uff19.,\\s'\\u02bc\\u2019\\u066b\\u066c\\uff0c\\uff0e\\u200e\\u200f\\u061c]*";

/// A number as a language writes it, in ASCII digits and without groups, which every reader of that language takes for the same.
#[must_use]
pub fn write_number(number: Number, language: &str) -> String {
    let text = number.to_string();
    match signs(language).decimal {
        '.' => text,
        sign => text.replace('.', sign.encode_utf8(&mut [0; 4])),
    }
}

/// As JSON writes it.
impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let decimals = usize::from(self.decimals);
        let digits = format!("{:0>1$}", self.digits.unsigned_abs(), decimals + 1);
        match digits.split_at_checked(digits.len() - decimals) {
            Some((whole, fraction)) if decimals > 0 => {
                write!(formatter, "{sign}{whole}.{fraction}")
            }
            _ => write!(formatter, "{sign}{digits}"),
        }
    }
}
