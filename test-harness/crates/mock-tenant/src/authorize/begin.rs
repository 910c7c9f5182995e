//! The start of a login: a session that is good enough, or the first page.

use std::sync::Arc;

use crate::config::{ClientConfig, OrganizationRequireBehavior, OrganizationUsage};
use crate::error::OAuthError;
use crate::idp;
use crate::incoming::Incoming;
use crate::login;
use crate::pipeline;
use crate::random;
use crate::reply::{Answer, Reply};
use crate::rule::Rule;
use crate::session::Session;
use crate::state::TenantState;
use crate::transaction::{ActionsProgress, Transaction};

use super::AuthorizeRequest;

pub(super) fn begin(
    state: &mut TenantState,
    incoming: &Incoming,
    client: &Arc<ClientConfig>,
    request: &AuthorizeRequest,
    organization: Option<String>,
) -> Result<Reply, OAuthError> {
    check_connection(state, client, request, organization.as_deref())?;
    let present = state.session_of(incoming);
    let usable = present
        .clone()
        .filter(|session| suffices(state, session, request, organization.as_deref()));
    let asks_nothing = request.has_prompt("none");
    state.require(
        Rule::PromptNoneNeedsSession,
        !asks_nothing || usable.is_some(),
        || OAuthError::new("login_required", "Login required"),
    )?;
    let select = request.has_prompt("select_account") && present.is_some();
    let transaction = Transaction {
        id: random::secret(),
        sequence: state.next_sequence(),
        domain: incoming.domain.clone(),
        client: Arc::clone(client),
        connection: request.connection.clone(),
        request: request.clone(),
        first_request: incoming.clone(),
        organization,
        without_organization: false,
        identifier: None,
        session: usable.clone().filter(|_| !select),
        consented: false,
        actions: ActionsProgress::default(),
        finished: false,
    };
    let id = transaction.id.clone();
    state.transactions.insert(id.clone(), transaction);
    if select {
        return Ok(Answer::redirect(login::path("/u/login/account", &id)).into());
    }
    if usable.is_some() {
        return Ok(pipeline::resume(state, incoming, &id));
    }
    Ok(next_prompt(state, &id))
}

/// Where a login without a user goes next.
pub(crate) fn next_prompt(state: &TenantState, id: &str) -> Reply {
    let Some(transaction) = state.transactions.get(id) else {
        return login::unknown_state(state);
    };
    let client = &transaction.client;
    let organization_due = transaction.organization.is_none()
        && !transaction.without_organization
        && client.organization_usage != OrganizationUsage::Deny
        && client.organization_require_behavior == OrganizationRequireBehavior::PreLoginPrompt;
    if organization_due {
        return Answer::redirect(login::path("/u/organization", id)).into();
    }
    let connection = transaction
        .request
        .connection
        .as_deref()
        .and_then(|name| state.config.connection(name));
    match connection {
        Some(connection) if !connection.is_database() => {
            Answer::redirect(idp::start_url(state, transaction, connection)).into()
        }
        _ => {
            let signs_up = transaction.request.screen_hint.as_deref() == Some("signup");
            let page = match login::database(state, transaction).filter(|_| signs_up) {
                Some(_) => "/u/signup",
                None => "/u/login/identifier",
            };
            Answer::redirect(login::path(page, id)).into()
        }
    }
}

fn check_connection(
    state: &TenantState,
    client: &ClientConfig,
    request: &AuthorizeRequest,
    organization: Option<&str>,
) -> Result<(), OAuthError> {
    let has_some = !client.connections.is_empty();
    state.require(Rule::ConnectionsEnabled, has_some, || {
        OAuthError::invalid_request("no connections enabled for the client")
    })?;
    let Some(name) = request.connection.as_deref() else {
        return Ok(());
    };
    let exists = state.config.connection(name).is_some();
    if !exists {
        // A connection that does not exist cannot be logged in with, rule or not.
        return Err(OAuthError {
            rule: Some(Rule::ConnectionEnabledForClient),
            ..OAuthError::invalid_request("the connection was not found")
        });
    }
    let enabled = client.connections.iter().any(|enabled| enabled == name);
    state.require(Rule::ConnectionEnabledForClient, enabled, || {
        OAuthError::invalid_request("the connection is not enabled for the client")
    })?;
    let fits = organization
        .and_then(|id| state.config.organization(id))
        .is_none_or(|organization| organization.connection(name).is_some());
    state.require(Rule::ConnectionEnabledForOrganization, fits, || {
        OAuthError::invalid_request("the connection is not enabled for the organization")
    })
}

/// Whether the session saves the user from logging in.
pub(crate) fn is_good_enough(
    state: &TenantState,
    session: &Session,
    transaction: &Transaction,
) -> bool {
    suffices(
        state,
        session,
        &transaction.request,
        transaction.organization.as_deref(),
    )
}

fn suffices(
    state: &TenantState,
    session: &Session,
    request: &AuthorizeRequest,
    organization: Option<&str>,
) -> bool {
    if request.has_prompt("login") && state.enforces(Rule::PromptLoginForces) {
        return false;
    }
    let age = state.clock.now() - session.auth_time;
    if request
        .max_age_seconds()
        // Zero means now, whatever the clock's resolution (OpenID Connect Core 1.0, 3.1.2.1).
        .is_some_and(|max_age| age > max_age || max_age == 0)
        && state.enforces(Rule::MaxAgeForces)
    {
        return false;
    }
    // An invitation is accepted by logging in with the invited address.
    if request.invitation.is_some() || state.user(&session.user_id).is_none() {
        return false;
    }
    let connection_fits = request
        .connection
        .as_ref()
        .is_none_or(|name| *name == session.connection);
    let organization_fits = organization
        .and_then(|id| state.config.organization(id))
        .is_none_or(|organization| organization.connection(&session.connection).is_some());
    connection_fits && organization_fits
}
