//! Where pages lead at their foot.

use crate::link::{Link, LinkError};

/// The links of a brand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Where people get help.
    pub support: Option<Contact>,
    /// How personal data are treated.
    pub privacy: Option<Contact>,
    /// What people agree to.
    pub terms: Option<Contact>,
    /// Whether everything works just now.
    pub status: Option<Contact>,
}

impl Links {
    /// Whether there is none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.support.is_none()
            && self.privacy.is_none()
            && self.terms.is_none()
            && self.status.is_none()
    }
}

/// The address of a link that leaves the login: what a [`Link`] may be, or `mailto:` or `tel:` with plain characters behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact(String);

impl Contact {
    /// Takes an address that is already encoded.
    ///
    /// # Errors
    /// [`LinkError`] for other schemes and for characters outside RFC 3986.
    pub fn parse(address: &str) -> Result<Self, LinkError> {
        let behind = ["mailto:", "tel:"]
            .iter()
            .find_map(|scheme| address.strip_prefix(scheme));
        match behind {
            None => Link::parse(address).map(drop)?,
            Some(behind) => {
                let allowed =
                    |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+=@".contains(&byte);
                if behind.is_empty() || !behind.bytes().all(allowed) {
                    return Err(LinkError::Character);
                }
            }
        }
        Ok(Self(address.to_owned()))
    }

    /// The address as given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_pages_addresses_and_numbers() {
        for address in [
            "https://help.acme.example/sign-in?from=login",
            "mailto:help+login@acme.example",
            "tel:+49-30-(0)901820",
        ] {
            assert_eq!(Contact::parse(address).unwrap().as_str(), address);
        }
    }

    #[test]
    fn refuses_what_runs_or_says_more() {
        for address in [
            "",
            "javascript:alert(1)",
            "data:text/html,x",
            "MAILTO:help@acme.example",
            "mailto:",
            "mailto:a@b.example?body=x",
            "mailto:\"a\"@b.example",
            "tel:112 ",
            "tel:<1>",
            "//acme.example",
        ] {
            assert!(Contact::parse(address).is_err(), "{address}");
        }
    }
}
