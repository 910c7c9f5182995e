//! The page that somebody came from, out of a `Referer` header.

use crate::query::RawQuery;

/// A page of ours that a browser says it came from, and may be sent back to.
///
/// A header that a visitor's browser writes is as good as anything that a visitor writes, and an address that is taken out of a
/// request and found harmless is how open redirects begin. So only pieces of it are taken: the path has to be `/authorize` or
/// `/edge/` with segments of plain characters behind, none of which means anything to a browser, and there is no origin in what
/// comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageAddress<'a> {
    path: &'a str,
    query: RawQuery<'a>,
}

/// Segments behind `/edge/` that a page of ours has at most.
const MOST_SEGMENTS: usize = 3;
/// Octets that a segment has at most: a client id has 64.
const LONGEST_SEGMENT: usize = 64;

impl<'a> PageAddress<'a> {
    /// Takes a `Referer` (RFC 9110, section 10.1.3) apart; `origin` is that of the request. Their schemes may differ, since it may
    /// be somebody in front of us who speaks TLS. `None` for the pages of others, for
    /// an origin alone, which is all that browsers say of addresses longer than 4,096 characters, and for whatever has
    /// a path that no page of ours has.
    #[must_use]
    pub fn of_referer(referer: &'a str, origin: &str) -> Option<Self> {
        let target = without_scheme(referer)?.strip_prefix(without_scheme(origin)?)?;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let query = RawQuery::new(query);
        is_of_a_page(path).then_some(Self { path, query })
    }

    /// The path: it begins with one slash and has no dots, escapes or backslashes.
    #[must_use]
    pub const fn path(self) -> &'a str {
        self.path
    }

    /// The query, as it was sent.
    #[must_use]
    pub const fn query(self) -> RawQuery<'a> {
        self.query
    }
}

fn without_scheme(address: &str) -> Option<&str> {
    ["https://", "http://"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme))
}

fn is_of_a_page(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let is_segment = |segment: &str| {
        (1..=LONGEST_SEGMENT).contains(&segment.len()) && segment.bytes().all(is_plain)
    };
    path == "/authorize"
        || path.strip_prefix("/edge/").is_some_and(|behind| {
            behind.split('/').all(is_segment) && behind.split('/').nth(MOST_SEGMENTS).is_none()
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::SafeRedirect;

    const ORIGIN: &str = "https://login.acme.example";

    fn back(referer: &str) -> Option<String> {
        let page = PageAddress::of_referer(referer, ORIGIN)?;
        Some(SafeRedirect::back_to(page, ("ui_locales", "de")).into())
    }

    #[test]
    fn leads_back_to_pages_of_ours() {
        for (target, expected) in [
            ("/edge/realm", "/edge/realm?ui_locales=de"),
            (
                "/authorize?a=1&&b=%zz",
                "/authorize?a=1&&b=%zz&ui_locales=de",
            ),
            (
                "/edge/error?ui_locales=fr%20en&x=1&ui%5Flocales=ja&ui_locales",
                "/edge/error?x=1&ui_locales=de",
            ),
            (
                "/edge/notice/signed-out?",
                "/edge/notice/signed-out?ui_locales=de",
            ),
            (
                "/edge/start/gT4hK1xW8bQ2pZ6vN9rM3sL7cJ5dF0aY?organization=org_1",
                "/edge/start/gT4hK1xW8bQ2pZ6vN9rM3sL7cJ5dF0aY?organization=org_1&ui_locales=de",
            ),
            // What a query may hold is no path.
            (
                "/edge/realm?x=//evil.example/\\",
                "/edge/realm?x=//evil.example/\\&ui_locales=de",
            ),
        ] {
            let referer = format!("{ORIGIN}{target}");
            assert_eq!(back(&referer).as_deref(), Some(expected), "{target}");
        }
    }

    #[test]
    fn somebody_in_front_may_speak_tls() {
        let page = PageAddress::of_referer(
            "https://login.acme.example/edge/realm",
            "http://login.acme.example",
        );
        assert_eq!(page.map(PageAddress::path), Some("/edge/realm"));
        assert_eq!(
            PageAddress::of_referer("https://a/edge/realm", "https://"),
            None
        );
        assert_eq!(
            PageAddress::of_referer("https:///edge/realm", "nothing"),
            None
        );
    }

    #[test]
    fn leads_nowhere_else() {
        for referer in [
            "",
            "null",
            "/edge/realm",
            "https://evil.example/edge/realm",
            "https://login.acme.example.evil.example/edge/realm",
            "https://login.acme.example@evil.example/edge/realm",
            "https://login.acme.example:8443/edge/realm",
            "ftp://login.acme.example/edge/realm",
            "//login.acme.example/edge/realm",
            "login.acme.example/edge/realm",
            "HTTPS://LOGIN.ACME.EXAMPLE/edge/realm",
        ] {
            assert_eq!(back(referer), None, "{referer}");
        }
        for target in [
            "",
            "/",
            "?x=1",
            "#/edge/realm",
            "//evil.example",
            "//evil.example/edge/realm",
            "/\\evil.example",
            "\\evil.example",
            "/edge",
            "/edge/",
            "/edge//evil.example",
            "/edge/\\evil.example",
            "/edge/..//evil.example",
            "/edge/%2e%2e/%2f/evil.example",
            "/edge/realm/",
            "/edge/a/b/c/d",
            "/edge/realm;x",
            "/edge/realm:80",
            "/edge/realm@evil.example",
            "/edge/realm#x",
            "/edge/realm\r\nset-cookie: x",
            "/edge/realm\tx",
            "/edge/re\u{e4}lm",
            "/edge/\u{ff0f}evil.example",
            "/authorize/",
            "/authorize/..//evil.example",
            "/authorizex",
            "/logout",
            "javascript:alert(1)",
            ".evil.example/edge/realm",
        ] {
            assert_eq!(back(&format!("{ORIGIN}{target}")), None, "{target:?}");
        }
        let long = format!("{ORIGIN}/edge/start/{}", "a".repeat(65));
        assert_eq!(back(&long), None);
    }

    proptest! {
        #[test]
        fn whatever_is_said_the_browser_stays_with_us(
            target in "(/|\\\\|edge|authorize|[.]|%2f|@|:|evil|[?]|#|&|ui_locales=|\r|\n| |[a-z\u{e4}]){0,14}",
        ) {
            if let Some(back) = back(&format!("{ORIGIN}{target}")) {
                let (path, query) = back.split_once('?').unwrap();
                prop_assert!(path == "/authorize" || path.starts_with("/edge/"), "{back}");
                prop_assert!(!path.contains("//") && !path.contains(['\\', '.', '%', '#', ':']));
                prop_assert!(back.bytes().all(|byte| byte.is_ascii_graphic()), "{back:?}");
                prop_assert_eq!(RawQuery::new(query).pairs().filter(|it| it.is_named("ui_locales")).count(), 1);
            }
        }
    }
}
