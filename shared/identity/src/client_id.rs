//! OAuth's identifier of an application.

use crate::text::text_identifier;

const MAX_LENGTH: usize = 255;

/// The identifier of an application: visible ASCII characters, at most 255.
///
/// RFC 6749, appendix A.1 also allows the space; Auth0 never makes such an id, and a space is more often
/// a mistake of copying than meant. Ids of client metadata documents are URLs and fit. Case matters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientId(Box<str>);

text_identifier!(ClientId, ClientIdError);

/// Why a text is not a [`ClientId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClientIdError {
    /// There is nothing.
    #[error("a client id is not empty")]
    Empty,
    /// It is longer than 255 characters.
    #[error("a client id has at most {MAX_LENGTH} characters")]
    TooLong,
    /// A character is a space, a control or not ASCII.
    #[error("a client id has only visible ASCII characters")]
    ForbiddenCharacter,
}

impl ClientId {
    /// Reads a client id.
    ///
    /// # Errors
    ///
    /// A [`ClientIdError`] that says which rule the text breaks.
    pub fn parse(text: &str) -> Result<Self, ClientIdError> {
        if text.is_empty() {
            return Err(ClientIdError::Empty);
        }
        if text.len() > MAX_LENGTH {
            return Err(ClientIdError::TooLong);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(ClientIdError::ForbiddenCharacter);
        }
        Ok(Self(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::{ClientId, ClientIdError as Error};

    #[test]
    fn accepts_what_authorization_servers_make() {
        for text in [
            "Ns1f8Yb8QdCkX3kqHl0eGz3Tn5mUcJ7r",
            "https://app.example/oauth/client.json",
            &"a".repeat(255),
        ] {
            assert_eq!(ClientId::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn refuses_everything_else_with_the_rule_it_breaks() {
        for (text, error) in [
            ("", Error::Empty),
            (&*"a".repeat(256), Error::TooLong),
            ("a b", Error::ForbiddenCharacter),
            ("a\r\nb", Error::ForbiddenCharacter),
            ("ä", Error::ForbiddenCharacter),
            ("\u{7f}", Error::ForbiddenCharacter),
        ] {
            assert_eq!(ClientId::parse(text), Err(error), "{text:?}");
        }
    }
}
