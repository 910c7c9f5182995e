//! One request, read completely, as the handlers see it.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Uri, header};
use serde_json::{Map, Value, json};
use url::Url;

use crate::config::{Config, DomainConfig};
use crate::params::Params;

/// The tenant's domain that a request came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Domain {
    /// Scheme, host and port, without a trailing slash.
    pub(crate) origin: String,
    /// The bare host name, as in `event.request.hostname` and in `iss` of session tokens.
    pub(crate) hostname: String,
    /// Metadata if this is a custom domain; the canonical one has no `event.custom_domain`.
    pub(crate) custom: Option<Value>,
}

impl Domain {
    /// The domain whose host and port the `Host` header names.
    pub(crate) fn of_host(config: &Config, host: &str) -> Option<Self> {
        config.domains.iter().enumerate().find_map(|(at, domain)| {
            let (_, authority) = domain.origin.split_once("://")?;
            let same = authority.eq_ignore_ascii_case(host);
            same.then(|| Self::new(domain, at > 0))
        })
    }

    fn new(domain: &DomainConfig, custom: bool) -> Self {
        let hostname = Url::parse(&domain.origin)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned))
            .unwrap_or_default();
        let custom =
            custom.then(|| json!({"domain": hostname, "domain_metadata": domain.domain_metadata}));
        Self {
            origin: domain.origin.clone(),
            hostname,
            custom,
        }
    }

    /// `iss` of the tokens issued here: with a slash at the end.
    pub(crate) fn issuer(&self) -> String {
        format!("{}/", self.origin)
    }

    /// Whether browsers take `Secure` cookies from here: over TLS, and from names for this machine.
    pub(crate) fn is_trustworthy(&self) -> bool {
        self.origin.starts_with("https://")
            || self.hostname == "localhost"
            || self.hostname.ends_with(".localhost")
    }
}

/// A request.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    pub(crate) domain: Domain,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Params,
    pub(crate) body: Params,
    pub(crate) ip: String,
    headers: HeaderMap,
}

impl Incoming {
    pub(crate) fn new(
        domain: Domain,
        method: Method,
        uri: &Uri,
        headers: HeaderMap,
        body: &Bytes,
        peer: &str,
    ) -> Self {
        let is_json = text(&headers, header::CONTENT_TYPE.as_str())
            .is_some_and(|kind| kind.starts_with("application/json"));
        let body = if is_json {
            serde_json::from_slice::<Map<String, Value>>(body)
                .map(|object| Params::from_json(&object))
                .unwrap_or_default()
        } else {
            Params::parse(body)
        };
        let forwarded = text(&headers, "x-forwarded-for")
            .and_then(|list| list.split(',').next())
            .map(|address| address.trim().to_owned());
        Self {
            domain,
            method,
            path: uri.path().to_owned(),
            query: Params::parse(uri.query().unwrap_or_default().as_bytes()),
            body,
            ip: forwarded.unwrap_or_else(|| peer.to_owned()),
            headers,
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        text(&self.headers, name)
    }

    /// Every value of a cookie of that name: a browser may send several.
    pub(crate) fn cookies<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(move |(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// The language the page should be in: the request's `ui_locales`, else the browser's first.
    pub(crate) fn language(&self) -> Option<String> {
        let first = |list: &str| {
            list.split([',', ';', ' '])
                .next()
                .filter(|tag| !tag.is_empty())
                .map(str::to_owned)
        };
        self.query
            .get("ui_locales")
            .or_else(|| self.body.get("ui_locales"))
            .and_then(first)
            .or_else(|| self.header("accept-language").and_then(first))
    }

    /// `event.request`.
    pub(crate) fn event_request(&self) -> Value {
        json!({
            "ip": self.ip,
            "method": self.method.as_str(),
            "hostname": self.domain.hostname,
            "language": self.language(),
            "user_agent": self.header("user-agent"),
            "query": self.query.to_json(),
            "body": self.body.to_json(),
            "geoip": {},
        })
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
