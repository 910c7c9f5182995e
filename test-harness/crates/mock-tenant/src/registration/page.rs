//! `/u/signup`.

use std::sync::Arc;

use axum::http::Method;

use crate::error::OAuthError;
use crate::html;
use crate::incoming::Incoming;
use crate::login;
use crate::reply::{Answer, Reply};
use crate::state::TenantState;

use super::Registration;

/// Asks for an address and a password, and signs up in the database that the login uses.
pub(crate) fn page(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let Some(transaction) = login::transaction_of(state, incoming).cloned() else {
        return login::unknown_state(state);
    };
    let Some(connection) = login::database(state, &transaction) else {
        return Answer::redirect(login::path("/u/login/identifier", &transaction.id)).into();
    };
    if incoming.method != Method::POST {
        let hint = transaction.request.login_hint.as_ref();
        let known = transaction.identifier.as_ref().or(hint);
        let known = known.cloned().unwrap_or_default();
        return show(&transaction.id, &known, 200, None);
    }
    let text = |name| incoming.body.get(name).unwrap_or_default();
    let registration = Registration {
        client: Arc::clone(&transaction.client),
        connection,
        email: text("email").trim().to_owned(),
        password: text("password").to_owned(),
        name: None,
        given_name: None,
        family_name: None,
        login: Some(transaction.id),
    };
    super::register(state, incoming, registration)
}

/// The page once more, with the reason for the person.
pub(super) fn refused(state: &TenantState, id: &str, email: &str, error: &OAuthError) -> Reply {
    if !state.transactions.contains_key(id) {
        return login::unknown_state(state);
    }
    show(id, email, error.status, Some(&error.description))
}

fn show(id: &str, email: &str, status: u16, problem: Option<&str>) -> Reply {
    let fields = [
        html::input("text", "email", "Email address", email),
        html::input("password", "password", "Password", ""),
    ];
    let action = login::path("/u/signup", id);
    let body = format!(
        "{}{}<p><a href=\"{}\">Log in</a></p>",
        html::alert(problem),
        html::form(&action, &[("state", id)], &fields.concat(), "Continue"),
        html::escape(&login::path("/u/login/identifier", id)),
    );
    Answer::html(status, html::page("Sign up", &body)).into()
}
