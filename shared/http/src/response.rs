//! The one place where an outcome becomes headers.

use serde_json::json;

use crate::outcome::{APPLICATION_JSON, Outcome};
use crate::readers::Readers;
use crate::request::Method;

/// An answer as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Header lines that are the same on every answer of this kind, names in lower case.
    ///
    /// Apart from the others so that the entry module can keep them ready: handing over all of them
    /// as an array cost some 16 of the 75 microseconds of a request.
    pub fixed: &'static [(&'static str, &'static str)],
    /// The other header lines, names in lower case; none of them is among the fixed ones.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for redirects and for `HEAD`. Of a file that pages show only the name, for whoever has its octets.
    pub body: String,
}

/// Two years, as the preload lists ask; browsers ignore it over plain HTTP (RFC 6797, section 8.1).
const TRANSPORT: (&str, &str) = (
    "strict-transport-security",
    "max-age=63072000; includeSubDomains",
);

const SHOWS_NOTHING: (&str, &str) = (
    "content-security-policy",
    "default-src 'none'; frame-ancestors 'none'",
);

/// What redirects and answers to programs carry.
///
/// `no-store` stands on redirects above all: a cached redirect once sent a whole site into an
/// endless loop at a comparable project. The policy is for a browser that shows one of them all the same: a redirect that leads to an
/// address it cannot open, JSON in a tab.
const PLAIN: &[(&str, &str)] = &[
    TRANSPORT,
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    SHOWS_NOTHING,
    ("referrer-policy", "no-referrer"),
];

/// What most answers to programs carry. The entry has it ready with the rest, which setting it apart would not.
const PLAIN_JSON: &[(&str, &str)] = &[
    TRANSPORT,
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    SHOWS_NOTHING,
    ("referrer-policy", "no-referrer"),
    ("content-type", APPLICATION_JSON),
];

/// What files carry. They never change, since each is named by what is in it.
///
/// An SVG that somebody opens by itself is a document of our origin: it may look as it is drawn to, and nothing else. As an
/// image it may stand on pages of others: Auth0's own pages and mails show the logo, too, and everybody may see it.
const ASSET: &[(&str, &str)] = &[
    TRANSPORT,
    ("cache-control", "public, max-age=31536000, immutable"),
    (
        "content-security-policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    ),
    ("cross-origin-resource-policy", "cross-origin"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
];

/// What documents carry that others keep for a while.
const PUBLISHED: &[(&str, &str)] = &[
    TRANSPORT,
    ("cache-control", "public, max-age=300"),
    SHOWS_NOTHING,
    ("cross-origin-resource-policy", "cross-origin"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
];

/// What pages carry; they bring their own policies.
const PAGE: &[(&str, &str)] = &[TRANSPORT];

/// What ordinary pages bring, besides what differs from page to page: with a form, and without one.
const ORDINARY_PAGES: [&[(&str, &str)]; 2] = [&ordinary("no-referrer"), &ordinary("same-origin")];

const fn ordinary(referrer_policy: &'static str) -> [(&'static str, &'static str); 9] {
    let [a, b, c, d, e, f, g, h] = page_headers(referrer_policy);
    [TRANSPORT, a, b, c, d, e, f, g, h]
}

/// What a page carries whatever is on it, besides what belongs on every answer; names in lower case. Whoever renders a page
/// starts from these, so that they are the ones which are kept ready.
#[must_use]
pub const fn page_headers(referrer_policy: &'static str) -> [(&'static str, &'static str); 8] {
    [
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "no-store"),
        ("referrer-policy", referrer_policy),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        // Nothing that a sign-in page would ask for.
        (
            "permissions-policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ]
}

/// The headers that a page brings, with those that are the same on every page like it apart.
///
/// A page that brings others keeps them all: it is the page that knows, and being ready is only quicker.
fn apart(brought: Vec<(&'static str, String)>) -> (Fixed, Vec<(&'static str, String)>) {
    let brings = |header: &(&str, &str)| {
        *header == TRANSPORT
            || brought
                .iter()
                .any(|(name, value)| *header == (*name, value))
    };
    let Some(fixed) = ORDINARY_PAGES
        .into_iter()
        .find(|fixed| fixed.iter().all(brings))
    else {
        return (PAGE, brought);
    };
    let others = brought
        .into_iter()
        .filter(|(name, value)| !fixed.contains(&(*name, value.as_str())));
    (fixed, others.collect())
}

/// Header lines that are known beforehand.
type Fixed = &'static [(&'static str, &'static str)];

impl Response {
    /// Writes an outcome down, with the values of its `Set-Cookie` lines. `decision` is the id under
    /// which the log tells how it came about.
    #[must_use]
    pub fn new(
        outcome: Outcome,
        cookies: impl IntoIterator<Item = String>,
        method: Method,
        decision: &str,
    ) -> Self {
        let mut headers = vec![("vestibule-decision", decision.to_owned())];
        headers.extend(cookies.into_iter().map(|cookie| ("set-cookie", cookie)));
        let (status, fixed, body) = match outcome {
            Outcome::Page(page) => {
                let (fixed, others) = apart(page.headers);
                headers.extend(others);
                (page.status, fixed, page.body)
            }
            Outcome::Redirect(target) => {
                let status = if method == Method::Post { 303 } else { 302 };
                headers.push(("location", target.into()));
                (status, PLAIN, String::new())
            }
            Outcome::SeeOther(target) => {
                headers.push(("location", target.into()));
                (303, PLAIN, String::new())
            }
            Outcome::Json(json) if json.media_type == APPLICATION_JSON => {
                (json.status.code(), PLAIN_JSON, json.body)
            }
            Outcome::Json(json) => {
                headers.push(("content-type", json.media_type.to_owned()));
                (json.status.code(), PLAIN, json.body)
            }
            Outcome::Asset(asset) => {
                headers.push(("content-type", asset.content_type.to_owned()));
                headers.push(("etag", format!("\"{}\"", asset.tag)));
                (200, ASSET, asset.name)
            }
            Outcome::NotModified(tag) => {
                headers.push(("etag", format!("\"{tag}\"")));
                (304, ASSET, String::new())
            }
            Outcome::Published(document) => {
                headers.push(("etag", format!("\"{}\"", document.tag)));
                match document.body {
                    Some(body) => {
                        headers.push(("content-type", document.media_type.to_owned()));
                        (200, PUBLISHED, body)
                    }
                    None => (304, PUBLISHED, String::new()),
                }
            }
            Outcome::Preflight {
                methods,
                headers: names,
            } => {
                headers.push(("access-control-allow-methods", methods.to_owned()));
                headers.push(("access-control-allow-headers", names.to_owned()));
                // Two hours: what Chromium takes at most. The question itself is checked each time.
                headers.push(("access-control-max-age", "7200".to_owned()));
                (204, PLAIN, String::new())
            }
            Outcome::Problem(problem) => {
                let body = json!({
                    "type": "about:blank",
                    "status": problem.status.code(),
                    "code": problem.code,
                    "title": problem.title,
                    "decision": decision,
                });
                headers.push(("content-type", "application/problem+json".to_owned()));
                headers.extend(problem.header.map(|(name, value)| (name, value.to_owned())));
                (problem.status.code(), PLAIN, body.to_string())
            }
        };
        let body = if method == Method::Head {
            String::new()
        } else {
            body
        };
        Self {
            status,
            fixed,
            headers,
            body,
        }
    }

    /// The same answer, for these to read.
    #[must_use]
    pub fn readable_by(mut self, readers: &Readers) -> Self {
        self.headers.extend(readers.headers());
        self
    }

    /// All header lines, the fixed ones first.
    pub fn lines(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fixed = self.fixed.iter().copied();
        fixed.chain(
            self.headers
                .iter()
                .map(|(name, value)| (*name, value.as_str())),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::{Asset, Json, Page, Problem, Published, Status};
    use crate::query::RawQuery;
    use crate::redirect::{Origin, SafeRedirect};

    fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
        response
            .lines()
            .find_map(|(known, value)| (known == name).then_some(value))
    }

    fn target() -> SafeRedirect {
        let origin = Origin::parse("https://tenant.example").unwrap();
        SafeRedirect::on_origin(origin, "/authorize", RawQuery::new("a=1"), &[])
    }

    #[test]
    fn what_is_to_be_seen_instead_is_303() {
        for method in [Method::Get, Method::Head, Method::Post] {
            let response = Response::new(Outcome::SeeOther(target()), None, method, "id");
            assert_eq!(response.status, 303);
            let location = ("location", String::from(target()));
            assert!(response.headers.contains(&location));
        }
    }

    #[test]
    fn a_redirect_after_a_post_is_303_and_nothing_is_ever_cached() {
        for (method, status) in [(Method::Get, 302), (Method::Head, 302), (Method::Post, 303)] {
            let response = Response::new(Outcome::Redirect(target()), None, method, "id");
            assert_eq!(response.status, status);
            assert_eq!(
                header(&response, "location"),
                Some("https://tenant.example/authorize?a=1")
            );
            assert_eq!(header(&response, "cache-control"), Some("no-store"));
            assert_eq!(header(&response, "vestibule-decision"), Some("id"));
        }
    }

    #[test]
    fn a_page_brings_its_own_headers_and_head_takes_its_body() {
        let page = Page {
            status: 404,
            headers: vec![("content-security-policy", "default-src 'none'".to_owned())],
            body: "<p>".to_owned(),
        };
        let response = Response::new(Outcome::Page(page.clone()), None, Method::Get, "id");
        assert_eq!((response.status, response.body.as_str()), (404, "<p>"));
        assert_eq!(
            header(&response, "content-security-policy"),
            Some("default-src 'none'")
        );
        assert!(header(&response, "strict-transport-security").is_some());
        assert_eq!(
            Response::new(Outcome::Page(page), None, Method::Head, "id").body,
            ""
        );
    }

    #[test]
    fn no_header_is_sent_twice() {
        let page = Page {
            status: 200,
            headers: vec![("cache-control", "no-store".to_owned())],
            body: String::new(),
        };
        for outcome in [
            Outcome::Redirect(target()),
            Outcome::Page(page),
            Outcome::Json(Json::ok("{}".to_owned())),
            Outcome::Preflight {
                methods: "POST",
                headers: "content-type",
            },
            Outcome::Asset(Asset {
                content_type: "image/png",
                tag: "a".to_owned(),
                name: "a".to_owned(),
            }),
        ] {
            let response = Response::new(outcome, None, Method::Get, "id")
                .readable_by(&Readers::Origin("https://app.example".to_owned()));
            let mut names: Vec<_> = response.lines().map(|(name, _)| name).collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{response:?}");
        }
    }

    #[test]
    fn a_file_is_kept_for_good_and_can_do_nothing() {
        let asset = Asset {
            content_type: "image/svg+xml",
            tag: "a".to_owned(),
            name: "asset/a".to_owned(),
        };
        let response = Response::new(Outcome::Asset(asset), None, Method::Get, "id");
        assert_eq!((response.status, response.body.as_str()), (200, "asset/a"));
        for (name, value) in [
            ("content-type", "image/svg+xml"),
            ("cache-control", "public, max-age=31536000, immutable"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("etag", "\"a\""),
        ] {
            assert_eq!(header(&response, name), Some(value));
        }
        let policy = header(&response, "content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; ") && policy.ends_with("; sandbox"));
    }

    #[test]
    fn a_file_that_somebody_has_is_not_sent_again() {
        let outcome = Outcome::NotModified("a".to_owned());
        let response = Response::new(outcome, None, Method::Get, "id");
        assert_eq!((response.status, response.body.as_str()), (304, ""));
        assert_eq!(header(&response, "etag"), Some("\"a\""));
        let kept = header(&response, "cache-control");
        assert_eq!(kept, Some("public, max-age=31536000, immutable"));
        assert_eq!(header(&response, "content-type"), None);
    }

    #[test]
    fn what_is_published_is_kept_for_a_while_and_not_sent_again() {
        let document = |body: Option<&str>| {
            Outcome::Published(Published {
                media_type: "application/jwk-set+json",
                tag: "a".to_owned(),
                body: body.map(str::to_owned),
            })
        };
        for (body, status, media_type) in [
            (Some("{}"), 200, Some("application/jwk-set+json")),
            (None, 304, None),
        ] {
            let response = Response::new(document(body), None, Method::Get, "id");
            assert_eq!(response.status, status);
            assert_eq!(response.body, body.unwrap_or_default());
            assert_eq!(header(&response, "etag"), Some("\"a\""));
            assert_eq!(header(&response, "content-type"), media_type);
            let kept = header(&response, "cache-control");
            assert_eq!(kept, Some("public, max-age=300"));
        }
    }

    #[test]
    fn a_problem_says_its_code_and_the_decision() {
        let problem = Problem {
            status: Status::NotFound,
            code: "unknown-client",
            title: "No.",
            header: Some(("allow", "GET")),
        };
        let response = Response::new(Outcome::Problem(problem), None, Method::Get, "id");
        let body: serde_json::Value = serde_json::from_str(&response.body).unwrap();
        assert_eq!(response.status, 404);
        assert_eq!(body["code"], "unknown-client");
        assert_eq!(header(&response, "allow"), Some("GET"));
        assert_eq!(body["decision"], "id");
    }
}
