//! Where a browser may be sent.

use std::fmt;

use thiserror::Error;

use crate::page_address::PageAddress;
use crate::percent::{encode_component, encode_for_link, push_for_header};
use crate::query::{RawQuery, push_parameters};

/// A scheme, host and port (RFC 6454), as the published configuration names it.
///
/// An origin is only made from configuration, never from a request: it is one half of the
/// allow-list, [`SafeRedirect`] is the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<'a>(&'a str);

/// Why a string is not an [`Origin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an origin: expected `https://host` or `https://host:port`, nothing after it")]
pub struct OriginError;

impl<'a> Origin<'a> {
    /// Reads an origin from the configuration: scheme and authority, no path, no trailing slash.
    ///
    /// # Errors
    /// [`OriginError`] when there is anything else, or an authority that could be read as two
    /// (user information, backslashes, white space).
    pub fn parse(text: &'a str) -> Result<Self, OriginError> {
        let authority = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or(OriginError)?;
        let plain = |byte: u8| {
            byte.is_ascii_lowercase()
                || byte.is_ascii_digit()
                || matches!(byte, b'.' | b'-' | b':' | b'_' | b'[' | b']')
        };
        if authority.is_empty() || !authority.bytes().all(plain) {
            return Err(OriginError);
        }
        Ok(Self(text))
    }

    /// As it stands in the configuration.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// Host and port without the scheme: what a `Host` header for this origin says.
    #[must_use]
    pub fn authority(self) -> &'a str {
        self.0
            .split_once("://")
            .map_or("", |(_, authority)| authority)
    }
}

impl fmt::Display for Origin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A redirect target that the allow-list has let through; the only thing that may become a
/// `Location` header, a `Refresh` or a link out of a page.
///
/// Its origin and path come from the configuration, whole; only the query may hold what a request
/// brought. A target is never parsed out of a request and compared afterwards: three open-redirect
/// advisories in a row at one well-known proxy show that such comparisons do not converge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeRedirect(String);

/// The configured target is not one that a query can be added to: it has a fragment, or is no
/// absolute http(s) URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the configured target has a fragment, or is no absolute http(s) URL")]
pub struct RedirectRefused;

impl SafeRedirect {
    /// A path of ours or of the tenant on a configured origin, with a query and parameters behind it.
    #[must_use]
    pub fn on_origin(
        origin: Origin<'_>,
        path: &'static str,
        query: RawQuery<'_>,
        additions: &[(&str, &str)],
    ) -> Self {
        let base = [origin.as_str(), path].concat();
        Self::assemble(base, query, additions)
    }

    /// A path of ours on whatever origin the browser is on now, with a query.
    #[must_use]
    pub fn to_ourselves(path: &'static str, query: RawQuery<'_>) -> Self {
        Self::assemble(path.to_owned(), query, &[])
    }

    /// A path of ours with one segment behind it, on whatever origin the browser is on now. What a segment of a path cannot hold by
    /// itself is percent-encoded, a slash and a dot too.
    #[must_use]
    pub fn to_own_child(path: &'static str, segment: &str) -> Self {
        let segment = encode_component(segment).replace('.', "%2E");
        Self::assemble(format!("{path}/{segment}"), RawQuery::new(""), &[])
    }

    /// The page of ours that a browser came from, with one parameter of its query replaced or added. Its path is checked
    /// piece by piece, and there is no origin in it: see [`PageAddress`].
    #[must_use]
    pub fn back_to(page: PageAddress<'_>, parameter: (&str, &str)) -> Self {
        let query = page.query().without(parameter.0);
        Self::assemble(page.path().to_owned(), RawQuery::new(&query), &[parameter])
    }

    /// A configured URL (an application's login URL), with parameters added to its own.
    ///
    /// # Errors
    /// [`RedirectRefused`], unless the compiler of the tenant file refused such a URL first.
    pub fn to_configured(url: &str, additions: &[(&str, &str)]) -> Result<Self, RedirectRefused> {
        let absolute = url.starts_with("https://") || url.starts_with("http://");
        let plain = url
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'#');
        if !absolute || !plain {
            return Err(RedirectRefused);
        }
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let query = RawQuery::new(query);
        Ok(Self::assemble(base.to_owned(), query, additions))
    }

    fn assemble(base: String, query: RawQuery<'_>, additions: &[(&str, &str)]) -> Self {
        let mut target = base;
        if !query.as_str().is_empty() || !additions.is_empty() {
            target.push('?');
        }
        let start = target.len();
        push_for_header(&mut target, query.as_str());
        push_parameters(&mut target, start, additions);
        Self(target)
    }

    /// The URL for a link on a page: characters that RFC 3986 gives no URL are percent-encoded,
    /// everything else stays.
    #[must_use]
    pub fn for_link(&self) -> String {
        encode_for_link(&self.0)
    }

    /// The URL, ready for a `Location` header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<SafeRedirect> for String {
    /// The URL as [`SafeRedirect::as_str`] gives it, without a copy.
    fn from(redirect: SafeRedirect) -> Self {
        redirect.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_origin_is_scheme_and_authority_alone() {
        for good in [
            "https://login.acme.example",
            "http://[::1]:8080",
            "https://a_b.example",
        ] {
            assert_eq!(Origin::parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "login.acme.example",
            "https://",
            "https://a/",
            "https://a/b",
            "https://a@b",
            "https://a\\b",
            "https://a b",
            "https://A",
            "javascript:alert(1)",
            "//a",
        ] {
            assert_eq!(Origin::parse(bad), Err(OriginError), "{bad}");
        }
    }

    #[test]
    fn what_no_header_may_hold_is_encoded_and_nothing_else_is() {
        let origin = Origin::parse("https://tenant.example").unwrap();
        for (query, expected) in [
            ("a\r\nset-cookie: x", "a%0D%0Aset-cookie:%20x"),
            ("a b\u{0}\u{7f}", "a%20b%00%7F"),
            (
                "x=\u{fc}&y=%zz&{|}^`[]'\"<>\\",
                "x=%C3%BC&y=%zz&{|}^`[]'\"<>\\",
            ),
        ] {
            let target = SafeRedirect::on_origin(origin, "/a", RawQuery::new(query), &[]);
            assert_eq!(
                target.as_str(),
                format!("https://tenant.example/a?{expected}")
            );
        }
    }

    #[test]
    fn a_target_with_a_fragment_or_without_a_scheme_is_refused() {
        for url in [
            "https://a.example/#x",
            "//a.example",
            "javascript:x",
            "https://a b",
        ] {
            assert_eq!(
                SafeRedirect::to_configured(url, &[]),
                Err(RedirectRefused),
                "{url}"
            );
        }
    }

    #[test]
    fn a_configured_url_keeps_its_own_query() {
        let target =
            SafeRedirect::to_configured("https://app.example/login?x=1", &[("iss", "https://t/")]);
        assert_eq!(
            target.unwrap().as_str(),
            "https://app.example/login?x=1&iss=https%3A%2F%2Ft%2F"
        );
    }

    proptest! {
        /// Whatever a request brings, the origin is the configured one.
        #[test]
        fn the_origin_is_always_the_configured_one(query in ".{0,80}", value in ".{0,80}") {
            let origin = Origin::parse("https://tenant.example").unwrap();
            let target = SafeRedirect::on_origin(origin, "/authorize", RawQuery::new(&query), &[]);
            let rest = target.as_str().strip_prefix("https://tenant.example/authorize").unwrap();
            prop_assert!(rest.is_empty() || rest.starts_with('?'));
            prop_assert!(target.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
            let target =
                SafeRedirect::to_configured("https://app.example/login", &[("h", &value)]).unwrap();
            prop_assert!(target.as_str().starts_with("https://app.example/login?h="));
        }
    }
}
