//! Origins and URLs: https, or what a demonstration on one machine needs.

use std::fmt::Display;
use std::net::Ipv4Addr;

use url::{Host, Url};

use crate::code::Code;
use crate::file::Tenant;
use crate::report::Report;

const MAX_URL: usize = 2048;

/// The origins of a tenant, each in the form that browsers send.
pub(super) struct Origins {
    pub(super) canonical: String,
    pub(super) tenant: Vec<String>,
    pub(super) edge: Vec<String>,
}

pub(super) fn check(tenant: &Tenant, loopback: bool, report: &mut Report<'_>) -> Origins {
    let mut list = |field: &str, origins: &[String]| -> Vec<String> {
        origins
            .iter()
            .enumerate()
            .map(|(index, text)| origin(format!("tenant.{field}[{index}]"), text, loopback, report))
            .collect()
    };
    let others = list("other_origins", &tenant.other_origins);
    let edge = list("edge_origins", &tenant.edge_origins);
    let main = origin("tenant.origin", &tenant.origin, loopback, report);
    let canonical = tenant.canonical_origin.as_ref().map_or_else(
        || main.clone(),
        |text| origin("tenant.canonical_origin", text, loopback, report),
    );
    if edge.is_empty() {
        report.add(
            "tenant.edge_origins",
            Code::NoEdgeOrigin,
            "there is no origin at which people reach the Worker",
            "name at least one, as in `edge_origins = [\"https://login.example.com\"]`",
        );
    }
    let mut origins = vec![main];
    origins.extend(others);
    for (index, both) in edge.iter().enumerate() {
        if !both.is_empty() && origins.contains(both) {
            report.add(
                format!("tenant.edge_origins[{index}]"),
                Code::EdgeIsTenant,
                format!(
                    "`{both}` is an origin of the tenant as well: a login would be sent in circles"
                ),
                "give the Worker a host of its own",
            );
        }
    }
    Origins {
        canonical,
        tenant: origins,
        edge,
    }
}

/// An origin: scheme, host and port, nothing behind them.
pub(super) fn origin(
    field: impl Display,
    text: &str,
    loopback: bool,
    report: &mut Report<'_>,
) -> String {
    let Some(url) = web_url(&field, text, loopback, report) else {
        return String::new();
    };
    let origin = url.origin().ascii_serialization();
    if vestibule_http::Origin::parse(&origin).is_err() {
        report.add(
            field.to_string(),
            Code::UnusualHost,
            format!("`{origin}` has a host that redirects cannot name"),
            "use a host name of letters, digits, dots and hyphens",
        );
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        report.add(
            field.to_string(),
            Code::NotAnOrigin,
            format!("`{text}` has something behind the host"),
            format!("write `{origin}`"),
        );
    }
    origin
}

/// An https URL without credentials; with `loopback`, also plain http to this machine.
pub(super) fn web_url(
    field: &impl Display,
    text: &str,
    loopback: bool,
    report: &mut Report<'_>,
) -> Option<Url> {
    let url = url(field, text, report)?;
    let plain = url.scheme() == "http";
    if plain && is_loopback(&url) && !loopback {
        report.add(
            field.to_string(),
            Code::Loopback,
            format!("`{text}` leads to this machine over plain http"),
            "use https; only a demonstration on one machine may set `dangerous_loopback = true`",
        );
    } else if url.scheme() != "https" && !(plain && is_loopback(&url)) {
        report.add(
            field.to_string(),
            Code::NotHttps,
            format!("`{text}` is not https"),
            "tokens and login pages travel over https only: begin with `https://`",
        );
    }
    Some(url)
}

/// Where an application may be called back: an https URL, or a scheme of its own (RFC 8252, section 7.1).
///
/// The text is kept as it is: Auth0 compares callback URLs octet by octet, and allows `*` in them.
pub(super) fn callback_url(
    field: &impl Display,
    text: &str,
    loopback: bool,
    report: &mut Report<'_>,
) -> String {
    // A scheme of one's own is a reversed domain name, so it has a dot, which `javascript:` and its kin have not.
    let own_scheme = text
        .split_once(':')
        .is_some_and(|(scheme, _)| scheme.contains('.'));
    if own_scheme {
        url(field, text, report);
    } else {
        web_url(field, text, loopback, report);
    }
    text.to_owned()
}

fn url(field: &impl Display, text: &str, report: &mut Report<'_>) -> Option<Url> {
    let help = "write a whole URL, as in `https://app.example.com/callback`";
    // The parser would drop tabs and line breaks and trim spaces; a text with them is not what will be compared.
    let unusual = text
        .chars()
        .any(|character| character.is_whitespace() || character.is_control());
    if unusual || text.len() > MAX_URL {
        report.add(
            field.to_string(),
            Code::InvalidUrl,
            format!("a URL has no spaces and at most {MAX_URL} octets"),
            help,
        );
        return None;
    }
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(error) => {
            report.add(
                field.to_string(),
                Code::InvalidUrl,
                format!("`{text}` is not a URL: {error}"),
                help,
            );
            return None;
        }
    };
    if !url.username().is_empty() || url.password().is_some() {
        report.add(
            field.to_string(),
            Code::CredentialsInUrl,
            format!(
                "the URL to `{}` has a user name or password in it",
                url.host_str().unwrap_or_default()
            ),
            "remove what stands before the `@`",
        );
    }
    Some(url)
}

/// Whether a browser treats the host as this machine (W3C Secure Contexts, section 3.1).
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => Ipv4Addr::is_loopback(&address),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
