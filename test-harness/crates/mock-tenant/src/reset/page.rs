//! `/u/reset-password?ticket=…`: the new password.

use axum::http::Method;
use vestibule_actions_runtime::{End, ExecutionResult, Trigger};

use crate::error::OAuthError;
use crate::html;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::pipeline;
use crate::reply::{Answer, Reply, encode, with_query};
use crate::rule::Rule;
use crate::state::TenantState;

use super::ResetTicket;

/// Runs the Actions when the link is followed, asks for the new password, and takes it.
pub(crate) fn page(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let ticket = match find(state, incoming) {
        Ok(ticket) => ticket,
        Err(error) => return failed(&error),
    };
    let client = ticket.client_id.as_deref();
    let client = client.and_then(|id| state.config.client(id)).cloned();
    let due = state
        .config
        .has_actions(Trigger::PasswordResetPostChallenge);
    if let Some(client) = client.filter(|_| due && !ticket.open) {
        return match pipeline::runs::reset(state, incoming, &ticket, &client) {
            Ok(reply) => reply,
            Err(error) => failed(&error),
        };
    }
    match incoming.body.get("password") {
        Some(password) if incoming.method == Method::POST => {
            let password = password.to_owned();
            change(state, &ticket, password)
        }
        _ => show(&ticket),
    }
}

/// What the Actions made of it.
pub(crate) fn finish(
    state: &mut TenantState,
    _: &Incoming,
    ticket: &str,
    result: ExecutionResult,
) -> Reply {
    match result.end {
        End::Completed => {
            let Some(kept) = state.reset_tickets.get_mut(ticket) else {
                return failed(&expired());
            };
            kept.open = true;
            kept.result_url = result.result_url;
            show(kept)
        }
        End::Denied { reason, .. } => failed(&OAuthError::access_denied(reason)),
        End::Suspended { .. } => failed(&pipeline::unsupported("redirects in a password reset")),
        End::FactorRequired { .. } => failed(&pipeline::unsupported("factors in a password reset")),
        end => failed(&pipeline::refusal(end)),
    }
}

fn find(state: &TenantState, incoming: &Incoming) -> Result<ResetTicket, OAuthError> {
    let named = incoming
        .query
        .get("ticket")
        .or_else(|| incoming.body.get("ticket"))
        .unwrap_or_default();
    let kept = state
        .reset_tickets
        .get(named)
        .filter(|kept| kept.domain == incoming.domain)
        .ok_or_else(expired)?;
    let live = kept.is_live(state.clock.now());
    state.require(Rule::ResetTicketLive, live, expired)?;
    Ok(kept.clone())
}

fn change(state: &mut TenantState, ticket: &ResetTicket, password: String) -> Reply {
    let now = state.clock.now();
    let Some(user) = state.user_mut(&ticket.user_id) else {
        return failed(&expired());
    };
    user.password = Some(password);
    user.last_password_reset = Some(now);
    user.updated_at = now;
    // Whoever can read mail at the address has it.
    user.email_verified = true;
    let email = user.email.clone();
    if let Some(kept) = state.reset_tickets.get_mut(&ticket.ticket) {
        kept.used = true;
    }
    state.log(LogEvent {
        client_id: ticket.client_id.clone(),
        user_id: Some(ticket.user_id.clone()),
        ..LogEvent::new("scp", "Successful change password")
    });
    match &ticket.result_url {
        Some(url) => Answer::redirect(with_query(url, &query(&email))).into(),
        None => Answer::html(
            200,
            html::page("Password changed", &html::alert(Some(CHANGED))),
        )
        .into(),
    }
}

/// What Auth0 adds to a result URL: `success` and `message` are documented, the rest was seen. The address is
/// among it, so that a page which must not keep it is tested with one.
fn query(email: &str) -> [(&str, &str); 6] {
    [
        ("supportSignUp", "true"),
        ("supportForgotPassword", "true"),
        ("email", email),
        ("message", CHANGED),
        ("success", "true"),
        ("code", "success"),
    ]
}

fn show(ticket: &ResetTicket) -> Reply {
    let field = html::input("password", "password", "New password", "");
    let action = format!(
        "/u/reset-password?{}",
        encode(&[("ticket", &ticket.ticket)])
    );
    let form = html::form(
        &action,
        &[("ticket", &ticket.ticket)],
        &field,
        "Reset password",
    );
    Answer::html(200, html::page("Change your password", &form)).into()
}

fn failed(error: &OAuthError) -> Reply {
    let body = html::alert(Some(&error.description));
    Answer::html(error.status, html::page("Something went wrong", &body)).into()
}

fn expired() -> OAuthError {
    OAuthError::access_denied("Access expired.")
}

const CHANGED: &str = "Your password has been changed successfully.";
