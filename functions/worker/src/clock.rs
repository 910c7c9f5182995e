//! The host's clock, as JavaScript hands it over.

use vestibule_identity::UnixSeconds;

/// Turns `Date.now()` (milliseconds, a JavaScript number) into whole seconds.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float becomes the nearest integer it can; no clock reaches the limits"
)]
pub(crate) fn seconds_from_date_now(milliseconds: f64) -> UnixSeconds {
    UnixSeconds((milliseconds / 1000.0).floor() as i64)
}
