//! The endpoint: who asks, and for which grant.

use axum::http::Method;
use serde_json::json;

use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::reply::{Answer, Reply};
use crate::rule::Rule;
use crate::state::TenantState;

use super::{Issued, authenticate, client_credentials, code, refresh};

/// `POST /oauth/token`, form or JSON.
pub(crate) fn token_endpoint(state: &mut TenantState, incoming: &Incoming) -> Reply {
    if incoming.method != Method::POST {
        return Answer::text(404, "Not Found").into();
    }
    exchange(state, incoming).unwrap_or_else(|error| refuse(state, incoming, &error))
}

fn exchange(state: &mut TenantState, incoming: &Incoming) -> Result<Reply, OAuthError> {
    let grant_type = incoming
        .body
        .get("grant_type")
        .ok_or_else(|| OAuthError::invalid_request("Missing required parameter: grant_type"))?;
    let supported = ["authorization_code", "refresh_token", "client_credentials"];
    if !supported.contains(&grant_type) {
        return Err(OAuthError::new(
            "unsupported_grant_type",
            format!("Unsupported grant type: {grant_type}"),
        ));
    }
    let client = authenticate::authenticate(state, incoming)?;
    let allowed = client
        .grant_types
        .iter()
        .any(|allowed| allowed == grant_type);
    state.require(Rule::GrantTypeAllowed, allowed, || {
        OAuthError::new(
            "unauthorized_client",
            format!("Grant type '{grant_type}' not allowed for the client."),
        )
        .with_status(403)
    })?;
    match grant_type {
        "authorization_code" => code::redeem(state, incoming, &client),
        "refresh_token" => refresh::refresh(state, incoming, &client),
        _ => client_credentials::grant(state, incoming, &client),
    }
}

/// The token response.
pub(super) fn respond(issued: &Issued) -> Reply {
    let mut body = json!({
        "access_token": issued.access_token,
        "scope": issued.scope,
        "expires_in": issued.expires_in,
        "token_type": "Bearer",
    });
    if let Some(body) = body.as_object_mut() {
        if let Some(id_token) = &issued.id_token {
            body.insert("id_token".to_owned(), json!(id_token));
        }
        if let Some(refresh_token) = &issued.refresh_token {
            body.insert("refresh_token".to_owned(), json!(refresh_token));
        }
        if issued.scope.is_empty() {
            body.remove("scope");
        }
    }
    Answer::json(200, &body).into()
}

/// The error response. Statuses are those of real tenants, not of the published examples.
pub(super) fn refuse(state: &mut TenantState, incoming: &Incoming, error: &OAuthError) -> Reply {
    let kind = match incoming.body.get("grant_type") {
        Some("refresh_token") => "fertft",
        Some("client_credentials") => "feccft",
        _ => "feacft",
    };
    let mut event = LogEvent::refused(kind, error);
    event.client_id = incoming.body.get("client_id").map(str::to_owned);
    state.log(event);
    let body = json!({"error": error.code, "error_description": error.description});
    Answer::json(error.status, &body).into()
}
