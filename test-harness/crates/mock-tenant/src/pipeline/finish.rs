//! What a run of Actions means for the login.

use vestibule_actions_runtime::{Carried, End, ExecuteError, ExecutionResult};

use crate::error::OAuthError;
use crate::factor;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::login;
use crate::random;
use crate::registration;
use crate::reply::{Answer, Reply, with_query};
use crate::reset;
use crate::rule::Rule;
use crate::state::TenantState;
use crate::token;
use crate::transaction::Suspended;

use super::run::Then;
use super::{metadata, refuse, resume, session};

/// Goes on with what waited for the run.
pub(crate) fn finish(
    state: &mut TenantState,
    incoming: &Incoming,
    then: Then,
    result: Result<ExecutionResult, ExecuteError>,
) -> Reply {
    let result = match result {
        Ok(result) => result,
        Err(error) => {
            // The mock itself is broken; an error that Auth0 could answer would hide that.
            state.log(LogEvent::new("actions_execution_failed", error.to_string()));
            return Answer::text(500, &format!("the Actions runtime failed: {error}")).into();
        }
    };
    log_failure(state, &result);
    match then {
        Then::Login { id, resumed } => match login(state, incoming, &id, resumed, result) {
            Ok(reply) => reply,
            Err(error) => refuse(state, &id, &error),
        },
        Then::Refresh(pending) => token::finish_refresh(state, incoming, *pending, result),
        Then::Exchange(pending) => token::finish_exchange(state, incoming, *pending, result),
        Then::Registration(pending) => registration::finish(state, incoming, &pending, result),
        Then::Reset(ticket) => reset::finish(state, incoming, &ticket, result),
    }
}

fn login(
    state: &mut TenantState,
    incoming: &Incoming,
    id: &str,
    resumed: bool,
    result: ExecutionResult,
) -> Result<Reply, OAuthError> {
    let session_id = state
        .transactions
        .get(id)
        .and_then(|kept| kept.session.as_ref());
    if let Some(session_id) = session_id.map(|session| session.id.clone()) {
        session::change(state, &session_id, &result);
    }
    let Some(transaction) = state.transactions.get_mut(id) else {
        return Ok(login::unknown_state(state));
    };
    let progress = &mut transaction.actions;
    progress.transaction_metadata = result.transaction_metadata;
    progress.id_token_claims = result.id_token_claims;
    progress.access_token_claims = result.access_token_claims;
    progress.scopes_added = result.scopes_added;
    progress.scopes_removed = result.scopes_removed;
    let user_id = transaction
        .session
        .as_ref()
        .map(|session| session.user_id.clone());
    let user_id = user_id.unwrap_or_default();
    metadata::write(state, &user_id, &result.user_metadata, &result.app_metadata);
    if let Some(primary) = result.primary_user {
        change_user(state, id, &primary)?;
    }
    match result.end {
        End::Completed => {
            if let Some(transaction) = state.transactions.get_mut(id) {
                transaction.actions.completed = true;
            }
            if resumed {
                // As Auth0 does: the browser comes back to the authorization endpoint.
                return Ok(Answer::redirect(login::path("/authorize/resume", id)).into());
            }
            Ok(resume(state, incoming, id))
        }
        End::Suspended {
            action: _,
            url,
            carried,
        } => suspend(state, id, &url, carried),
        End::FactorRequired {
            action: _,
            request,
            carried,
        } => factor::ask(state, incoming, id, &request, carried),
        other => Err(refusal(other)),
    }
}

/// How an end that lets nobody in is answered.
pub(crate) fn refusal(end: End) -> OAuthError {
    match end {
        End::Denied { reason, .. } => OAuthError::access_denied(reason).with_status(500),
        End::Failed { message, .. } => OAuthError::access_denied(message).with_status(500),
        End::InteractionRequired { .. } => {
            OAuthError::new("interaction_required", "Interaction required")
        }
        End::TimedOut => {
            OAuthError::access_denied("Script execution time exceeded").with_status(500)
        }
        End::Rendering { .. } => unsupported("prompt.render"),
        End::FactorRequired { request, .. } => unsupported(&request.call),
        _ => unsupported("this end of an Action"),
    }
}

/// Said loudly: a test must not take it for an answer of Auth0's.
pub(crate) fn unsupported(what: &str) -> OAuthError {
    OAuthError::new(
        "server_error",
        format!("the mock tenant does not simulate {what}"),
    )
    .with_status(501)
}

fn suspend(
    state: &mut TenantState,
    id: &str,
    url: &str,
    carried: Carried,
) -> Result<Reply, OAuthError> {
    let query = url
        .split_once('?')
        .map(|(_, query)| query)
        .unwrap_or_default();
    let query = query.split('#').next().unwrap_or_default();
    let has_state = url::form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "state");
    state.require(Rule::RedirectUrlWithoutState, !has_state, || {
        OAuthError::access_denied("the URL of a redirect must not carry a parameter state")
    })?;
    let Some(transaction) = state.transactions.get_mut(id) else {
        return Ok(login::unknown_state(state));
    };
    let token = random::secret();
    transaction.actions.suspended = Some(Suspended {
        state: token.clone(),
        carried,
    });
    Ok(Answer::redirect(with_query(url, &[("state", &token)])).into())
}

fn change_user(state: &mut TenantState, id: &str, user_id: &str) -> Result<(), OAuthError> {
    if state.user(user_id).is_none() {
        return Err(OAuthError::access_denied(format!(
            "primary user {user_id} does not exist"
        )));
    }
    let session = state
        .transactions
        .get_mut(id)
        .and_then(|kept| kept.session.as_mut());
    if let Some(session) = session {
        user_id.clone_into(&mut session.user_id);
    }
    Ok(())
}

fn log_failure(state: &mut TenantState, result: &ExecutionResult) {
    let what = match &result.end {
        End::Failed { message, .. } => message.clone(),
        End::TimedOut => "the time was up".to_owned(),
        _ => return,
    };
    state.log(LogEvent::new("actions_execution_failed", what));
}
