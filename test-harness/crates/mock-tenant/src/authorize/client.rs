//! Which application asks, and whether the callback is its own.

use crate::config::ClientConfig;
use crate::error::OAuthError;
use crate::params::Params;
use crate::rule::Rule;
use crate::state::TenantState;

/// The application and its callback.
pub(super) fn identify(
    state: &TenantState,
    params: &Params,
) -> Result<(ClientConfig, String), OAuthError> {
    let client_id = params.get("client_id").unwrap_or_default();
    let known = state.config.client(client_id);
    state.require(Rule::ClientKnown, known.is_some(), || {
        if client_id.is_empty() {
            OAuthError::invalid_request("Missing required parameter: client_id")
        } else {
            OAuthError::invalid_request(format!("Unknown client: {client_id}"))
        }
    })?;
    let sent = params.get("redirect_uri");
    let client = known.cloned().unwrap_or_else(|| {
        // Only with the rule switched off: someone who may do what the tenant offers.
        let mut stranger = ClientConfig::public(client_id, sent.unwrap_or_default());
        stranger.connections = state
            .config
            .connections
            .iter()
            .map(|connection| connection.name.clone())
            .collect();
        stranger
    });
    state.require(Rule::RedirectUriRequired, sent.is_some(), || {
        OAuthError::invalid_request("Missing required parameter: redirect_uri")
    })?;
    let redirect_uri = sent
        .map(str::to_owned)
        .or_else(|| client.callbacks.first().cloned())
        .ok_or_else(|| OAuthError::invalid_request("Missing required parameter: redirect_uri"))?;
    state.require(Rule::CallbackAllowed, client.callbacks.contains(&redirect_uri), || {
        OAuthError::new(
            "unauthorized_client",
            format!(
                "Callback URL mismatch. {redirect_uri} is not in the list of allowed callback URLs"
            ),
        )
    })?;
    Ok((client, redirect_uri))
}
