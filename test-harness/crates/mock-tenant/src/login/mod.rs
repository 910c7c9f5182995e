//! Universal Login, identifier first: plain pages under `/u/`.
//!
//! Every page carries the login's `state` in its query, and works without script.

mod account;
mod callback;
mod consent;
mod identifier;
mod organization;
mod password;
mod realm;

pub(crate) use account::account;
pub(crate) use callback::callback;
pub(crate) use consent::consent;
pub(crate) use identifier::identifier;
pub(crate) use organization::{organization, picker, selectable};
pub(crate) use password::password;
pub(crate) use realm::database;

use crate::error::OAuthError;
use crate::html;
use crate::incoming::Incoming;
use crate::reply::{Answer, Reply, encode};
use crate::state::TenantState;
use crate::transaction::Transaction;

/// A page's address for this login.
pub(crate) fn path(page: &str, id: &str) -> String {
    format!("{page}?{}", encode(&[("state", id)]))
}

/// The login that the request's `state` names: under way, and begun on this domain.
pub(crate) fn transaction_of<'a>(
    state: &'a TenantState,
    incoming: &Incoming,
) -> Option<&'a Transaction> {
    let id = incoming
        .query
        .get("state")
        .or_else(|| incoming.body.get("state"))?;
    state
        .transactions
        .get(id)
        .filter(|transaction| !transaction.finished && transaction.domain == incoming.domain)
}

/// The page for a `state` that names no login under way.
///
/// Not the custom error page: Auth0 shows this when someone presses Back or bookmarks a page.
pub(crate) fn unknown_state(_: &TenantState) -> Reply {
    let error = OAuthError::invalid_request("Invalid or expired state");
    let body = html::alert(Some(&error.description));
    Answer::html(400, html::page("Something went wrong", &body)).into()
}

/// The user has proved who they are: begins the session and goes on with the login.
pub(crate) fn authenticated(
    state: &mut TenantState,
    incoming: &Incoming,
    id: &str,
    user_id: &str,
    connection: &str,
) -> Reply {
    let (session, cookie) = state.begin_session(incoming, user_id, connection);
    let Some(transaction) = state.transactions.get_mut(id) else {
        return unknown_state(state);
    };
    transaction.session = Some(session);
    // A factor was asked of whoever it was before.
    transaction.actions.factor = None;
    transaction.actions.factors_given.clear();
    transaction.connection = Some(connection.to_owned());
    Answer::redirect(path("/authorize/resume", id))
        .with_cookie(Some(cookie))
        .into()
}

/// The name of the application or organization that the user logs in to.
fn title(state: &TenantState, transaction: &Transaction) -> String {
    let organization = transaction
        .organization
        .as_deref()
        .and_then(|id| state.config.organization(id))
        .map(|organization| organization.title().to_owned());
    let client = &transaction.client;
    let name = if client.name.is_empty() {
        &client.client_id
    } else {
        &client.name
    };
    format!("Log in to {}", organization.unwrap_or_else(|| name.clone()))
}
