//! `POST /dbconnections/change_password`.

use axum::http::Method;
use serde_json::json;
use vestibule_actions_runtime::Trigger;

use crate::config::ConnectionConfig;
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::random;
use crate::reply::{Answer, Reply};
use crate::rule::Rule;
use crate::state::TenantState;

use super::ResetTicket;

/// Somebody wants a new password. The answer is the same whether there is such an account or not.
pub(crate) fn request(state: &mut TenantState, incoming: &Incoming) -> Reply {
    if incoming.method != Method::POST {
        return Answer::text(404, "Not Found").into();
    }
    match make(state, incoming) {
        Ok(()) => Answer::text(200, "We've just sent you an email to reset your password.").into(),
        Err(error) => {
            state.log(LogEvent::refused("fcpr", &error));
            let body = json!({"error": error.code, "error_description": error.description});
            Answer::json(error.status, &body).into()
        }
    }
}

fn make(state: &mut TenantState, incoming: &Incoming) -> Result<(), OAuthError> {
    let text = |name: &'static str| {
        incoming
            .body
            .get(name)
            .ok_or_else(|| OAuthError::invalid_request(format!("{name} is required")))
    };
    let (email, connection) = (text("email")?.trim(), text("connection")?);
    let client_id = incoming.body.get("client_id");
    let client = client_id.and_then(|id| state.config.client(id)).cloned();
    let due = state
        .config
        .has_actions(Trigger::PasswordResetPostChallenge);
    state.require(
        Rule::ResetClientRequired,
        client.is_some() || !due && client_id.is_none(),
        || OAuthError::invalid_request("client_id is required"),
    )?;
    let kept = state.config.connection(connection);
    if !kept.is_some_and(ConnectionConfig::is_database) {
        return Err(OAuthError::invalid_request("no such database connection"));
    }
    let enabled = client
        .as_ref()
        .is_none_or(|client| client.connections.iter().any(|own| own == connection));
    state.require(Rule::DatabaseEnabledForClient, enabled, || {
        OAuthError::invalid_request("the connection is not enabled for the client")
    })?;
    let organization = incoming.body.get("organization");
    let known = organization.is_none_or(|id| state.config.organization(id).is_some());
    state.require(Rule::OrganizationExists, known, || {
        OAuthError::invalid_request("parameter organization is invalid")
    })?;
    let Some(user_id) = state
        .user_by_email(connection, email)
        .map(|user| user.user_id.clone())
    else {
        return Ok(());
    };
    let ticket = ResetTicket {
        ticket: random::secret(),
        sequence: state.next_sequence(),
        user_id: user_id.clone(),
        client_id: client.map(|client| client.client_id),
        organization: organization.map(str::to_owned),
        domain: incoming.domain.clone(),
        created_at: state.clock.now(),
        open: false,
        result_url: None,
        used: false,
    };
    state.reset_tickets.insert(ticket.ticket.clone(), ticket);
    state.log(LogEvent {
        user_id: Some(user_id),
        connection: Some(connection.to_owned()),
        ..LogEvent::new("scpr", "Successful change password request")
    });
    Ok(())
}
