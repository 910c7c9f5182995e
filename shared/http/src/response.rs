//! The one place where an outcome becomes headers.

use serde_json::json;

use crate::outcome::Outcome;
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

/// Two years, as the preload lists ask; browsers ignore it over plain HTTP (RFC 6797, section 8.1).
const TRANSPORT: (&str, &str) = (
    "strict-transport-security",
    "max-age=63072000; includeSubDomains",
);

/// What redirects and answers to programs carry; pages bring their own.
///
/// `no-store` stands on redirects above all: a cached redirect once sent a whole site into an
/// endless loop at a comparable project.
const PLAIN: [(&str, &str); 3] = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
];

impl Response {
    /// Writes an outcome down. `decision` is the id under which the log tells how it came about.
    #[must_use]
    pub fn new(outcome: Outcome, method: Method, decision: &str) -> Self {
        let (status, more, body) = match outcome {
            Outcome::Page(page) => (page.status, page.headers, page.body),
            Outcome::Redirect(target) => {
                let status = if method == Method::Post { 303 } else { 302 };
                (status, plain("location", target.as_str()), String::new())
            }
            Outcome::Json(status, body) => (
                status.code(),
                plain("content-type", "application/json; charset=utf-8"),
                body,
            ),
            Outcome::Problem(problem) => {
                let body = json!({
                    "type": "about:blank",
                    "status": problem.status.code(),
                    "code": problem.code,
                    "title": problem.title,
                    "decision": decision,
                });
                let mut headers = plain("content-type", "application/problem+json");
                headers.extend(problem.allow.map(|methods| ("allow", methods.to_owned())));
                (problem.status.code(), headers, body.to_string())
            }
        };
        let mut headers = Vec::with_capacity(more.len() + 2);
        headers.push(("vestibule-decision", decision.to_owned()));
        headers.push((TRANSPORT.0, TRANSPORT.1.to_owned()));
        headers.extend(more);
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

fn plain(name: &'static str, value: &str) -> Vec<(&'static str, String)> {
    let lines = PLAIN.into_iter().chain([(name, value)]);
    lines
        .map(|(name, value)| (name, value.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::{Page, Problem, Status};
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
        SafeRedirect::on_origin(origin, "/authorize", RawQuery::new("a=1"))
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
    fn a_page_brings_its_own_headers_and_head_takes_its_body() {
        let page = Page {
            status: 404,
            headers: vec![("content-security-policy", "default-src 'none'".to_owned())],
            body: "<p>".to_owned(),
        };
        let response = Response::new(Outcome::Page(page.clone()), Method::Get, "id");
        assert_eq!((response.status, response.body.as_str()), (404, "<p>"));
        assert_eq!(
            header(&response, "content-security-policy"),
            Some("default-src 'none'")
        );
        assert!(header(&response, "strict-transport-security").is_some());
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
            allow: Some("GET"),
        };
        let response = Response::new(Outcome::Problem(problem), Method::Get, "id");
        let body: serde_json::Value = serde_json::from_str(&response.body).unwrap();
        assert_eq!(response.status, 404);
        assert_eq!(body["code"], "unknown-client");
        assert_eq!(header(&response, "allow"), Some("GET"));
        assert_eq!(body["decision"], "id");
    }
}
