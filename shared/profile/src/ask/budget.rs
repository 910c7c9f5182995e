//! How often a user may be bothered.

/// How often users may be asked for what they need not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Days between two times that a user is asked.
    pub interval: u16,
    /// Fields that one login asks for, those that are required among them; these are asked for however many they are.
    pub fields_per_login: u8,
    /// How often a user is asked in a row without ever answering.
    pub prompts_per_user: u8,
    /// The interval doubles each time that a user skips in a row, up to so many days.
    pub back_off: u16,
    /// Whether a user is asked at the first login already.
    pub first_login: bool,
}

/// How a tenant asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// How often users may be asked.
    pub budget: Budget,
    /// Whether a required field that is missing denies refreshes, too, and not only logins.
    pub required_at_refresh: bool,
}

impl Default for Budget {
    /// Once a week three fields, and after five times without an answer never again.
    fn default() -> Self {
        Self {
            interval: 7,
            fields_per_login: 3,
            prompts_per_user: 5,
            back_off: 90,
            first_login: false,
        }
    }
}

impl Budget {
    /// Seconds that have to pass until a user who skipped so often in a row is asked again.
    #[must_use]
    pub fn wait(&self, skips: u8) -> i64 {
        let interval = i64::from(self.interval);
        // A cap below the interval does not make it shorter.
        let most = i64::from(self.back_off).max(interval);
        let doubled = interval.saturating_mul(1_i64 << skips.min(32));
        doubled.min(most) * 86_400
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn the_interval_doubles_with_each_skip_up_to_a_cap() {
        let days = |skips| Budget::default().wait(skips) / 86_400;
        assert_eq!([0, 1, 2, 3, 4, 255].map(days), [7, 14, 28, 56, 90, 90]);
        let budget = Budget {
            back_off: 0,
            ..Budget::default()
        };
        assert_eq!(budget.wait(3), 7 * 86_400);
        let budget = Budget {
            interval: 0,
            ..Budget::default()
        };
        assert_eq!(budget.wait(5), 0);
    }
}
