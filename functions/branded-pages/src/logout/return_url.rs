//! Which of a client's URLs an application asked to return to.
//!
//! As Auth0 compares them (*Redirect Users After Logout*): query and fragment are left out, the host is compared without
//! regard to case, the path with it, and `*` stands for one label of a subdomain. Auth0 compares again; what is refused here
//! would be refused there, and people would end on an error page instead of being signed out.

/// The parts of a URL that are compared.
#[derive(Debug, PartialEq, Eq)]
struct Compared<'a> {
    scheme: &'a str,
    host: &'a str,
    port: &'a str,
    path: &'a str,
}

/// Whether a URL is this entry of the list, its query and fragment aside.
pub(super) fn matches(entry: &str, url: &str) -> bool {
    let (Some(entry), Some(url)) = (Compared::of(entry), Compared::of(url)) else {
        return false;
    };
    let same_host = match entry.host.strip_prefix("*.") {
        None => entry.host.eq_ignore_ascii_case(url.host),
        Some(parent) => url.host.split_once('.').is_some_and(|(label, rest)| {
            let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            !label.is_empty() && label.bytes().all(letter) && rest.eq_ignore_ascii_case(parent)
        }),
    };
    same_host && entry.scheme == url.scheme && entry.port == url.port && entry.path == url.path
}

impl<'a> Compared<'a> {
    /// Takes a URL apart. Characters that browsers drop or read as others make it none, as does a name in front of the host:
    /// no such URL equals an entry.
    fn of(url: &'a str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_graphic() && !b"\\\"<>^`{|}".contains(&byte);
        if !url.bytes().all(plain) {
            return None;
        }
        let (scheme, rest) = url.split_once("://")?;
        let before = rest.find(['?', '#']).and_then(|end| rest.get(..end));
        let rest = before.unwrap_or(rest);
        let (authority, path) = match rest.find('/') {
            Some(start) => rest.split_at_checked(start)?,
            None => (rest, "/"),
        };
        // Within brackets an IPv6 address has colons of its own.
        let end = authority.rfind(']').map_or(0, |bracket| bracket + 1);
        let (host, port) = match authority.get(end..)?.find(':') {
            Some(colon) => {
                let (host, port) = authority.split_at_checked(end + colon)?;
                (host, port.strip_prefix(':')?)
            }
            None => (authority, ""),
        };
        let usual = match scheme {
            "https" => "443",
            "http" => "80",
            _ => "",
        };
        (!authority.contains('@')).then_some(Self {
            scheme,
            host,
            port: if port == usual { "" } else { port },
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_compared_as_auth0_does() {
        for (entry, url, expected) in [
            ("https://a.test/out", "https://a.test/out?x=1#y", true),
            ("https://a.test/out?z=2", "https://a.test/out", true),
            ("https://a.test/out", "https://A.TEST/out", true),
            ("https://a.test/", "https://a.test", true),
            ("https://a.test/", "https://a.test?x", true),
            ("https://a.test/", "https://a.test:443/", true),
            ("https://[::1]:8443/", "https://[::1]:8443/", true),
            ("com.acme.app://callback", "com.acme.app://callback", true),
            ("https://*.a.test/", "https://b.a.test/", true),
            ("https://a.test/out", "https://a.test/OUT", false),
            ("https://a.test/out", "https://a.test/out/", false),
            ("https://a.test/out", "https://a.test/x/../out", false),
            ("https://a.test/out", "https://a.test/%6fut", false),
            ("https://a.test/out", "http://a.test/out", false),
            ("https://a.test/out", "https://a.test:444/out", false),
            ("https://a.test/", "https://[a.test]/", false),
            ("https://[::1]:8443/", "https://[::1]:8444/", false),
            ("https://*.a.test/", "https://a.test/", false),
            ("https://*.a.test/", "https://c.b.a.test/", false),
            ("https://*.a.test/", "https://ba.test/", false),
            ("https://*.a.test/", "https://.a.test/", false),
            ("https://*.a.test/", "https://*.a.test/", false),
        ] {
            assert_eq!(matches(entry, url), expected, "{entry} {url}");
        }
    }

    #[test]
    fn nothing_that_a_browser_reads_otherwise_is_let_in() {
        for url in [
            "https://evil.test\\@a.test/out",
            "https://a.test\\.evil.test/out",
            "https://a.test@evil.test/out",
            "https://evil.test@a.test/out",
            "https://a.test:443@evil.test/out",
            "https://evil.test/https://a.test/out",
            "https://evil.test#https://a.test/out",
            "https://evil.test?https://a.test/out",
            "https://a.test.evil.test/out",
            "//a.test/out",
            "/out",
            "https:a.test/out",
            "https:///a.test/out",
            "javascript://a.test/out",
            " https://a.test/out",
            "https://a.test/out\r\nset-cookie: x",
            "https://a.test/out\t",
            "ht\ntps://a.test/out",
            "https://\u{ff41}.test/out",
            "HTTPS://a.test/out",
            "",
        ] {
            assert!(!matches("https://a.test/out", url), "{url:?}");
        }
    }
}
