//! Auth0's identifier of an organization.

use crate::text::text_identifier;

const PREFIX: &str = "org_";
const MAX_LENGTH: usize = 50;

/// The identifier of an Auth0 organization: `org_` and letters or digits, at most 50 characters.
///
/// This is what the `organization` parameter of `/authorize` and the `org_id` claim carry.
/// It is not the organization's name: Auth0 accepts names there only when the tenant allows it.
/// Case matters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganizationId(Box<str>);

text_identifier!(OrganizationId, OrganizationIdError);

/// Why a text is not an [`OrganizationId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OrganizationIdError {
    /// It does not begin with `org_`; perhaps it is the organization's name.
    #[error("an organization id begins with `org_`")]
    MissPrefix,
    /// Nothing follows `org_`.
    #[error("an organization id has letters or digits after `org_`")]
    Empty,
    /// It is longer than 50 characters.
    #[error("an organization id has at most {MAX_LENGTH} characters")]
    TooLong,
    /// A character after the prefix is neither an ASCII letter nor a digit.
    #[error("an organization id has only letters and digits after `org_`")]
    ForbiddenCharacter,
}

impl OrganizationId {
    /// Reads an organization id.
    ///
    /// # Errors
    ///
    /// An [`OrganizationIdError`] that says which rule the text breaks.
    pub fn parse(text: &str) -> Result<Self, OrganizationIdError> {
        let rest = text
            .strip_prefix(PREFIX)
            .ok_or(OrganizationIdError::MissPrefix)?;
        if rest.is_empty() {
            return Err(OrganizationIdError::Empty);
        }
        if text.len() > MAX_LENGTH {
            return Err(OrganizationIdError::TooLong);
        }
        if !rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(OrganizationIdError::ForbiddenCharacter);
        }
        Ok(Self(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::{OrganizationId, OrganizationIdError as Error};

    #[test]
    fn accepts_what_auth0_makes_and_keeps_its_case() {
        for text in [
            "org_9ybsU1dN2dKfDkBi",
            "org_a",
            &format!("org_{}", "a".repeat(46)),
        ] {
            assert_eq!(OrganizationId::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn refuses_everything_else_with_the_rule_it_breaks() {
        let long = format!("org_{}", "a".repeat(47));
        for (text, error) in [
            ("", Error::MissPrefix),
            ("globex", Error::MissPrefix),
            ("ORG_abc", Error::MissPrefix),
            (" org_abc", Error::MissPrefix),
            ("org_", Error::Empty),
            (&long, Error::TooLong),
            ("org_abc ", Error::ForbiddenCharacter),
            ("org_a-b", Error::ForbiddenCharacter),
            ("org_ä", Error::ForbiddenCharacter),
            ("org_a\n", Error::ForbiddenCharacter),
        ] {
            assert_eq!(OrganizationId::parse(text), Err(error), "{text:?}");
        }
    }
}
