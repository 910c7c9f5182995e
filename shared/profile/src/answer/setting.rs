//! What has to be known besides a field to read an answer.

use std::fmt;

/// What has to be known besides a field to read an answer.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The language in which numbers and days are written: a tag of RFC 5646. A region is heeded where it makes a difference
    /// (`de-CH`, `en-US`, `es-MX`), so pass on the visitor's own tag where it is known and of the language of the page.
    pub language: &'a str,
    /// Whether the field has to be answered in this login.
    pub required: bool,
    /// The last day that has come somewhere on Earth: [`Setting::latest_day`].
    pub today: i32,
    /// What the host has tables of.
    pub host: &'a dyn Host,
}

/// What whoever runs this code has tables of, so that it need not bring them along.
pub trait Host {
    /// A text in Unicode's normalization form C (Unicode Standard Annex 15).
    fn composed(&self, text: &str) -> String;

    /// Whether this is the name of a time zone in the IANA database.
    fn knows_time_zone(&self, name: &str) -> bool;
}

impl Setting<'_> {
    /// The last day that has come somewhere on Earth at a time, in days since 1970-01-01: on the Line Islands it is fourteen hours
    /// later than in Greenwich. `now` is in seconds since 1970.
    #[must_use]
    pub fn latest_day(now: i64) -> i32 {
        i32::try_from((now + 14 * 60 * 60).div_euclid(24 * 60 * 60)).unwrap_or(i32::MAX)
    }
}

impl fmt::Debug for Setting<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Setting")
            .field("language", &self.language)
            .field("required", &self.required)
            .field("today", &self.today)
            .finish_non_exhaustive()
    }
}
