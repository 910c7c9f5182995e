//! What the Actions runtime is asked to do.

use vestibule_actions_runtime::{
    AccessTokenAudience, AccessTokenRequest, Carried, DeployedAction, Execution,
    Rule as RuntimeRule, StrictOptions, Trigger,
};

use serde_json::Value;

use crate::config::ClientConfig;
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::registration::Registration;
use crate::reply::Reply;
use crate::reset::ResetTicket;
use crate::rule::Rule;
use crate::state::TenantState;
use crate::token::{PendingExchange, PendingRefresh};

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
        /// Whether this run goes on where an earlier one stood still.
        resumed: bool,
    },
    /// A refresh.
    Refresh(Box<PendingRefresh>),
    /// A machine that wants a token.
    Exchange(Box<PendingExchange>),
    /// A sign-up.
    Registration(Box<Registration>),
    /// The password reset of that ticket.
    Reset(String),
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

/// The run after `/continue` or a factor: Actions see the request that goes on, and no longer the first one.
pub(crate) fn resumed(
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
    let execution = Execution {
        resume,
        ..execution(
            state,
            incoming,
            Trigger::PostLogin,
            event,
            asked.audience.as_deref(),
            &asked.scope,
        )?
    };
    Ok(run(execution, then))
}

/// The run at a refresh.
pub(crate) fn refresh(
    state: &TenantState,
    incoming: &Incoming,
    pending: PendingRefresh,
) -> Result<Reply, OAuthError> {
    let grant = &pending.record.grant;
    let event = event::of_refresh(state, incoming, grant, &pending.record.family)?;
    let audience = grant.audience.as_deref();
    let execution = execution(
        state,
        incoming,
        Trigger::PostLogin,
        event,
        audience,
        &grant.scope,
    )?;
    Ok(run(execution, Then::Refresh(Box::new(pending))))
}

/// The run before a machine gets a token.
pub(crate) fn exchange(
    state: &TenantState,
    incoming: &Incoming,
    pending: PendingExchange,
) -> Result<Reply, OAuthError> {
    let event = event::of_exchange(state, incoming, &pending);
    let execution = execution(
        state,
        incoming,
        Trigger::CredentialsExchange,
        event,
        Some(&pending.audience),
        &pending.scope,
    )?;
    Ok(run(execution, Then::Exchange(Box::new(pending))))
}

/// The run before somebody who signs up becomes a user.
pub(crate) fn registration(
    state: &TenantState,
    incoming: &Incoming,
    registration: Registration,
) -> Result<Reply, OAuthError> {
    let event = event::of_registration(state, incoming, &registration);
    let trigger = Trigger::PreUserRegistration;
    let execution = execution(state, incoming, trigger, event, None, &[])?;
    Ok(run(execution, Then::Registration(Box::new(registration))))
}

/// The run when somebody has followed the link to a new password.
pub(crate) fn reset(
    state: &TenantState,
    incoming: &Incoming,
    ticket: &ResetTicket,
    client: &ClientConfig,
) -> Result<Reply, OAuthError> {
    let event = event::of_reset(state, incoming, ticket, client)?;
    let trigger = Trigger::PasswordResetPostChallenge;
    let execution = execution(state, incoming, trigger, event, None, &[])?;
    Ok(run(execution, Then::Reset(ticket.ticket.clone())))
}

fn run(execution: Execution, then: Then) -> Reply {
    Reply::RunActions(Box::new(PendingRun { execution, then }))
}

fn execution(
    state: &TenantState,
    incoming: &Incoming,
    trigger: Trigger,
    event: Value,
    audience: Option<&str>,
    requested_scopes: &[String],
) -> Result<Execution, OAuthError> {
    let actions = state
        .config
        .actions_of(trigger)
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
        trigger,
        actions,
        event,
        resume: None,
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
