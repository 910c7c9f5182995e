//! A telephone number, as people write it.

use super::digits::{is_mark, value};
use super::{Answer, Problem};

/// The numbering plans of countries, a line each: its code, its calling code, what stands before a number within the country, what
/// stands before the calling code when another country is called (`-`: nothing, or what depends on the carrier), and how many
/// digits a number has. Written by `UPDATE_PLANS=1 cargo test -p vestibule-harness --test questions` from libphonenumber's
/// tables (Apache-2.0).
pub(crate) const PLANS: &str = include_str!("phone/plans.txt");

/// What a line of it begins with: a country's code and a space.
const COUNTRY: &str = "DE ";

/// A number has no more digits (ITU-T E.164, 6.2.1).
const MOST_DIGITS: usize = 15;
/// Longer than any number with what stands between its digits.
pub(crate) const MOST_UNITS: u16 = 64;

/// A country's numbering plan.
#[derive(Clone, Copy)]
struct Plan {
    country: &'static str,
    calling: &'static str,
    trunk: &'static str,
    abroad: &'static str,
    lengths: &'static str,
}

impl Plan {
    /// The plan of a line.
    fn read(line: &'static str) -> Option<Self> {
        let mut parts = line.split(' ');
        let mut next = || parts.next().map(|part| if part == "-" { "" } else { part });
        Some(Self {
            country: next()?,
            calling: next()?,
            trunk: next()?,
            abroad: next()?,
            lengths: next()?,
        })
    }

    /// The plan of a country.
    fn of(country: [u8; 2]) -> Option<Self> {
        let mut lines = PLANS.lines();
        let line = lines.find(|line| line.as_bytes().starts_with(&country))?;
        Self::read(line).filter(|plan| country.as_slice() == plan.country.as_bytes())
    }

    /// The plans whose calling code some digits begin with. Of the other lines, nearly all, no more is read than that.
    fn called_by(digits: &str) -> impl Iterator<Item = Self> {
        PLANS.lines().filter_map(move |line| {
            let (_, rest) = line.split_at_checked(COUNTRY.len())?;
            let (calling, _) = rest.split_once(' ')?;
            digits.starts_with(calling).then(|| Self::read(line))?
        })
    }

    /// Whether this may be a number within the country: it has so many digits, and does not begin with a zero where something stands
    /// before numbers there (where nothing does, as in Italy, many do).
    fn may_be(&self, digits: &str) -> bool {
        let length = digits.len();
        let begins_well = self.trunk.is_empty() || !digits.starts_with('0');
        begins_well
            && self.lengths.split(',').any(|range| {
                let (first, last) = range.split_once('-').unwrap_or((range, range));
                let bound = |text: &str| text.parse::<usize>().ok();
                bound(first).is_some_and(|first| first <= length)
                    && bound(last).is_some_and(|last| length <= last)
            })
    }

    /// The number within the country without what stands before it there.
    fn within<'d>(&self, digits: &'d str) -> Option<&'d str> {
        let rest = digits.strip_prefix(self.trunk).unwrap_or(digits);
        [rest, digits]
            .into_iter()
            .find(|digits| self.may_be(digits))
    }
}

/// Reads a telephone number: with `+` and the calling code, with what is dialled instead of `+` (`00`), or, where a country is known,
/// as it is dialled there. It becomes what ITU-T E.164 has, with `+`.
///
/// Only how many digits a number has is checked, not whether its area is one. What is not known: the `15` of Argentine mobiles and
/// the carriers that Brazil and Colombia dial between (such numbers are too long, and refused), and numbers that begin like
/// their country's calling code.
pub(super) fn read(country: Option<[u8; 2]>, sent: &str) -> Result<Option<Answer>, Problem> {
    if sent.trim().is_empty() {
        return Ok(None);
    }
    let typed = Typed::read(sent).ok_or(Problem::NotAPhone)?;
    let plan = country.and_then(Plan::of);
    let abroad = plan
        .map(|plan| plan.abroad)
        .filter(|abroad| !abroad.is_empty())
        .or_else(|| plan.is_none().then_some("00"));
    let digits = typed.digits.as_str();
    let number = if typed.is_international {
        international(digits)?
    } else if let Some(rest) = abroad.and_then(|abroad| digits.strip_prefix(abroad)) {
        international(rest)?
    } else {
        let plan = plan.ok_or(Problem::CountryNeeded)?;
        // Where what is dialled depends on the carrier, a number that begins like this is one for abroad.
        if plan.abroad.is_empty() && digits.starts_with("00") {
            return Err(Problem::NotAPhone);
        }
        let within = plan.within(digits).ok_or(Problem::NotAPhone)?;
        format!("{}{within}", plan.calling)
    };
    if number.len() > MOST_DIGITS {
        return Err(Problem::NotAPhone);
    }
    Ok(Some(Answer::Text(format!("+{number}"))))
}

/// The calling code and the number behind it, if a country has both.
fn international(digits: &str) -> Result<String, Problem> {
    for plan in Plan::called_by(digits) {
        let Some(within) = digits.strip_prefix(plan.calling) else {
            continue;
        };
        // `+49 030 …`: no number behind a calling code begins with the zero that is dialled within the country.
        let within = match plan.trunk {
            "0" => plan.within(within),
            _ => plan.may_be(within).then_some(within),
        };
        if let Some(within) = within {
            return Ok(format!("{}{within}", plan.calling));
        }
    }
    Err(Problem::NotAPhone)
}

/// What was typed, without what stands between digits.
struct Typed {
    is_international: bool,
    digits: String,
}

impl Typed {
    fn read(sent: &str) -> Option<Self> {
        if sent.encode_utf16().count() > usize::from(MOST_UNITS) {
            return None;
        }
        let plain = sent.chars().filter(|it| !is_mark(*it)).filter_map(plain);
        let plain = plain.collect::<String>();
        let (is_international, rest) = match plain.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => match plain.strip_prefix("(+") {
                // `(+49) 30 …`
                Some(rest) => (true, rest),
                None => (false, plain.as_str()),
            },
        };
        // A zero in brackets is dialled within the country alone.
        let rest = if is_international || rest.starts_with("00") {
            rest.replacen("(0)", "", 1)
        } else {
            rest.to_owned()
        };
        let mut digits = String::with_capacity(rest.len());
        for character in rest.chars() {
            match character {
                '0'..='9' => digits.push(character),
                '(' | ')' | '-' | '.' | '/' => {}
                // Letters, and signs that extensions are written with.
                _ => return None,
            }
        }
        (2..=20).contains(&digits.len()).then_some(Self {
            is_international,
            digits,
        })
    }
}

/// A character as ASCII writes what it means in a telephone number; `None` for spaces.
fn plain(character: char) -> Option<char> {
    Some(match character {
        '\u{ff0b}' => '+',
        '\u{ff08}' => '(',
        '\u{ff09}' => ')',
        '\u{ff0f}' => '/',
        '\u{b7}' | '\u{2022}' | '\u{ff0e}' => '.',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{ff0d}' => '-',
        other if other.is_whitespace() => return None,
        other => value(other).map_or(other, |value| char::from(b'0' + value)),
    })
}
