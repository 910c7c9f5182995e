//! Auth0's name of a connection.

use crate::text::text_identifier;

const MAX_LENGTH: usize = 128;

/// The name of an Auth0 connection: letters, digits and hyphens, no hyphen at either end, at most 128 characters.
///
/// This is what the `connection` parameter of `/authorize` carries (the `con_…` identifier is not accepted there).
/// The rule is the one of Auth0's Management API for `POST /api/v2/connections`. Case matters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionName(Box<str>);

text_identifier!(ConnectionName, ConnectionNameError);

/// Why a text is not a [`ConnectionName`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectionNameError {
    /// There is nothing.
    #[error("a connection name is not empty")]
    Empty,
    /// It is longer than 128 characters.
    #[error("a connection name has at most {MAX_LENGTH} characters")]
    TooLong,
    /// A character is neither an ASCII letter, a digit nor a hyphen.
    #[error("a connection name has only letters, digits and hyphens")]
    ForbiddenCharacter,
    /// The first or the last character is a hyphen.
    #[error("a connection name begins and ends with a letter or digit")]
    HyphenAtEnd,
}

impl ConnectionName {
    /// Reads a connection name.
    ///
    /// # Errors
    ///
    /// A [`ConnectionNameError`] that says which rule the text breaks.
    pub fn parse(text: &str) -> Result<Self, ConnectionNameError> {
        if text.is_empty() {
            return Err(ConnectionNameError::Empty);
        }
        if text.len() > MAX_LENGTH {
            return Err(ConnectionNameError::TooLong);
        }
        if !text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            return Err(ConnectionNameError::ForbiddenCharacter);
        }
        if text.starts_with('-') || text.ends_with('-') {
            return Err(ConnectionNameError::HyphenAtEnd);
        }
        Ok(Self(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::{ConnectionName, ConnectionNameError as Error};

    #[test]
    fn accepts_auth0_names_and_keeps_their_case() {
        for text in [
            "a",
            "globex-oidc",
            "Username-Password-Authentication",
            &"a".repeat(128),
        ] {
            assert_eq!(ConnectionName::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn refuses_everything_else_with_the_rule_it_breaks() {
        for (text, error) in [
            ("", Error::Empty),
            (&*"a".repeat(129), Error::TooLong),
            ("globex_oidc", Error::ForbiddenCharacter),
            ("globex oidc", Error::ForbiddenCharacter),
            ("glöbex", Error::ForbiddenCharacter),
            ("globex\0", Error::ForbiddenCharacter),
            ("-globex", Error::HyphenAtEnd),
            ("globex-", Error::HyphenAtEnd),
            ("-", Error::HyphenAtEnd),
        ] {
            assert_eq!(ConnectionName::parse(text), Err(error), "{text:?}");
        }
    }
}
