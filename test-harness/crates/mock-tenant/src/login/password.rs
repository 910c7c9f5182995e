//! `/u/login/password`: the password of a database connection.

use axum::http::Method;

use crate::error::OAuthError;
use crate::html;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::reply::{Answer, Reply};
use crate::rule::Rule;
use crate::state::TenantState;
use crate::transaction::Transaction;

/// Asks for the password, and checks it.
pub(crate) fn password(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let Some(transaction) = super::transaction_of(state, incoming).cloned() else {
        return super::unknown_state(state);
    };
    let is_database = transaction
        .connection
        .as_deref()
        .and_then(|name| state.config.connection(name))
        .is_some_and(crate::config::ConnectionConfig::is_database);
    let (Some(email), Some(connection), true) = (
        &transaction.identifier,
        &transaction.connection,
        is_database,
    ) else {
        return Answer::redirect(super::path("/u/login/identifier", &transaction.id)).into();
    };
    if incoming.method != Method::POST {
        return show(state, &transaction, email, 200, None);
    }
    let typed = incoming.body.get("password");
    let user = state.user_by_email(connection, email);
    // The same answer whether the address or the password is wrong: accounts are not revealed.
    let right =
        user.is_some_and(|user| user.password.is_some() && user.password.as_deref() == typed);
    let refusal = state
        .require(Rule::PasswordCorrect, right, || {
            OAuthError::new("invalid_user_password", "Wrong email or password")
        })
        .err();
    match (user.map(|user| user.user_id.clone()), refusal) {
        (Some(user_id), None) => {
            super::authenticated(state, incoming, &transaction.id, &user_id, connection)
        }
        (_, refusal) => {
            let error = refusal.unwrap_or_else(|| {
                OAuthError::new("invalid_user_password", "Wrong email or password")
            });
            state.log(LogEvent::refused("fp", &error));
            show(state, &transaction, email, 400, Some(&error.description))
        }
    }
}

fn show(
    state: &TenantState,
    transaction: &Transaction,
    email: &str,
    status: u16,
    problem: Option<&str>,
) -> Reply {
    let action = super::path("/u/login/password", &transaction.id);
    let inside = html::input("password", "password", "Password", "");
    let fields = [("state", transaction.id.as_str()), ("username", email)];
    let body = format!(
        "{}<p>{}</p>{}<p><a href=\"{}\">Sign up</a></p>",
        html::alert(problem),
        html::escape(email),
        html::form(&action, &fields, &inside, "Continue"),
        html::escape(&super::path("/u/signup", &transaction.id)),
    );
    Answer::html(status, html::page(&super::title(state, transaction), &body)).into()
}
