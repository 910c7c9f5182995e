//! `grant_type=client_credentials`: an application acts as itself.

use crate::authorize::is_audience;
use crate::config::ClientConfig;
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::reply::Reply;
use crate::rule::Rule;
use crate::state::TenantState;

use super::{endpoint, issue_for_client};

/// Issues an access token for an API that the application has a client grant for.
pub(super) fn grant(
    state: &mut TenantState,
    incoming: &Incoming,
    client: &ClientConfig,
) -> Result<Reply, OAuthError> {
    let audience = incoming.body.get("audience").ok_or_else(|| {
        OAuthError::access_denied(
            "No audience parameter was provided, and no default audience has been configured",
        )
        .with_status(403)
    })?;
    state.require(Rule::AudienceKnown, is_audience(state, audience), || {
        OAuthError::access_denied(format!("Service not found: {audience}")).with_status(403)
    })?;
    let granted = client
        .client_grants
        .iter()
        .find(|grant| grant.audience == audience);
    state.require(Rule::ClientGrantRequired, granted.is_some(), || {
        OAuthError::access_denied(format!(
            "Client is not authorized to access \"{audience}\". You need to create a \
             \"client-grant\" associated to this API."
        ))
        .with_status(403)
    })?;
    let allowed = granted.map(|grant| grant.scope.clone()).unwrap_or_default();
    let scope = match incoming.body.get("scope") {
        None => allowed,
        Some(asked) => {
            let asked: Vec<String> = asked
                .split(' ')
                .filter(|scope| !scope.is_empty())
                .map(str::to_owned)
                .collect();
            let beyond: Vec<&str> = asked
                .iter()
                .filter(|scope| !allowed.contains(scope))
                .map(String::as_str)
                .collect();
            state.require(Rule::ClientGrantScope, beyond.is_empty(), || {
                OAuthError::access_denied(format!(
                    "Client has not been granted scopes: {}",
                    beyond.join(", ")
                ))
                .with_status(403)
            })?;
            asked
        }
    };
    let issued = issue_for_client(state, &incoming.domain, client, audience, &scope)?;
    state.log(LogEvent {
        client_id: Some(client.client_id.clone()),
        ..LogEvent::new("seccft", "Successful exchange of client credentials")
    });
    Ok(endpoint::respond(&issued))
}
