//! `POST /dbconnections/signup`.

use std::sync::Arc;

use axum::http::Method;
use serde_json::json;

use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::reply::{Answer, Reply};
use crate::rule::Rule;
use crate::state::{TenantState, User};

use super::Registration;

/// An application signs somebody up.
pub(crate) fn api(state: &mut TenantState, incoming: &Incoming) -> Reply {
    if incoming.method != Method::POST {
        return Answer::text(404, "Not Found").into();
    }
    let text = |name| incoming.body.get(name).map(str::to_owned);
    // Auth0 falls back to a client of the tenant's own; the mock has none.
    let client_id = text("client_id").unwrap_or_default();
    let Some(client) = state.config.client(&client_id).cloned() else {
        return answer_error(&OAuthError {
            rule: Some(Rule::ClientKnown),
            ..OAuthError::invalid_request(format!("Unknown client: {client_id}"))
        });
    };
    let registration = Registration {
        client: Arc::new(client),
        connection: text("connection").unwrap_or_default(),
        email: text("email").unwrap_or_default().trim().to_owned(),
        password: text("password").unwrap_or_default(),
        name: text("name"),
        given_name: text("given_name"),
        family_name: text("family_name"),
        login: None,
    };
    super::register(state, incoming, registration)
}

/// The answer to an application whose sign-up worked.
pub(super) fn answer_user(user: &User) -> Reply {
    // Without the strategy in front, as in the published example.
    let id = user.user_id.rsplit('|').next().unwrap_or_default();
    let body = json!({"_id": id, "email": user.email, "email_verified": user.email_verified});
    Answer::json(200, &body).into()
}

/// The answer to an application whose sign-up did not. `code` and `description` are what applications were seen to
/// read; what else is there no source settles.
pub(super) fn answer_error(error: &OAuthError) -> Reply {
    let body = json!({
        "name": "BadRequestError",
        "code": error.code,
        "description": error.description,
        "statusCode": error.status,
    });
    Answer::json(error.status, &body).into()
}
