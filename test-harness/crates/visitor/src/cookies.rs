//! The cookies of a visitor.

use reqwest::cookie::{CookieStore, Jar};
use reqwest::header::HeaderValue;
use url::Url;

/// Keeps cookies as browsers do, which take names for this machine to be as good as TLS (W3C Secure Contexts,
/// section 3.1): a `Secure` cookie from `http://*.localhost` goes back there.
#[derive(Debug, Default)]
pub(crate) struct Cookies(Jar);

impl CookieStore for Cookies {
    fn set_cookies(&self, headers: &mut dyn Iterator<Item = &HeaderValue>, url: &Url) {
        if !is_trusted_without_tls(url) {
            self.0.set_cookies(headers, url);
            return;
        }
        for header in headers {
            let Ok(text) = header.to_str() else { continue };
            let is_secure = |attribute: &&str| attribute.trim().eq_ignore_ascii_case("secure");
            let kept: Vec<&str> = text.split(';').filter(|it| !is_secure(it)).collect();
            self.0.add_cookie_str(&kept.join(";"), url);
        }
    }

    fn cookies(&self, url: &Url) -> Option<HeaderValue> {
        self.0.cookies(url)
    }
}

fn is_trusted_without_tls(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    url.scheme() == "http" && (host == "localhost" || host.ends_with(".localhost"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(url: &str, cookie: &str) -> Option<String> {
        let url = Url::parse(url).unwrap();
        let cookies = Cookies::default();
        let header = HeaderValue::from_str(cookie).unwrap();
        cookies.set_cookies(&mut std::iter::once(&header), &url);
        let sent = cookies.cookies(&url)?;
        Some(sent.to_str().unwrap().to_owned())
    }

    #[test]
    fn secure_cookies_stay_on_this_machine_and_over_tls() {
        let cookie = "auth0=x; Path=/; HttpOnly; Secure; SameSite=None";
        for (url, expected) in [
            ("http://login.acme.localhost:8080/", Some("auth0=x")),
            ("https://login.acme.test/", Some("auth0=x")),
            ("http://login.acme.test/", None),
            ("http://localhost.test/", None),
        ] {
            assert_eq!(kept(url, cookie).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_cookie_can_be_taken_back() {
        let url = Url::parse("http://a.localhost/").unwrap();
        let cookies = Cookies::default();
        for text in ["a=1; Secure", "a=; Secure; Max-Age=0"] {
            let header = HeaderValue::from_static(text);
            cookies.set_cookies(&mut std::iter::once(&header), &url);
        }
        assert_eq!(cookies.cookies(&url), None);
    }
}
