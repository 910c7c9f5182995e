//! Numbers and dates, as people write them.
//!
//! A library would know, and costs too much: `fluent-bundle`, whose plurals come from the CLDR, took 50 KB gzip in a Worker that
//! did nothing else, a sixth of all that is shipped; ICU brings calendars besides. What pages need of it is here, and the harness
//! compares it with `Intl` of Node.js, which is ICU, number by number and day by day.

use super::{Plurals, Wording};

/// How a language writes numbers and dates.
///
/// Digits are 0 to 9 in every language, Arabic included: codes and addresses on the same page have them, readers from Morocco
/// to the Gulf read them, and the CLDR writes Arabic with them by default.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// For which numbers it bends words.
    pub plurals: Plurals,
    /// What stands between thousands.
    pub thousands: &'static str,
    /// From how many digits on thousands are set apart: Spanish writes 1234 and 12.345.
    pub grouped_from: usize,
    /// A date: `{day}`, `{month}` and `{year}`.
    pub date: &'static str,
    /// The months as they stand in a date.
    pub months: [&'static str; 12],
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year.
    pub year: i64,
    /// The month, from 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// The day in UTC of a moment, in seconds since 1970-01-01T00:00Z.
    ///
    /// After Howard Hinnant, `civil_from_days`: years are counted from March, so that the day which some years have more is
    /// their last.
    #[must_use]
    pub fn of_unix_seconds(seconds: i64) -> Self {
        let days = seconds.div_euclid(86_400).saturating_add(719_468);
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            // Both are as small as months and days are.
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }
}

impl Wording<'_> {
    /// A whole number, with its thousands set apart: 12,345.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        if digits.len() < self.habits.grouped_from {
            return digits;
        }
        let mut written = String::with_capacity(digits.len() * 2);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                written.push_str(self.habits.thousands);
            }
            written.push(digit);
        }
        written
    }

    /// When something happens by itself: *in 5 seconds*.
    #[must_use]
    pub fn in_seconds(&self, seconds: u64) -> String {
        let count = self.number(seconds);
        self.counts
            .in_seconds
            .fill(self.habits.plurals, seconds, &[("count", &count)])
    }

    /// A date, with its month as a word: *November 24, 2026*.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let months = usize::from(date.month).checked_sub(1);
        let month = months.and_then(|place| self.habits.months.get(place));
        let mut written = self.habits.date.replace("{day}", &date.day.to_string());
        written = written.replace("{year}", &date.year.to_string());
        written.replace("{month}", month.copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_day_of_a_moment() {
        for (seconds, (year, month, day)) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (951_782_399, (2000, 2, 28)),
            (951_782_400, (2000, 2, 29)),
            (951_868_800, (2000, 3, 1)),
            (4_107_542_400, (2100, 3, 1)),
            (4_107_542_399, (2100, 2, 28)),
            (1_795_478_399, (2026, 11, 23)),
            (1_795_478_400, (2026, 11, 24)),
        ] {
            let date = Date { year, month, day };
            assert_eq!(Date::of_unix_seconds(seconds), date, "{seconds}");
        }
        // Whatever a clock says, there is an answer.
        for seconds in [i64::MIN, i64::MAX] {
            let date = Date::of_unix_seconds(seconds);
            assert!((1..=12).contains(&date.month) && (1..=31).contains(&date.day));
        }
    }
}
