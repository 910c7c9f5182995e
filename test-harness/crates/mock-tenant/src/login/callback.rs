//! `/login/callback`: the identity provider sends the browser back.

use crate::authorize::{Known, deliver_error, error_page};
use crate::error::OAuthError;
use crate::idp;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::reply::Reply;
use crate::rule::Rule;
use crate::state::{TenantState, User};

/// Redeems the provider's code, and signs the user in.
pub(crate) fn callback(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let params = incoming.query.or(&incoming.body);
    let named = params.get("state").unwrap_or_default();
    let under_way = state
        .transactions
        .get(named)
        .filter(|transaction| !transaction.finished && transaction.domain == incoming.domain);
    let checked = state.require(Rule::CallbackStateKnown, under_way.is_some(), || {
        OAuthError::invalid_request("Unable to verify the state parameter of the callback")
    });
    if let Err(error) = checked {
        return error_page(state, incoming, &Known::default(), &error);
    }
    let anyone = || {
        state
            .transactions
            .values()
            .find(|transaction| !transaction.finished && transaction.connection.is_some())
    };
    let Some(transaction) = under_way.or_else(anyone).cloned() else {
        return super::unknown_state(state);
    };
    let connection = transaction.connection.clone().unwrap_or_default();
    let outcome = match params.get("error") {
        Some(error) => Err(refused_by_provider(error, params.get("error_description"))),
        None => idp::redeem(
            state,
            params.get("code").unwrap_or_default(),
            &connection,
            &format!("{}/login/callback", transaction.domain.origin),
        ),
    };
    let email = match outcome {
        Ok(email) => email,
        Err(error) => {
            let mut event = LogEvent::refused("f", &error);
            event.connection = Some(connection);
            event.client_id = Some(transaction.client.client_id.clone());
            state.log(event);
            if let Some(kept) = state.transactions.get_mut(&transaction.id) {
                kept.finished = true;
            }
            return deliver_error(&transaction.request, &error);
        }
    };
    let user_id = if let Some(user) = state.user_by_email(&connection, &email) {
        user.user_id.clone()
    } else {
        let now = state.clock.now();
        let user = User::from_provider(&state.config, &connection, &email, now);
        let user_id = user.user_id.clone();
        state.users.push(user);
        user_id
    };
    complete_profile(state, &connection, &user_id);
    super::authenticated(state, incoming, &transaction.id, &user_id, &connection)
}

/// Adds what the provider says about all of its people to what it says about this one.
fn complete_profile(state: &mut TenantState, connection: &str, user_id: &str) {
    let said = state.config.connection(connection);
    let said = said
        .map(|connection| connection.attributes.clone())
        .unwrap_or_default();
    if let Some(user) = state.user_mut(user_id) {
        for (name, value) in said {
            user.attributes.entry(name).or_insert(value);
        }
    }
}

/// Auth0 hands the provider's code on where OAuth knows it.
fn refused_by_provider(code: &str, description: Option<&str>) -> OAuthError {
    let code = match code {
        "access_denied" => "access_denied",
        "login_required" => "login_required",
        "interaction_required" => "interaction_required",
        "temporarily_unavailable" => "temporarily_unavailable",
        _ => "server_error",
    };
    OAuthError::new(
        code,
        description.unwrap_or("the identity provider refused the login"),
    )
}
