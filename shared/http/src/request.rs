//! Requests as the entry module hands them over.

use thiserror::Error;

use crate::query::RawQuery;

/// The methods that any route of ours answers (RFC 9110, section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `HEAD`: answered like `GET`, without the body, and never with a side effect.
    Head,
    /// `POST`.
    Post,
    /// `OPTIONS`: what a browser asks before it lets a page of another origin ask.
    Options,
    /// Any other method.
    Other,
}

/// What a decision may know of a request. Everything is borrowed, nothing is decoded yet.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method.
    pub method: Method,
    /// Scheme, host and port that the request came in on, such as `https://login.acme.example`.
    /// The platform's own, never a forwarded header's.
    pub origin: &'a str,
    /// The path as it arrived, with its leading slash.
    pub path: &'a str,
    /// The query as it arrived.
    pub query: RawQuery<'a>,
    /// The body of a form submission as text; empty for other methods.
    pub body: &'a str,
}

/// Why a request could not be read. Only a fault of the entry module can cause one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RequestError {
    /// The target is not an absolute http(s) URL.
    #[error("the request's URL is not absolute")]
    RelativeUrl,
}

impl<'a> Request<'a> {
    /// Takes a request apart.
    ///
    /// `url` is the absolute URL as the platform gives it, which keeps path and query as they came
    /// over the wire. A general URL parser is avoided on purpose: it would normalize them.
    ///
    /// # Errors
    /// [`RequestError::RelativeUrl`] when `url` has no scheme and authority.
    pub fn new(method: &str, url: &'a str, body: &'a str) -> Result<Self, RequestError> {
        let method = match method {
            "GET" => Method::Get,
            "HEAD" => Method::Head,
            "POST" => Method::Post,
            "OPTIONS" => Method::Options,
            _ => Method::Other,
        };
        let authority_start = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"))
            .map(|rest| url.len() - rest.len())
            .ok_or(RequestError::RelativeUrl)?;
        let authority = url.get(authority_start..).unwrap_or("");
        let authority_length = authority.find(['/', '?', '#']).unwrap_or(authority.len());
        let (origin, target) = url
            .split_at_checked(authority_start + authority_length)
            .ok_or(RequestError::RelativeUrl)?;
        let target = target.split_once('#').map_or(target, |(before, _)| before);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Ok(Self {
            method,
            origin,
            path: if path.is_empty() { "/" } else { path },
            query: RawQuery::new(query),
            body,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_stays_as_it_arrived() {
        let url = "https://login.acme.example:8443/a/%2e%2e//b?x=%zz&y={}|";
        let request = Request::new("GET", url, "").unwrap();
        assert_eq!(request.origin, "https://login.acme.example:8443");
        assert_eq!(request.path, "/a/%2e%2e//b");
        assert_eq!(request.query.as_str(), "x=%zz&y={}|");
    }

    #[test]
    fn a_bare_authority_is_the_root() {
        for url in [
            "http://a.localhost",
            "http://a.localhost?x=1",
            "http://a.localhost/?x=1",
        ] {
            assert_eq!(Request::new("GET", url, "").unwrap().path, "/");
        }
        let refused = Request::new("GET", "/authorize", "").map(|request| request.path);
        assert_eq!(refused, Err(RequestError::RelativeUrl));
    }
}
