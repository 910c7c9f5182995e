//! What a handler answers: a response, or a run of Actions that has to come first.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use crate::pipeline::PendingRun;

/// A handler's answer.
#[derive(Debug)]
pub(crate) enum Reply {
    /// Send this.
    Respond(Answer),
    /// Run the deployed Actions, then ask the pipeline how to go on.
    RunActions(Box<PendingRun>),
}

/// A response in the making.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) body: String,
}

impl Answer {
    fn new(status: u16, kind: &str, body: String) -> Self {
        let headers = vec![
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        Self {
            status,
            headers,
            body,
        }
    }

    pub(crate) fn redirect(location: impl Into<String>) -> Self {
        let mut answer = Self::new(302, "text/plain; charset=utf-8", String::new());
        answer.headers.push((header::LOCATION, location.into()));
        answer
    }

    /// A page of the tenant's, which no other page may frame, as on real tenants.
    pub(crate) fn html(status: u16, body: String) -> Self {
        Self::framable(status, body)
            .with_header(header::X_FRAME_OPTIONS, "deny")
            .with_header(header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'")
    }

    /// A page that answers in an iframe.
    pub(crate) fn framable(status: u16, body: String) -> Self {
        Self::new(status, "text/html; charset=utf-8", body)
    }

    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json; charset=utf-8", body.to_string())
    }

    pub(crate) fn text(status: u16, body: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", body.to_owned())
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers
            .retain(|(kept, _)| *kept != name || name == header::SET_COOKIE);
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn with_cookie(self, cookie: Option<String>) -> Self {
        match cookie {
            Some(cookie) => self.with_header(header::SET_COOKIE, cookie),
            None => self,
        }
    }

    /// The HTTP response. A header value that cannot go over the wire makes it a plain 500, so that
    /// nothing is sent half.
    pub(crate) fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers {
            match HeaderValue::from_str(&value) {
                Ok(value) => {
                    response.headers_mut().append(name, value);
                }
                Err(_) => {
                    return (
                        StatusCode::INTERNAL_SERVER_ERROR,
                        "a header value is not printable",
                    )
                        .into_response();
                }
            }
        }
        response
    }
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self::Respond(answer)
    }
}

/// Adds parameters to a URL that stays as it is otherwise, byte for byte.
///
/// Parsing and printing it would normalize what the application registered. `%20` rather than `+`,
/// as Auth0 sends it; both decode alike.
pub(crate) fn with_query(url: &str, parameters: &[(&str, &str)]) -> String {
    let (base, fragment) = match url.split_once('#') {
        Some((base, fragment)) => (base, Some(fragment)),
        None => (url, None),
    };
    let encoded = encode(parameters);
    let separator = match base.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    let separator = if encoded.is_empty() { "" } else { separator };
    let fragment = fragment
        .map(|fragment| format!("#{fragment}"))
        .unwrap_or_default();
    format!("{base}{separator}{encoded}{fragment}")
}

/// Parameters in `application/x-www-form-urlencoded`, with `%20` for spaces.
pub(crate) fn encode(parameters: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish()
        .replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_go_before_the_fragment_and_change_nothing_else() {
        for (url, expected) in [
            ("https://a.test/cb", "https://a.test/cb?x=1%20%2B2"),
            (
                "https://A.test/%7e?q=%2f",
                "https://A.test/%7e?q=%2f&x=1%20%2B2",
            ),
            ("https://a.test/?", "https://a.test/?x=1%20%2B2"),
            ("https://a.test/#f", "https://a.test/?x=1%20%2B2#f"),
        ] {
            assert_eq!(with_query(url, &[("x", "1 +2")]), expected);
        }
        assert_eq!(with_query("app:cb", &[]), "app:cb");
    }
}
