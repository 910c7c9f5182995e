//! The tenant's routes.

use std::net::SocketAddr;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::Shared;
use crate::incoming::{Domain, Incoming};
use crate::reply::Reply;
use crate::state::TenantState;
use crate::token::cors;
use crate::{
    authorize, discovery, factor, faults, login, logout, pipeline, registration, reset, token,
    userinfo,
};

type Handler = fn(&mut TenantState, &Incoming) -> Reply;

/// Answers one request, or does what is scripted for its path.
pub(super) async fn answer(shared: &Shared, request: Request<Body>, peer: SocketAddr) -> Response {
    let scripted = faults::take(&mut shared.lock().faults, request.uri().path());
    if let Some(response) = faults::before(&scripted).await {
        return response;
    }
    let response = dispatch(shared, request, peer).await;
    faults::after(&scripted, response).await
}

async fn dispatch(shared: &Shared, request: Request<Body>, peer: SocketAddr) -> Response {
    let Some(handler) = route(request.uri().path()) else {
        return (StatusCode::NOT_FOUND, "Not Found").into_response();
    };
    let (parts, body) = request.into_parts();
    let host = parts
        .uri
        .authority()
        .map(ToString::to_string)
        .or_else(|| {
            parts
                .headers
                .get(header::HOST)?
                .to_str()
                .ok()
                .map(str::to_owned)
        })
        .unwrap_or_default();
    let domain = Domain::of_host(&shared.lock().config, &host);
    let Some(domain) = domain else {
        return (
            StatusCode::NOT_FOUND,
            format!("no tenant has the domain {host}"),
        )
            .into_response();
    };
    let Ok(body) = axum::body::to_bytes(body, LONGEST_BODY).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "the body is too long").into_response();
    };
    let incoming = Incoming::new(
        domain,
        parts.method,
        &parts.uri,
        parts.headers,
        &body,
        &peer.ip().to_string(),
    );
    let is_cross_origin = CROSS_ORIGIN.contains(&parts.uri.path());
    let mut response = match cors::preflight(&incoming).filter(|_| is_cross_origin) {
        Some(preflight) => preflight,
        None => run(shared, &incoming, handler).await,
    };
    if is_cross_origin && let Some(origin) = cors::allowed_origin(&shared.lock(), &incoming) {
        cors::allow(&mut response, &origin);
    }
    response
}

/// Runs the handler, and between its steps the Actions. The state is free while these run.
async fn run(shared: &Shared, incoming: &Incoming, handler: Handler) -> Response {
    let mut reply = handler(&mut shared.lock(), incoming);
    loop {
        match reply {
            Reply::Respond(answer) => return answer.into_response(),
            Reply::RunActions(pending) => {
                let actions = shared.actions().clone();
                let Some(actions) = actions else {
                    return (StatusCode::INTERNAL_SERVER_ERROR, "no Actions are deployed")
                        .into_response();
                };
                let result = actions.execute(&pending.execution).await;
                reply = pipeline::finish(&mut shared.lock(), incoming, pending.then, result);
            }
        }
    }
}

fn route(path: &str) -> Option<Handler> {
    Some(match path {
        "/.well-known/openid-configuration" | "/.well-known/oauth-authorization-server" => {
            discovery::configuration
        }
        "/.well-known/jwks.json" => discovery::jwks,
        "/authorize" => authorize::authorize,
        "/authorize/resume" => pipeline::resume_endpoint,
        "/continue" => pipeline::continue_login,
        "/login/callback" => login::callback,
        "/u/login/identifier" => login::identifier,
        "/u/login/password" => login::password,
        "/u/login/account" => login::account,
        "/u/organization" => login::organization,
        "/u/organization/picker" => login::picker,
        "/u/consent" => login::consent,
        "/u/signup" => registration::page,
        "/u/mfa-login-options" => factor::options,
        path if path.starts_with("/u/mfa-") => factor::factor,
        "/u/reset-password" => reset::page,
        "/dbconnections/signup" => registration::api,
        "/dbconnections/change_password" => reset::request,
        "/oauth/token" => token::token_endpoint,
        "/userinfo" => userinfo::userinfo,
        "/v2/logout" => logout::v2_logout,
        "/oidc/logout" => logout::oidc_logout,
        _ => return None,
    })
}

/// Paths that browsers call from other origins.
const CROSS_ORIGIN: &[&str] = &[
    "/oauth/token",
    "/userinfo",
    "/dbconnections/signup",
    "/dbconnections/change_password",
];

const LONGEST_BODY: usize = 1 << 20;
