//! `/continue`: the user comes back from where an Action sent them.

use crate::authorize::{Known, error_page};
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::reply::Reply;
use crate::rule::Rule;
use crate::state::TenantState;

use super::{refuse, run};

/// Runs the continue handler of the Action that redirected.
///
/// By GET and by POST; where query and body name the same parameter the body wins, as in
/// `validateToken`.
pub(crate) fn continue_login(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let (id, known) = match find(state, incoming) {
        Ok(id) => {
            let transaction = state.transactions.get(&id);
            let known = Known {
                client_id: transaction.map(|kept| kept.client.client_id.clone()),
                connection: transaction.and_then(|kept| kept.connection.clone()),
            };
            (id, known)
        }
        Err(error) => return error_page(state, incoming, &Known::default(), &error),
    };
    let Some(transaction) = state.transactions.get_mut(&id) else {
        return crate::login::unknown_state(state);
    };
    let Some(suspended) = transaction.actions.suspended.take() else {
        let error = OAuthError::invalid_request("This login is not suspended");
        return error_page(state, incoming, &known, &error);
    };
    let carried = suspended.carried.clone();
    transaction.actions.used.push(suspended);
    match run::resumed(state, incoming, &id, carried) {
        Ok(reply) => reply,
        Err(error) => refuse(state, &id, &error),
    }
}

/// The login that the `state` of the request belongs to.
fn find(state: &mut TenantState, incoming: &Incoming) -> Result<String, OAuthError> {
    let sent = incoming
        .body
        .or(&incoming.query)
        .get("state")
        .unwrap_or_default()
        .to_owned();
    let is_sent = |suspended: &crate::transaction::Suspended| suspended.state == sent;
    let mut found = state
        .transactions
        .values()
        .find(|kept| !kept.finished && kept.actions.suspended.as_ref().is_some_and(is_sent))
        .map(|kept| kept.id.clone());
    if found.is_none() {
        found = again(state, &sent)?;
    }
    state.require(Rule::ContinueStateKnown, found.is_some(), || {
        OAuthError::invalid_request("The state of /continue is missing or wrong")
    })?;
    let anyone = || {
        state
            .transactions
            .values()
            .find(|kept| kept.actions.suspended.is_some())
    };
    let id = found
        .or_else(|| anyone().map(|kept| kept.id.clone()))
        .ok_or_else(|| OAuthError::invalid_request("No login is suspended"))?;
    let own = state
        .transactions
        .get(&id)
        .is_none_or(|kept| kept.domain == incoming.domain);
    state.require(Rule::ContinueOnOwnDomain, own, || {
        OAuthError::invalid_request("The login began on another domain")
    })?;
    Ok(id)
}

/// A `state` that was used before: refused, or, with the rule off, good once more.
fn again(state: &mut TenantState, sent: &str) -> Result<Option<String>, OAuthError> {
    let owner = state
        .transactions
        .values()
        .find(|kept| kept.actions.used.iter().any(|used| used.state == sent))
        .map(|kept| kept.id.clone());
    let Some(id) = owner else { return Ok(None) };
    state.require(Rule::ContinueOnce, false, || {
        OAuthError::invalid_request("The state of /continue was used before")
    })?;
    if let Some(kept) = state.transactions.get_mut(&id) {
        let used = kept
            .actions
            .used
            .iter()
            .find(|used| used.state == sent)
            .cloned();
        kept.actions.suspended = used;
        kept.actions.completed = false;
        kept.finished = false;
    }
    Ok(Some(id))
}
