//! The simulated identity provider's routes.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::Shared;
use crate::params::Params;
use crate::{faults, idp};

/// Answers one request, or does what is scripted for its path.
pub(super) async fn answer(shared: &Shared, request: Request<Body>) -> Response {
    let scripted = faults::take(&mut shared.lock().faults, request.uri().path());
    if let Some(response) = faults::before(&scripted).await {
        return response;
    }
    let response = dispatch(shared, request).await;
    faults::after(&scripted, response).await
}

async fn dispatch(shared: &Shared, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, LONGEST_BODY).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "the body is too long").into_response();
    };
    let path = parts.uri.path().trim_start_matches('/');
    match path.split_once('/') {
        Some((connection, "authorize")) => {
            let query = Params::parse(parts.uri.query().unwrap_or_default().as_bytes());
            idp::authorize(&shared.lock(), connection, &query, &parts.headers).into_response()
        }
        Some((connection, "logout")) => {
            let query = Params::parse(parts.uri.query().unwrap_or_default().as_bytes());
            idp::logout(&mut shared.lock(), connection, &query, &parts.headers).into_response()
        }
        Some((connection, "login")) => {
            let body = Params::parse(&body);
            idp::sign_in(&mut shared.lock(), connection, &parts.method, &body).into_response()
        }
        _ => (StatusCode::NOT_FOUND, "Not Found").into_response(),
    }
}

const LONGEST_BODY: usize = 1 << 20;
