//! A point in time.

use std::fmt;

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted, as in JWT's `NumericDate` (RFC 7519, section 2).
///
/// Decisions take it as an argument and never read a clock, which is why there is no `now`.
/// Every `i64` is a valid value, so the field is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixSeconds(pub i64);

impl UnixSeconds {
    /// The time that lies `seconds` later, or the last representable one.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// How many seconds have passed since `earlier`; negative when it lies in the future.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for UnixSeconds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::UnixSeconds;

    #[test]
    fn arithmetic_saturates_at_both_ends() {
        assert_eq!(UnixSeconds(i64::MAX).plus(1), UnixSeconds(i64::MAX));
        assert_eq!(UnixSeconds(i64::MIN).plus(-1), UnixSeconds(i64::MIN));
        assert_eq!(UnixSeconds(i64::MIN).since(UnixSeconds(1)), i64::MIN);
        assert_eq!(UnixSeconds(90).since(UnixSeconds(100)), -10);
    }
}
