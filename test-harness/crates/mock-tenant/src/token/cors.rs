//! What browsers on other origins may read.

use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::incoming::Incoming;
use crate::rule::Rule;
use crate::state::TenantState;

/// The origin to allow, if the request has one and it is an Allowed Web Origin: of the application
/// that the request names, or, for preflights, which name none, of any.
pub(crate) fn allowed_origin(state: &TenantState, incoming: &Incoming) -> Option<String> {
    let origin = incoming.header("origin")?;
    let named = incoming.body.get("client_id");
    let listed = state
        .config
        .clients
        .iter()
        .filter(|client| named.is_none_or(|named| named == client.client_id))
        .any(|client| client.web_origins.iter().any(|allowed| allowed == origin));
    (listed || !state.enforces(Rule::CorsOriginAllowed)).then(|| origin.to_owned())
}

/// Answers a preflight; without the origin's header the browser goes no further.
pub(crate) fn preflight(incoming: &Incoming) -> Option<Response> {
    let is_preflight = incoming.method == Method::OPTIONS
        && incoming.header("access-control-request-method").is_some();
    if !is_preflight {
        return None;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let asked = incoming
        .header("access-control-request-headers")
        .unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, POST, OPTIONS"),
    );
    if let Ok(asked) = HeaderValue::from_str(asked) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, asked);
    }
    headers.insert(
        header::ACCESS_CONTROL_MAX_AGE,
        HeaderValue::from_static("0"),
    );
    Some(response)
}

/// Marks a response as readable by that origin.
pub(crate) fn allow(response: &mut Response, origin: &str) {
    if let Ok(origin) = HeaderValue::from_str(origin) {
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
            HeaderValue::from_static("true"),
        );
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
    }
}
