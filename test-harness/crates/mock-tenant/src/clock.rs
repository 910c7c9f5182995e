//! The tenant's clock: all time in the mock goes through it.

use std::time::{SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The tenant's idea of now: the machine's clock moved by an offset, or frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock plus this many milliseconds.
    Running {
        /// Milliseconds added to the machine's clock; may be negative.
        offset_ms: i64,
    },
    /// Stands at this many milliseconds since 1970 until it is set or advanced.
    Frozen {
        /// Milliseconds since 1970.
        at_ms: i64,
    },
}

impl Clock {
    /// Milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        match *self {
            Self::Running { offset_ms } => machine_ms().saturating_add(offset_ms),
            Self::Frozen { at_ms } => at_ms,
        }
    }

    /// Seconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.now_ms().div_euclid(1000)
    }

    /// Moves the clock by so many seconds, back if negative.
    pub fn advance(&mut self, seconds: i64) {
        let ms = seconds.saturating_mul(1000);
        match self {
            Self::Running { offset_ms: at } | Self::Frozen { at_ms: at } => {
                *at = at.saturating_add(ms);
            }
        }
    }

    /// Makes it this many seconds since 1970 now. A frozen clock stays frozen.
    pub fn set(&mut self, seconds: i64) {
        self.advance(seconds.saturating_sub(self.now()));
        if let Self::Frozen { at_ms } = self {
            *at_ms = seconds.saturating_mul(1000);
        }
    }
}

/// Seconds since 1970 as Auth0 writes dates: ISO 8601 with milliseconds, in UTC.
pub(crate) fn iso8601(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds)
        .ok()
        .and_then(|date| date.format(&Rfc3339).ok())
        .map(|text| text.replace('Z', ".000Z"))
        .unwrap_or_default()
}

fn machine_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_clock_moves_only_when_told() {
        let mut clock = Clock::Frozen { at_ms: 1_500 };
        assert_eq!((clock.now_ms(), clock.now()), (1_500, 1));
        clock.advance(60);
        assert_eq!(clock.now_ms(), 61_500);
        clock.set(10);
        assert_eq!(clock.now_ms(), 10_000);
    }

    #[test]
    fn a_running_clock_can_be_set() {
        let mut clock = Clock::Running { offset_ms: 0 };
        clock.set(1_000_000);
        assert!((1_000_000..1_000_010).contains(&clock.now()));
    }

    #[test]
    fn dates_have_milliseconds_and_a_z() {
        assert_eq!(iso8601(1_704_067_200), "2024-01-01T00:00:00.000Z");
    }
}
