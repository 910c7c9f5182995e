//! The files of the application, and how they are sent.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};

/// The one document; `app/app.js` fills it according to the path.
pub(crate) const DOCUMENT: &str = include_str!("../app/index.html");

/// Everything else that is served as it stands: path, type, content.
pub(crate) const ASSETS: [(&str, &str, &str); 8] = [
    ("/assets/app.css", CSS, include_str!("../app/app.css")),
    ("/assets/app.js", JAVASCRIPT, include_str!("../app/app.js")),
    (
        "/assets/session.js",
        JAVASCRIPT,
        include_str!("../app/session.js"),
    ),
    // What every application may take: used here as it stands.
    (
        "/assets/login-errors.js",
        JAVASCRIPT,
        include_str!("../../../../examples/app-kit/login-errors.js"),
    ),
    (
        "/assets/sign-out.js",
        JAVASCRIPT,
        include_str!("../../../../examples/app-kit/sign-out.js"),
    ),
    (
        "/assets/views.js",
        JAVASCRIPT,
        include_str!("../app/views.js"),
    ),
    ("/assets/theme.css", CSS, include_str!("../app/theme.css")),
    (
        "/assets/icon.svg",
        "image/svg+xml",
        include_str!("../app/icon.svg"),
    ),
];

/// Where the SDK is served, and its file in the package's `dist`.
pub(crate) const SDK: (&str, &str) = ("/assets/auth0-spa-js.js", "auth0-spa-js.production.esm.js");

pub(crate) const HTML: &str = "text/html; charset=utf-8";
pub(crate) const JSON: &str = "application/json";
pub(crate) const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";

/// The Content-Security-Policy: files of our own, and calls to the tenant.
///
/// `frame-src` is for the SDK's silent login, which asks the tenant in a frame.
pub(crate) fn policy(tenant_origin: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
         connect-src 'self' {tenant_origin}; frame-src {tenant_origin}; form-action 'none'; \
         frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'"
    )
}

/// An answer with the headers that every answer has.
pub(crate) fn answer(
    status: StatusCode,
    media_type: &'static str,
    policy: &HeaderValue,
    body: impl Into<Body>,
) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// The code and state of a login stand in the callback's address: nothing may carry it elsewhere.
const FIXED: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
];
