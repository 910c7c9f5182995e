//! The id under which the tenant's log knows what happened.

use std::fmt;

use thiserror::Error;

/// The id under which Auth0's log knows what happened: the one thing of an error page's query that is shown.
///
/// It is 1 to 64 ASCII letters, digits, `-` and `_`, so that it can hold no sentence and no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackingId<'a>(&'a str);

/// Why a text is no [`TrackingId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a tracking id is 1 to 64 ASCII letters, digits, hyphens and underscores")]
pub struct TrackingIdError;

impl<'a> TrackingId<'a> {
    /// Takes an id.
    ///
    /// # Errors
    /// [`TrackingIdError`] for anything that is none.
    pub fn parse(text: &'a str) -> Result<Self, TrackingIdError> {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if (1..=64).contains(&text.len()) && text.bytes().all(known) {
            Ok(Self(text))
        } else {
            Err(TrackingIdError)
        }
    }

    /// The id as given.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.0
    }
}

impl fmt::Display for TrackingId<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_plain() {
        for good in ["a", "0f9a-B_1", &"x".repeat(64)] {
            assert_eq!(TrackingId::parse(good).map(TrackingId::as_str), Ok(good));
        }
        for bad in [
            "",
            " ",
            "a b",
            "a@b",
            "<b>",
            "\u{e9}",
            "a\n",
            &"x".repeat(65),
        ] {
            assert_eq!(TrackingId::parse(bad), Err(TrackingIdError), "{bad:?}");
        }
    }
}
