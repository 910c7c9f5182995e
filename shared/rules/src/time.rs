//! Points in time and lengths of time, as RFC 3339 and CEL write them. The calendar is the Gregorian one, in UTC.

use std::fmt::Write as _;

use vestibule_identity::UnixSeconds;

/// A point in time between the years 1 and 9999, to the nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
}

/// A length of time of up to 292 years in either direction, to the nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration {
    nanos: i64,
}

/// A date and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: i64,
    /// From one.
    pub(crate) month: i64,
    /// From one.
    pub(crate) day: i64,
    /// Sunday is zero.
    pub(crate) day_of_week: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
}

/// 0001-01-01T00:00:00Z
const FIRST_SECOND: i64 = -62_135_596_800;
/// 9999-12-31T23:59:59Z
const LAST_SECOND: i64 = 253_402_300_799;
const NANOS_PER_SECOND: i64 = 1_000_000_000;
const SECONDS_PER_DAY: i64 = 86_400;

impl Timestamp {
    /// The point in time this many seconds after 1970; `None` before the year 1 and after 9999.
    #[must_use]
    pub fn new(time: UnixSeconds) -> Option<Self> {
        Self::with_nanos(time.0, 0)
    }

    pub(crate) fn nearest(time: UnixSeconds) -> Self {
        Self {
            seconds: time.0.clamp(FIRST_SECOND, LAST_SECOND),
            nanos: 0,
        }
    }

    /// Whole seconds since 1970, rounded down.
    #[must_use]
    pub const fn unix_seconds(self) -> UnixSeconds {
        UnixSeconds(self.seconds)
    }

    /// Whole milliseconds since 1970, rounded down.
    #[must_use]
    pub const fn unix_milliseconds(self) -> i64 {
        // Years 1 to 9999 are far from the limits.
        self.seconds * 1_000 + (self.nanos / 1_000_000) as i64
    }

    fn with_nanos(seconds: i64, nanos: u32) -> Option<Self> {
        (FIRST_SECOND..=LAST_SECOND)
            .contains(&seconds)
            .then_some(Self { seconds, nanos })
    }

    pub(crate) fn plus(self, length: Duration) -> Option<Self> {
        let nanos = length.nanos.rem_euclid(NANOS_PER_SECOND) + i64::from(self.nanos);
        let seconds = self
            .seconds
            .checked_add(length.nanos.div_euclid(NANOS_PER_SECOND))?
            .checked_add(nanos.div_euclid(NANOS_PER_SECOND))?;
        Self::with_nanos(
            seconds,
            u32::try_from(nanos.rem_euclid(NANOS_PER_SECOND)).ok()?,
        )
    }

    pub(crate) fn since(self, earlier: Self) -> Option<Duration> {
        let seconds = self.seconds.checked_sub(earlier.seconds)?;
        let nanos = i64::from(self.nanos) - i64::from(earlier.nanos);
        // In 128 bits: seconds can overflow 64 where nanoseconds bring them back.
        let nanos = i128::from(seconds) * i128::from(NANOS_PER_SECOND) + i128::from(nanos);
        i64::try_from(nanos).ok().map(|nanos| Duration { nanos })
    }

    /// Reads `2006-01-02T15:04:05[.999999999](Z|±hh:mm)` (RFC 3339, section 5.6).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = Scan(text.as_bytes());
        let year = rest.digits(4)?;
        rest.octet(b"-")?;
        let month = rest.digits(2)?;
        rest.octet(b"-")?;
        let day = rest.digits(2)?;
        rest.octet(b"Tt")?;
        let hour = rest.digits(2)?;
        rest.octet(b":")?;
        let minute = rest.digits(2)?;
        rest.octet(b":")?;
        let second = rest.digits(2)?;
        let nanos = match rest.octet(b".") {
            Some(_) => rest.fraction()?,
            None => 0,
        };
        let offset = match rest.octet(b"Zz+-")? {
            sign @ (b'+' | b'-') => {
                let hours = rest.digits(2).filter(|hours| *hours < 24)?;
                rest.octet(b":")?;
                let minutes = rest.digits(2).filter(|minutes| *minutes < 60)?;
                let offset = hours * 3_600 + minutes * 60;
                if sign == b'+' { offset } else { -offset }
            }
            _ => 0,
        };
        // A leap second would be a time that no timestamp can hold.
        let fits = rest.0.is_empty()
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        let seconds = days_since_1970(year, month, day) * SECONDS_PER_DAY
            + hour * 3_600
            + minute * 60
            + second
            - offset;
        fits.then(|| Self::with_nanos(seconds, nanos)).flatten()
    }

    pub(crate) fn civil(self) -> Civil {
        let days = self.seconds.div_euclid(SECONDS_PER_DAY);
        let rest = self.seconds.rem_euclid(SECONDS_PER_DAY);
        let (year, month, day) = date(days);
        Civil {
            year,
            month,
            day,
            // 1970-01-01 was a Thursday.
            day_of_week: (days + 4).rem_euclid(7),
            hour: rest / 3_600,
            minute: rest / 60 % 60,
            second: rest % 60,
        }
    }

    /// The time as RFC 3339 writes it, in UTC.
    #[must_use]
    pub fn write(self) -> String {
        let Civil {
            year,
            month,
            day,
            hour,
            minute,
            second,
            ..
        } = self.civil();
        let mut text = String::with_capacity(30);
        // Digits by hand where two are certain: formatting machinery costs more than it saves here.
        for (number, digits, separator) in [
            (year, 4, '-'),
            (month, 2, '-'),
            (day, 2, 'T'),
            (hour, 2, ':'),
            (minute, 2, ':'),
        ] {
            push_digits(&mut text, number, digits);
            text.push(separator);
        }
        push_digits(&mut text, second, 2);
        push_fraction(&mut text, i64::from(self.nanos));
        text.push('Z');
        text
    }
}

impl Duration {
    /// A length of whole seconds; `None` beyond 292 years.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Option<Self> {
        match seconds.checked_mul(NANOS_PER_SECOND) {
            Some(nanos) => Some(Self { nanos }),
            None => None,
        }
    }

    /// Whole seconds, rounded towards zero.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.nanos / NANOS_PER_SECOND
    }

    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let nanos = self.nanos.checked_add(other.nanos)?;
        Some(Self { nanos })
    }

    pub(crate) fn negated(self) -> Option<Self> {
        let nanos = self.nanos.checked_neg()?;
        Some(Self { nanos })
    }

    /// Reads a sum of numbers with units, as in `1h30m` or `-1.5s`. Units are `h`, `m`, `s`, `ms`, `us`, `µs` and `ns`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, mut rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if rest == "0" {
            return Some(Self { nanos: 0 });
        }
        let mut nanos = 0_i128;
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            let end =
                rest.find(|character: char| !(character.is_ascii_digit() || character == '.'));
            let (number, behind) = rest.split_at_checked(end?)?;
            let end = behind.find(|character: char| character.is_ascii_digit() || character == '.');
            let (unit, behind) = behind.split_at_checked(end.unwrap_or(behind.len()))?;
            let unit = match unit {
                "h" => 3_600 * NANOS_PER_SECOND,
                "m" => 60 * NANOS_PER_SECOND,
                "s" => NANOS_PER_SECOND,
                "ms" => 1_000_000,
                "us" | "µs" | "μs" => 1_000,
                "ns" => 1,
                _ => return None,
            };
            nanos = nanos.checked_add(scaled(number, unit)?)?;
            rest = behind;
        }
        let nanos = if negative { -nanos } else { nanos };
        i64::try_from(nanos).ok().map(|nanos| Self { nanos })
    }

    pub(crate) fn write(self) -> String {
        let mut text = String::with_capacity(24);
        if self.nanos < 0 {
            text.push('-');
        }
        let nanos = self.nanos.unsigned_abs();
        let per_second = NANOS_PER_SECOND.unsigned_abs();
        // Writing into a `String` does not fail.
        let _ = write!(text, "{}", nanos / per_second);
        push_fraction(
            &mut text,
            i64::try_from(nanos % per_second).unwrap_or_default(),
        );
        text.push('s');
        text
    }
}

/// A decimal number of units in nanoseconds; what is less than one is cut off.
fn scaled(number: &str, unit: i64) -> Option<i128> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if (whole.is_empty() && fraction.is_empty()) || number.len() > 40 {
        return None;
    }
    let mut nanos = 0_i128;
    for digit in whole.bytes() {
        nanos = nanos * 10 + i128::from(digit.checked_sub(b'0')?);
        // Beyond any length there is; this also keeps the products below from overflowing.
        if nanos > i128::from(u64::MAX) {
            return None;
        }
    }
    nanos *= i128::from(unit);
    let mut step = i128::from(unit) * 1_000_000_000;
    let mut parts = 0;
    for digit in fraction.bytes() {
        step /= 10;
        parts += i128::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?) * step;
    }
    Some(nanos + parts / 1_000_000_000)
}

fn push_digits(text: &mut String, number: i64, digits: u32) {
    for place in (0..digits).rev() {
        let digit = number / 10_i64.pow(place) % 10;
        text.push(char::from(b'0' + u8::try_from(digit).unwrap_or_default()));
    }
}

/// A point and up to nine digits without zeros at the end, or nothing.
fn push_fraction(text: &mut String, nanos: i64) {
    if nanos == 0 {
        return;
    }
    text.push('.');
    push_digits(text, nanos, 9);
    text.truncate(text.trim_end_matches('0').len());
}

/// What is still to be read of a time.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    /// Takes one octet off, if it is one of these.
    fn octet(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        if !allowed.contains(first) {
            return None;
        }
        self.0 = rest;
        Some(*first)
    }

    /// Takes that many digits off.
    fn digits(&mut self, count: u8) -> Option<i64> {
        let mut number = 0;
        for _ in 0..count {
            number = number * 10 + i64::from(self.octet(b"0123456789")? - b'0');
        }
        Some(number)
    }

    /// Takes the digits behind a point off, as nanoseconds.
    fn fraction(&mut self) -> Option<u32> {
        let mut nanos = u32::from(self.octet(b"0123456789")? - b'0');
        let mut places = 1;
        while let Some(digit) = self.octet(b"0123456789") {
            if places == 9 {
                return None;
            }
            nanos = nanos * 10 + u32::from(digit - b'0');
            places += 1;
        }
        Some(nanos * 10_u32.pow(9 - places))
    }
}

/// Days from 1970-01-01 to a date. The year begins in March here, so that a leap day is its last
/// (Howard Hinnant, "chrono-compatible low-level date algorithms").
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date that lies this many days after 1970-01-01; the inverse of [`days_since_1970`].
const fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400;
    (if month <= 2 { year + 1 } else { year }, month, day)
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Timestamp};

    fn rewritten(text: &str) -> Option<String> {
        Timestamp::parse(text).map(Timestamp::write)
    }

    #[test]
    fn times_are_read_and_written() {
        for text in [
            "1970-01-01T00:00:00Z",
            "2000-02-29T23:59:59.5Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "1900-02-28T00:00:00Z",
        ] {
            assert_eq!(rewritten(text).as_deref(), Some(text));
        }
        let shifted = rewritten("2026-11-24T01:30:00.250+02:00");
        assert_eq!(shifted.as_deref(), Some("2026-11-23T23:30:00.25Z"));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "2026-11-24",
            "2026-11-24 00:00:00Z",
            "2026-11-24T00:00:00",
            "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-24T24:00:00Z",
            "2026-06-30T23:59:60Z",
            "2026-11-24T00:00:00.Z",
            "2026-11-24T00:00:00.1234567890Z",
            "2026-11-24T00:00:00+24:00",
            "2026-11-24T00:00:00Zx",
            "0000-12-31T23:59:59Z",
            "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01",
        ] {
            assert_eq!(rewritten(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_ten_thousand_years_comes_back() {
        for days in -719_162..2_932_896 {
            let (year, month, day) = super::date(days);
            assert_eq!(super::days_since_1970(year, month, day), days);
        }
    }

    #[test]
    fn lengths_are_read_and_written() {
        for (text, written) in [
            ("0", "0s"),
            ("1h30m", "5400s"),
            ("-1.5s", "-1.5s"),
            (".5s", "0.5s"),
            ("1.s", "1s"),
            ("1ms1us1ns", "0.001001001s"),
            ("1µs", "0.000001s"),
            ("1.0000000001s", "1s"),
            ("9223372036854775807ns", "9223372036.854775807s"),
            ("-9223372036854775808ns", "-9223372036.854775808s"),
        ] {
            let length = Duration::parse(text).map(Duration::write);
            assert_eq!(length.as_deref(), Some(written), "{text}");
        }
        for text in [
            "",
            "-",
            "1",
            "h",
            "1d",
            "1 h",
            "1h ",
            ".s",
            "1..5s",
            "9223372036854775808ns",
            "1h-1m",
        ] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn arithmetic_stays_in_range() {
        let last = Timestamp::parse("9999-12-31T23:59:59.999999999Z").unwrap();
        let first = Timestamp::parse("0001-01-01T00:00:00Z").unwrap();
        let nano = Duration::parse("1ns").unwrap();
        assert_eq!(last.plus(nano), None);
        assert_eq!(first.plus(nano.negated().unwrap()), None);
        assert_eq!(last.since(first), None);
        let day = Duration::parse("24h").unwrap();
        let later = first.plus(day).unwrap();
        assert_eq!(later.since(first), Some(day));
        assert_eq!(first.since(later), day.negated());
    }
}
