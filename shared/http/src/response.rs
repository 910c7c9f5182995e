//! The one place where an outcome becomes headers.

use serde_json::json;

use crate::outcome::{Outcome, Page};
use crate::request::Method;

/// An answer as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Header lines, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for redirects and for `HEAD`.
    pub body: String,
}

/// What every answer carries, whatever it is.
///
/// `no-store` stands on redirects above all: a cached redirect once sent a whole site into an
/// endless loop at a comparable project.
const ALWAYS: [(&str, &str); 4] = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    (
        "strict-transport-security",
        "max-age=63072000; includeSubDomains",
    ),
];

/// What documents carry besides.
const DOCUMENT: [(&str, &str); 5] = [
    ("content-type", "text/html; charset=utf-8"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=()",
    ),
];

/// Seconds before a page that goes on by itself does so: none, it is there for the browser's
/// policy and for slow lines, not to be read.
const GOES_ON_AFTER: u8 = 0;

impl Response {
    /// Writes an outcome down. `decision` is the id under which the log tells how it came about.
    #[must_use]
    pub fn new(outcome: Outcome, method: Method, decision: &str) -> Self {
        let mut headers: Vec<(&'static str, String)> = ALWAYS
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        headers.push(("vestibule-decision", decision.to_owned()));
        let (status, body) = match outcome {
            Outcome::Redirect(target) => {
                headers.push(("location", target.as_str().to_owned()));
                (
                    if method == Method::Post { 303 } else { 302 },
                    String::new(),
                )
            }
            Outcome::Page(page) => (page.status.code(), document(page, &mut headers)),
            Outcome::Json(status, body) => {
                headers.push(("content-type", "application/json; charset=utf-8".to_owned()));
                (status.code(), body)
            }
            Outcome::Problem(problem) => {
                headers.push(("content-type", "application/problem+json".to_owned()));
                let body = json!({
                    "type": "about:blank",
                    "status": problem.status.code(),
                    "code": problem.code,
                    "title": problem.title,
                    "decision": decision,
                });
                (problem.status.code(), body.to_string())
            }
        };
        let body = if method == Method::Head {
            String::new()
        } else {
            body
        };
        Self {
            status,
            headers,
            body,
        }
    }
}

fn document(page: Page, headers: &mut Vec<(&'static str, String)>) -> String {
    headers.extend(
        DOCUMENT
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    headers.push(("content-security-policy", page.policy));
    if let Some(target) = page.goes_on_to {
        headers.push((
            "refresh",
            format!("{GOES_ON_AFTER}; url={}", target.as_str()),
        ));
    }
    page.html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::{Problem, Status};
    use crate::query::RawQuery;
    use crate::redirect::{Origin, SafeRedirect};

    fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
        response
            .headers
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }

    fn target() -> SafeRedirect {
        let origin = Origin::parse("https://tenant.example").unwrap();
        SafeRedirect::on_origin(origin, "/authorize", RawQuery::new("a=1")).unwrap()
    }

    #[test]
    fn a_redirect_after_a_post_is_303_and_nothing_is_ever_cached() {
        for (method, status) in [(Method::Get, 302), (Method::Head, 302), (Method::Post, 303)] {
            let response = Response::new(Outcome::Redirect(target()), method, "id");
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
    fn a_page_carries_its_policy_and_cannot_be_framed() {
        let page = Page {
            status: Status::Ok,
            html: "<p>".to_owned(),
            policy: "default-src 'none'".to_owned(),
            goes_on_to: Some(target()),
        };
        let response = Response::new(Outcome::Page(page.clone()), Method::Get, "id");
        assert_eq!(
            header(&response, "content-security-policy"),
            Some("default-src 'none'")
        );
        assert_eq!(header(&response, "x-frame-options"), Some("DENY"));
        assert_eq!(
            header(&response, "refresh"),
            Some("0; url=https://tenant.example/authorize?a=1")
        );
        assert_eq!(
            Response::new(Outcome::Page(page), Method::Head, "id").body,
            ""
        );
    }

    #[test]
    fn a_problem_says_its_code_and_the_decision() {
        let problem = Problem {
            status: Status::NotFound,
            code: "unknown-client",
            title: "No.",
        };
        let response = Response::new(Outcome::Problem(problem), Method::Get, "id");
        let body: serde_json::Value = serde_json::from_str(&response.body).unwrap();
        assert_eq!(response.status, 404);
        assert_eq!(body["code"], "unknown-client");
        assert_eq!(body["decision"], "id");
    }
}
