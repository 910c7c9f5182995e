//! `/u/login/account`: the account that is signed in, or another one (`prompt=select_account`).

use axum::http::Method;

use crate::authorize::next_prompt;
use crate::html;
use crate::incoming::Incoming;
use crate::reply::{Answer, Reply};
use crate::state::TenantState;

/// Offers the account of the browser's session.
pub(crate) fn account(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let Some(transaction) = super::transaction_of(state, incoming).cloned() else {
        return super::unknown_state(state);
    };
    let session = state.session_of(incoming);
    let user = session
        .as_ref()
        .and_then(|session| state.user(&session.user_id));
    let (Some(session), Some(user)) = (session.clone(), user) else {
        return next_prompt(state, &transaction.id);
    };
    if incoming.method == Method::POST {
        let keep = incoming.body.get("action") == Some("continue");
        if !(keep && crate::authorize::is_good_enough(state, &session, &transaction)) {
            return next_prompt(state, &transaction.id);
        }
        if let Some(kept) = state.transactions.get_mut(&transaction.id) {
            kept.connection = Some(session.connection.clone());
            kept.session = Some(session);
        }
        return Answer::redirect(super::path("/authorize/resume", &transaction.id)).into();
    }
    let action = super::path("/u/login/account", &transaction.id);
    let state_field = ("state", transaction.id.as_str());
    let label = format!("Continue as {}", user.email);
    let body = format!(
        "{}{}",
        html::form(&action, &[state_field, ("action", "continue")], "", &label),
        html::form(
            &action,
            &[state_field, ("action", "other")],
            "",
            "Use another account"
        ),
    );
    Answer::html(200, html::page("Choose an account", &body)).into()
}
