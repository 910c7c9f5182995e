//! `grant_type=refresh_token`.

use vestibule_actions_runtime::{End, ExecutionResult, Trigger};

use crate::config::ClientConfig;
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::pipeline;
use crate::reply::Reply;
use crate::rule::Rule;
use crate::state::TenantState;

use super::{Occasion, RefreshRecord, Wanted, endpoint, issue};

/// A refresh that waits for the Actions.
#[derive(Debug)]
pub(crate) struct PendingRefresh {
    token: String,
    pub(crate) record: RefreshRecord,
}

/// Renews tokens. Post-login Actions run here, too.
pub(super) fn refresh(
    state: &mut TenantState,
    incoming: &Incoming,
    client: &ClientConfig,
) -> Result<Reply, OAuthError> {
    let token = incoming
        .body
        .get("refresh_token")
        .ok_or_else(|| OAuthError::invalid_request("Missing required parameter: refresh_token"))?;
    let unknown = || OAuthError::invalid_grant("Unknown or invalid refresh token.");
    let mut record = state
        .refresh_tokens
        .get(token)
        .cloned()
        .ok_or_else(unknown)?;
    let own = record.grant.client.client_id == client.client_id;
    state.require(Rule::RefreshTokenBoundToClient, own, unknown)?;
    if let Err(error) = state.require(Rule::RefreshTokenReuse, !record.rotated, unknown) {
        // Whoever uses the old one, one of the two holders has stolen it.
        state
            .refresh_tokens
            .retain(|_, other| other.family != record.family);
        return Err(error);
    }
    let alive = record.expires_at > state.clock.now();
    state.require(Rule::RefreshTokenLifetime, alive, unknown)?;
    let user = state.user(&record.grant.user_id);
    if user.is_none() {
        return Err(unknown());
    }
    let blocked = user.is_some_and(|user| user.blocked);
    state.require(Rule::UserNotBlocked, !blocked, || {
        OAuthError::invalid_grant("user is blocked")
    })?;
    if let Some(narrower) = incoming.body.get("scope") {
        record
            .grant
            .scope
            .retain(|scope| narrower.split(' ').any(|asked| asked == scope));
    }
    let pending = PendingRefresh {
        token: token.to_owned(),
        record,
    };
    if !state.config.has_actions(Trigger::PostLogin) {
        return renew(state, &pending);
    }
    pipeline::runs::refresh(state, incoming, pending)
}

/// What the Actions made of it. A denial is an error in JSON, with status 500.
pub(crate) fn finish(
    state: &mut TenantState,
    incoming: &Incoming,
    mut pending: PendingRefresh,
    result: ExecutionResult,
) -> Reply {
    let grant = &mut pending.record.grant;
    pipeline::write_metadata(
        state,
        &grant.user_id,
        &result.user_metadata,
        &result.app_metadata,
    );
    pipeline::change_session(state, &grant.session_id, &result);
    if !matches!(result.end, End::Completed) {
        return endpoint::refuse(state, incoming, &pipeline::refusal(result.end));
    }
    grant.id_token_claims = result.id_token_claims;
    grant.access_token_claims = result.access_token_claims;
    grant
        .scope
        .retain(|scope| !result.scopes_removed.contains(scope));
    for added in result.scopes_added {
        if !grant.scope.contains(&added) {
            grant.scope.push(added);
        }
    }
    renew(state, &pending).unwrap_or_else(|error| endpoint::refuse(state, incoming, &error))
}

fn renew(state: &mut TenantState, pending: &PendingRefresh) -> Result<Reply, OAuthError> {
    let record = &pending.record;
    let rotating = record.grant.client.refresh_token.rotating;
    let grant = super::Grant {
        nonce: None,
        ..record.grant.clone()
    };
    let openid = grant.scope.iter().any(|scope| scope == "openid");
    let wanted = Wanted {
        access_token: true,
        id_token: openid,
        occasion: Occasion::Refresh,
    };
    let mut issued = issue(state, &grant, &wanted)?;
    if rotating {
        let original = state.refresh_tokens.get_mut(&pending.token).map(|kept| {
            kept.rotated = true;
            // What this refresh narrowed or its Actions added holds for this time only.
            kept.grant.clone()
        });
        let successor = RefreshRecord {
            grant: original.unwrap_or_else(|| record.grant.clone()),
            family: record.family.clone(),
            expires_at: record.expires_at,
            rotated: false,
        };
        let token = crate::random::secret();
        state.refresh_tokens.insert(token.clone(), successor);
        issued.refresh_token = Some(token);
    }
    state.log(LogEvent {
        client_id: Some(grant.client.client_id.clone()),
        user_id: Some(grant.user_id.clone()),
        organization_id: grant.organization.clone(),
        ..LogEvent::new("sertft", "Successful exchange of refresh token")
    });
    Ok(endpoint::respond(&issued))
}
