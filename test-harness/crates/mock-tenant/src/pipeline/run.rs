//! What the Actions runtime is asked to do.

use vestibule_actions_runtime::{
    AccessTokenAudience, AccessTokenRequest, Carried, DeployedAction, Execution,
    Rule as RuntimeRule, StrictOptions, Trigger,
};

use serde_json::Value;

use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::reply::Reply;
use crate::rule::Rule;
use crate::state::TenantState;
use crate::token::{Grant, PendingRefresh};

use super::event;

/// Actions to run, and what to do with the result.
#[derive(Debug)]
pub(crate) struct PendingRun {
    pub(crate) execution: Execution,
    pub(crate) then: Then,
}

/// What waits for the result of a run.
#[derive(Debug)]
pub(crate) enum Then {
    /// The login of that `state`.
    Login {
        id: String,
        /// Whether this run was asked for at `/continue`.
        resumed: bool,
    },
    /// A refresh.
    Refresh(Box<PendingRefresh>),
}

/// The first run of a login: Actions see the `/authorize` request.
pub(super) fn first(
    state: &TenantState,
    incoming: &Incoming,
    id: &str,
) -> Result<Reply, OAuthError> {
    let request = state
        .transactions
        .get(id)
        .map_or(Value::Null, |transaction| {
            transaction.first_request.event_request()
        });
    login(state, incoming, id, request, None)
}

/// The run after `/continue`: Actions see that request, and no longer the first one.
pub(super) fn resumed(
    state: &TenantState,
    incoming: &Incoming,
    id: &str,
    carried: Carried,
) -> Result<Reply, OAuthError> {
    login(state, incoming, id, incoming.event_request(), Some(carried))
}

fn login(
    state: &TenantState,
    incoming: &Incoming,
    id: &str,
    request: Value,
    resume: Option<Carried>,
) -> Result<Reply, OAuthError> {
    let transaction = state
        .transactions
        .get(id)
        .ok_or_else(|| OAuthError::invalid_request("Invalid or expired state"))?;
    let event = event::of_login(state, transaction, request)?;
    let then = Then::Login {
        id: id.to_owned(),
        resumed: resume.is_some(),
    };
    let asked = &transaction.request;
    let execution = execution(
        state,
        incoming,
        event,
        resume,
        asked.audience.as_deref(),
        &asked.scope,
    )?;
    Ok(Reply::RunActions(Box::new(PendingRun { execution, then })))
}

/// The run at a refresh.
pub(crate) fn refresh_execution(
    state: &TenantState,
    incoming: &Incoming,
    grant: &Grant,
    refresh_token_id: &str,
) -> Result<Execution, OAuthError> {
    let event = event::of_refresh(state, incoming, grant, refresh_token_id)?;
    execution(
        state,
        incoming,
        event,
        None,
        grant.audience.as_deref(),
        &grant.scope,
    )
}

fn execution(
    state: &TenantState,
    incoming: &Incoming,
    event: Value,
    resume: Option<Carried>,
    audience: Option<&str>,
    requested_scopes: &[String],
) -> Result<Execution, OAuthError> {
    let actions = state
        .config
        .actions
        .iter()
        .map(|action| {
            DeployedAction::new(
                action.name.clone(),
                action.code.clone().unwrap_or_default(),
                action.secrets.clone(),
            )
        })
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| OAuthError::new("server_error", error.to_string()))?;
    let hosts: Vec<&str> = state
        .config
        .domains
        .iter()
        .filter_map(|domain| {
            domain
                .origin
                .split_once("://")
                .map(|(_, authority)| authority)
        })
        .chain([incoming.domain.hostname.as_str()])
        .collect();
    Ok(Execution {
        trigger: Trigger::PostLogin,
        actions,
        event,
        resume,
        budget_ms: Execution::AUTH0_BUDGET_MS,
        clock: state.clock.now_ms(),
        executed_rules: Vec::new(),
        access_token: AccessTokenRequest {
            audience: AccessTokenAudience::classify(audience, &hosts),
            requested_scopes: requested_scopes.to_vec(),
        },
        strict: strict_options(state),
    })
}

/// The runtime keeps these rules; the tenant says whether they hold.
fn strict_options(state: &TenantState) -> StrictOptions {
    let rule = |rule| {
        if state.enforces(rule) {
            RuntimeRule::Enforce
        } else {
            RuntimeRule::Waive
        }
    };
    StrictOptions {
        session_token_issuer: rule(Rule::SessionTokenIssuer),
        session_token_lifetime: rule(Rule::SessionTokenLifetime),
        session_token_type: rule(Rule::SessionTokenType),
        redirect_ignores_query: rule(Rule::RedirectOnceIgnoresQuery),
        one_redirect_per_action: rule(Rule::OneRedirectPerAction),
    }
}
