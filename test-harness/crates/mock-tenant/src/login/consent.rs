//! `/u/consent`: may this application act for you?

use axum::http::Method;

use crate::authorize::deliver_error;
use crate::error::OAuthError;
use crate::html;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::reply::{Answer, Reply};
use crate::state::TenantState;

/// Asks for consent, and remembers it.
pub(crate) fn consent(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let Some(transaction) = super::transaction_of(state, incoming).cloned() else {
        return super::unknown_state(state);
    };
    let Some(session) = &transaction.session else {
        return super::unknown_state(state);
    };
    let action = super::path("/u/consent", &transaction.id);
    match incoming
        .body
        .get("action")
        .filter(|_| incoming.method == Method::POST)
    {
        Some("accept") => {
            state.consents.insert((
                session.user_id.clone(),
                transaction.client.client_id.clone(),
            ));
            if let Some(kept) = state.transactions.get_mut(&transaction.id) {
                kept.consented = true;
            }
            Answer::redirect(super::path("/authorize/resume", &transaction.id)).into()
        }
        Some(_) => {
            let error = OAuthError::access_denied("User did not authorize the request");
            state.log(LogEvent::refused("f", &error));
            if let Some(kept) = state.transactions.get_mut(&transaction.id) {
                kept.finished = true;
            }
            deliver_error(&transaction.request, &error)
        }
        None => {
            let state_field = ("state", transaction.id.as_str());
            let body = format!(
                "<p>{} wants: {}</p>{}{}",
                html::escape(&transaction.client.name),
                html::escape(&transaction.request.scope.join(", ")),
                html::form(&action, &[state_field, ("action", "accept")], "", "Accept"),
                html::form(&action, &[state_field, ("action", "deny")], "", "Decline"),
            );
            Answer::html(200, html::page("Authorize application", &body)).into()
        }
    }
}
