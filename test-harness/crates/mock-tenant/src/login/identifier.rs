//! `/u/login/identifier`: who are you?

use std::fmt::Write as _;

use axum::http::Method;

use crate::html;
use crate::idp;
use crate::incoming::Incoming;
use crate::reply::{Answer, Reply};
use crate::state::TenantState;
use crate::transaction::Transaction;

use super::realm::{self, Realm};

/// Asks for the address, and routes it.
pub(crate) fn identifier(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let Some(transaction) = super::transaction_of(state, incoming).cloned() else {
        return super::unknown_state(state);
    };
    if incoming.method != Method::POST {
        return show(state, &transaction, 200, None);
    }
    if let Some(name) = incoming.body.get("connection") {
        return go_to_provider(state, &transaction, name);
    }
    let typed = incoming
        .body
        .get("username")
        .unwrap_or_default()
        .trim()
        .to_owned();
    if typed.is_empty() {
        return show(
            state,
            &transaction,
            400,
            Some("Please enter an email address"),
        );
    }
    let found = realm::find(state, &transaction, &typed);
    if let Some(kept) = state.transactions.get_mut(&transaction.id) {
        kept.identifier = Some(typed.clone());
    }
    match found {
        Realm::Enterprise(name) => {
            let transaction = Transaction {
                identifier: Some(typed),
                ..transaction
            };
            go_to_provider(state, &transaction, &name)
        }
        Realm::Database(name) => {
            if let Some(kept) = state.transactions.get_mut(&transaction.id) {
                kept.connection = Some(name);
            }
            Answer::redirect(super::path("/u/login/password", &transaction.id)).into()
        }
        Realm::Unknown => {
            let transaction = Transaction {
                identifier: Some(typed),
                ..transaction
            };
            show(
                state,
                &transaction,
                400,
                Some("We found no way to log in with this address"),
            )
        }
    }
}

fn go_to_provider(state: &mut TenantState, transaction: &Transaction, name: &str) -> Reply {
    let candidates = realm::candidates(state, transaction);
    let chosen = candidates
        .into_iter()
        .find(|connection| connection.name == name && !connection.is_database())
        .cloned();
    let Some(connection) = chosen else {
        return show(
            state,
            transaction,
            400,
            Some("This way to log in is not available"),
        );
    };
    if let Some(kept) = state.transactions.get_mut(&transaction.id) {
        kept.connection = Some(connection.name.clone());
    }
    Answer::redirect(idp::start_url(state, transaction, &connection)).into()
}

fn show(
    state: &TenantState,
    transaction: &Transaction,
    status: u16,
    problem: Option<&str>,
) -> Reply {
    let hint = transaction.request.login_hint.as_deref();
    let value = transaction
        .identifier
        .as_deref()
        .or(hint)
        .unwrap_or_default();
    let action = super::path("/u/login/identifier", &transaction.id);
    let field = html::input("text", "username", "Email address", value);
    let mut body = html::alert(problem);
    body.push_str(&html::form(
        &action,
        &[("state", &transaction.id)],
        &field,
        "Continue",
    ));
    for connection in realm::candidates(state, transaction) {
        let shown = transaction
            .organization
            .as_deref()
            .and_then(|id| state.config.organization(id))
            .and_then(|organization| organization.connection(&connection.name))
            .map_or(connection.show_as_button, |enabled| enabled.show_as_button);
        if shown && !connection.is_database() {
            let label = connection
                .display_name
                .as_deref()
                .unwrap_or(&connection.name);
            let fields = [
                ("state", transaction.id.as_str()),
                ("connection", &connection.name),
            ];
            // Writing to a String cannot fail.
            let _ = write!(
                body,
                "{}",
                html::form(&action, &fields, "", &format!("Continue with {label}"))
            );
        }
    }
    Answer::html(status, html::page(&super::title(state, transaction), &body)).into()
}
