//! Addresses that a page may link to or post to.

use std::fmt;

use thiserror::Error;

/// The address of a link or form: `https:`, `http:`, or a path on the same origin.
///
/// Nothing here says that the target is allowed: that is for whoever makes redirects. This type keeps
/// `javascript:` and its kin, and whatever a browser would read differently from us, out of `href`,
/// `action` and the `Refresh` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link<'a>(&'a str);

/// Why a text is no [`Link`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// Neither `https://`, nor `http://`, nor a path that starts with exactly one slash.
    #[error("an address starts with https://, http:// or a single /")]
    Start,
    /// A space, a control, a quote, a backslash or a character outside ASCII: browsers drop, fold or
    /// encode these, so what was checked would not be what is visited.
    #[error("an address holds only the ASCII characters of RFC 3986")]
    Character,
}

impl<'a> Link<'a> {
    /// Takes an address that is already encoded (RFC 3986).
    ///
    /// # Errors
    /// [`LinkError`] for other schemes, for `//host` and for characters outside RFC 3986.
    pub fn parse(address: &'a str) -> Result<Self, LinkError> {
        let is_path = address.starts_with('/') && !address.starts_with("//");
        let names_host = ["https://", "http://"]
            .iter()
            .filter_map(|scheme| address.strip_prefix(scheme))
            .any(|rest| {
                rest.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '[')
            });
        if !is_path && !names_host {
            return Err(LinkError::Start);
        }
        let allowed =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
        if !address.bytes().all(allowed) {
            return Err(LinkError::Character);
        }
        Ok(Self(address))
    }

    /// The address as given.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.0
    }
}

impl fmt::Display for Link<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_web_addresses_and_paths() {
        for address in [
            "/",
            "/edge/realm?client_id=a&x=%2F#y",
            "https://tenant.acme.test:8443/authorize?a='b'",
            "http://app.localhost:3000/login",
            "https://[::1]:8443/",
        ] {
            assert_eq!(Link::parse(address).map(Link::as_str), Ok(address));
        }
    }

    #[test]
    fn refuses_what_a_browser_would_read_otherwise() {
        for address in [
            "",
            "//evil.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "https:evil.example",
            "https:///evil.example",
            "HTTPS://evil.example",
            "edge/realm",
            "?x",
            "https://",
            "\t/x",
        ] {
            assert_eq!(Link::parse(address), Err(LinkError::Start), "{address:?}");
        }
        for address in [
            "/\\evil.example",
            "/a b",
            "/a\r\nSet-Cookie: x",
            "/\u{e9}",
            "/\"x",
            "/<x>",
        ] {
            assert_eq!(
                Link::parse(address),
                Err(LinkError::Character),
                "{address:?}"
            );
        }
    }
}
