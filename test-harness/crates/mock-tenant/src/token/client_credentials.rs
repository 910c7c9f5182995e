//! `grant_type=client_credentials`: an application acts as itself.

use std::sync::Arc;

use serde_json::{Map, Value};
use vestibule_actions_runtime::{End, ExecutionResult, Trigger};

use crate::authorize::is_audience;
use crate::config::{ClientConfig, ClientGrantConfig, OrganizationUsage};
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::pipeline;
use crate::reply::Reply;
use crate::rule::Rule;
use crate::state::TenantState;

use super::{endpoint, issue_for_client};

/// What a machine is about to get.
#[derive(Debug)]
pub(crate) struct PendingExchange {
    pub(crate) client: Arc<ClientConfig>,
    pub(crate) audience: String,
    pub(crate) organization: Option<String>,
    /// The scopes that it asked for by name.
    pub(crate) requested: Vec<String>,
    /// The scopes of the token, before an Action has changed them.
    pub(crate) scope: Vec<String>,
    /// The scopes of its client grant.
    allowed: Vec<String>,
}

/// Issues an access token for an API that the application has a client grant for, after its Actions.
pub(super) fn grant(
    state: &mut TenantState,
    incoming: &Incoming,
    client: &Arc<ClientConfig>,
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
    let organization = organization_of(state, incoming, granted)?;
    let allowed = granted.map(|grant| grant.scope.clone()).unwrap_or_default();
    let requested: Vec<String> = incoming
        .body
        .get("scope")
        .unwrap_or_default()
        .split(' ')
        .filter(|scope| !scope.is_empty())
        .map(str::to_owned)
        .collect();
    let beyond: Vec<&str> = requested
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
    let scope = match incoming.body.get("scope") {
        None => allowed.clone(),
        Some(_) => requested.clone(),
    };
    let pending = PendingExchange {
        client: Arc::clone(client),
        audience: audience.to_owned(),
        organization,
        requested,
        scope,
        allowed,
    };
    if state.config.has_actions(Trigger::CredentialsExchange) {
        return pipeline::runs::exchange(state, incoming, pending);
    }
    answer(state, incoming, &pending, Map::new())
}

/// What the Actions made of it.
pub(crate) fn finish(
    state: &mut TenantState,
    incoming: &Incoming,
    mut pending: PendingExchange,
    result: ExecutionResult,
) -> Reply {
    let answered = match result.end {
        End::Completed => {
            // Auth0 takes away what the client grant does not have.
            let beyond_is_fine = !state.enforces(Rule::ClientGrantScope);
            let allowed = std::mem::take(&mut pending.allowed);
            let fits = |scope: &String| allowed.contains(scope) || beyond_is_fine;
            if let Some(scopes) = result.target_scopes {
                pending.scope = scopes.into_iter().filter(fits).collect();
            }
            answer(state, incoming, &pending, result.access_token_claims)
        }
        End::Denied { .. } => Err(denial(&result)),
        end => Err(pipeline::refusal(end)),
    };
    answered.unwrap_or_else(|error| endpoint::refuse(state, incoming, &error))
}

/// The error that the Action chose: the three codes that Auth0 documents
/// (actions/reference/credentials-exchange/credentials-exchange-api-object), with the statuses of RFC 6749.
fn denial(result: &ExecutionResult) -> OAuthError {
    let call = result
        .commands
        .iter()
        .find(|command| command.call == "access.deny");
    let text = |at: usize| {
        call.and_then(|call| call.arguments.get(at))
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    match text(0) {
        "invalid_scope" => OAuthError::new("invalid_scope", text(1)),
        "invalid_request" => OAuthError::invalid_request(text(1)),
        "server_error" => OAuthError::new("server_error", text(1)).with_status(500),
        // Said loudly: a test must not take it for an answer of Auth0's.
        other => OAuthError::new(
            "server_error",
            format!("the mock tenant does not know the code `{other}` of access.deny"),
        )
        .with_status(501),
    }
}

fn organization_of(
    state: &TenantState,
    incoming: &Incoming,
    granted: Option<&ClientGrantConfig>,
) -> Result<Option<String>, OAuthError> {
    let sent = incoming.body.get("organization");
    let usage = granted.map(|grant| grant.organization_usage);
    let fits = match (sent, usage) {
        (Some(id), Some(OrganizationUsage::Allow | OrganizationUsage::Require)) => granted
            .is_some_and(|grant| {
                grant.allow_any_organization || grant.organizations.iter().any(|own| own == id)
            }),
        (Some(_), _) => false,
        (None, usage) => usage != Some(OrganizationUsage::Require),
    };
    state.require(Rule::ClientGrantOrganization, fits, || match sent {
        Some(id) => OAuthError::access_denied(format!(
            "Client is not authorized to access organization \"{id}\""
        ))
        .with_status(403),
        None => OAuthError::invalid_request("parameter organization is required for this client"),
    })?;
    let known = sent.is_none_or(|id| state.config.organization(id).is_some());
    state.require(Rule::OrganizationExists, known, || {
        OAuthError::invalid_request(format!(
            "parameter organization is invalid: {}",
            sent.unwrap_or_default()
        ))
    })?;
    Ok(sent.map(str::to_owned))
}

fn answer(
    state: &mut TenantState,
    incoming: &Incoming,
    pending: &PendingExchange,
    claims: Map<String, Value>,
) -> Result<Reply, OAuthError> {
    let issued = issue_for_client(state, &incoming.domain, pending, claims)?;
    state.log(LogEvent {
        client_id: Some(pending.client.client_id.clone()),
        organization_id: pending.organization.clone(),
        ..LogEvent::new("seccft", "Successful exchange of client credentials")
    });
    Ok(endpoint::respond(&issued))
}
