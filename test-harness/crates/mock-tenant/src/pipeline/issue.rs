//! The end of a login: a code, or tokens, for the application.

use std::sync::Arc;

use crate::authorize::deliver;
use crate::error::OAuthError;
use crate::logging::LogEvent;
use crate::login;
use crate::random;
use crate::reply::Reply;
use crate::state::TenantState;
use crate::token::{self, CodeRecord, Grant, Occasion, Wanted};
use crate::transaction::Transaction;

/// Answers the authorization request.
pub(super) fn answer(state: &mut TenantState, id: &str) -> Result<Reply, OAuthError> {
    let Some(transaction) = state.transactions.get_mut(id) else {
        return Ok(login::unknown_state(state));
    };
    transaction.finished = true;
    let transaction = transaction.clone();
    let grant = grant_of(state, &transaction)?;
    let request = &transaction.request;
    let mut parameters: Vec<(&str, String)> = Vec::new();
    let mut along = None;
    if request.answers_with("code") {
        let code = random::secret();
        state.codes.insert(
            code.clone(),
            CodeRecord {
                grant: grant.clone(),
                redirect_uri: request.redirect_uri.clone(),
                code_challenge: request.code_challenge.clone(),
                method: request.pkce_method(),
                issued_at: state.clock.now(),
                used: false,
            },
        );
        along = Some(code.clone());
        parameters.push(("code", code));
    }
    let wanted = Wanted {
        access_token: request.answers_with("token"),
        id_token: request.answers_with("id_token"),
        occasion: Occasion::Callback { code: along },
    };
    let issued = token::issue(state, &grant, &wanted)?;
    if let Some(access_token) = issued.access_token {
        parameters.push(("access_token", access_token));
        parameters.push(("token_type", "Bearer".to_owned()));
        parameters.push(("expires_in", issued.expires_in.to_string()));
        parameters.push(("scope", issued.scope));
    }
    if let Some(id_token) = issued.id_token {
        parameters.push(("id_token", id_token));
    }
    state.log(LogEvent {
        client_id: Some(transaction.client.client_id.clone()),
        user_id: Some(grant.user_id.clone()),
        connection: Some(grant.connection.clone()),
        organization_id: grant.organization.clone(),
        ..LogEvent::new("s", "Successful login")
    });
    let parameters: Vec<(&str, &str)> = parameters
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Ok(deliver(request, &parameters))
}

fn grant_of(state: &TenantState, transaction: &Transaction) -> Result<Grant, OAuthError> {
    let session = transaction
        .session
        .as_ref()
        .ok_or_else(|| OAuthError::new("server_error", "the session is gone"))?;
    let request = &transaction.request;
    let audience = request.audience.as_deref();
    let mut scope = token::granted_scope(
        state,
        &transaction.client,
        &session.user_id,
        audience,
        &request.scope,
    );
    let progress = &transaction.actions;
    scope.retain(|scope| !progress.scopes_removed.contains(scope));
    for added in &progress.scopes_added {
        if !scope.contains(added) {
            scope.push(added.clone());
        }
    }
    Ok(Grant {
        domain: transaction.domain.clone(),
        client: Arc::clone(&transaction.client),
        user_id: session.user_id.clone(),
        connection: session.connection.clone(),
        organization: transaction.organization.clone(),
        scope,
        audience: request.audience.clone(),
        session_id: session.id.clone(),
        auth_time: request.max_age.as_ref().map(|_| session.auth_time),
        mfa: !session.factors.is_empty(),
        nonce: request.nonce.clone(),
        id_token_claims: progress.id_token_claims.clone(),
        access_token_claims: progress.access_token_claims.clone(),
    })
}
