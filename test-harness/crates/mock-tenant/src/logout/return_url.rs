//! How the URLs that people may return to are compared.

use url::Url;

/// Query and fragment are not compared, the host without regard to case, the path with it; an entry
/// may have `*` for a subdomain.
pub(super) fn matches(entry: &str, return_to: &str) -> bool {
    let (Ok(entry), Ok(url)) = (Url::parse(entry), Url::parse(return_to)) else {
        return false;
    };
    let same_host = match (entry.host_str(), url.host_str()) {
        (Some(entry), Some(host)) => match entry.strip_prefix("*.") {
            // One label, as Auth0's placeholders stand for.
            Some(domain) => host
                .strip_suffix(domain)
                .and_then(|labels| labels.strip_suffix('.'))
                .is_some_and(|label| !label.is_empty() && !label.contains('.')),
            None => entry == host,
        },
        (None, None) => true,
        _ => false,
    };
    let no_user = url.username().is_empty() && url.password().is_none();
    same_host
        && no_user
        && entry.scheme() == url.scheme()
        && entry.port_or_known_default() == url.port_or_known_default()
        && entry.path() == url.path()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_return_urls_are_compared() {
        for (entry, url, expected) in [
            ("https://a.test/out", "https://a.test/out?x=1#y", true),
            ("https://a.test/out", "https://A.TEST/out", true),
            ("https://a.test/out", "https://a.test/OUT", false),
            ("https://a.test/out", "http://a.test/out", false),
            ("https://a.test/out", "https://a.test:444/out", false),
            ("https://a.test/out", "https://x@a.test/out", false),
            ("https://*.a.test/", "https://b.a.test/", true),
            ("https://*.a.test/", "https://a.test/", false),
            ("https://*.a.test/", "https://c.b.a.test/", false),
            ("https://*.a.test/", "https://ba.test/", false),
        ] {
            assert_eq!(matches(entry, url), expected, "{entry} {url}");
        }
    }
}
