//! `/v2/logout`.

use super::{end, return_url};
use crate::authorize::{Known, error_page};
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::reply::Reply;
use crate::rule::Rule;
use crate::state::TenantState;

/// Ends the session on this domain and returns to a listed URL; with `federated`, whatever its value, by way of the identity
/// provider.
pub(crate) fn logout(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let client_id = incoming.query.get("client_id");
    let known = Known {
        client_id: client_id.map(str::to_owned),
        connection: None,
    };
    let target = match target(state, client_id, incoming.query.get("returnTo")) {
        Ok(target) => target,
        Err(error) => return error_page(state, incoming, &known, &error),
    };
    let federated = incoming.query.has("federated");
    end(state, incoming, client_id, target, federated)
}

/// Where to go afterwards. With a `client_id` the application's list counts, without one the
/// tenant's; nothing asked for means the first of the list.
fn target(
    state: &TenantState,
    client_id: Option<&str>,
    return_to: Option<&str>,
) -> Result<Option<String>, OAuthError> {
    let client = client_id.and_then(|id| state.config.client(id));
    state.require(
        Rule::LogoutClientKnown,
        client_id.is_none() || client.is_some(),
        || {
            OAuthError::invalid_request(format!(
                "Unknown client: {}",
                client_id.unwrap_or_default()
            ))
        },
    )?;
    let listed = match client {
        Some(client) => &client.allowed_logout_urls,
        None => &state.config.tenant.allowed_logout_urls,
    };
    let Some(return_to) = return_to else {
        return Ok(listed.first().cloned());
    };
    let allowed = listed
        .iter()
        .any(|entry| return_url::matches(entry, return_to));
    state.require(Rule::LogoutReturnToAllowed, allowed, || {
        OAuthError::invalid_request(format!(
            "The \"returnTo\" querystring parameter \"{return_to}\" is not defined as a valid URL \
             in \"Allowed Logout URLs\""
        ))
    })?;
    Ok(Some(return_to.to_owned()))
}
