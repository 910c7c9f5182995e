//! Sign-ups on database connections: `/u/signup` in a login, and `POST /dbconnections/signup` for applications.

mod api;
mod page;

use std::fmt;
use std::sync::Arc;

use vestibule_actions_runtime::{End, ExecutionResult, Trigger};

pub(crate) use api::api;
pub(crate) use page::page;

use crate::config::{ClientConfig, ConnectionConfig};
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::login;
use crate::pipeline;
use crate::reply::Reply;
use crate::rule::Rule;
use crate::state::{TenantState, User};

/// Somebody who wants to be a user.
pub(crate) struct Registration {
    pub(crate) client: Arc<ClientConfig>,
    /// Name of the database.
    pub(crate) connection: String,
    pub(crate) email: String,
    pub(crate) password: String,
    pub(crate) name: Option<String>,
    pub(crate) given_name: Option<String>,
    pub(crate) family_name: Option<String>,
    /// The login that the person is in; `None` for an application that signs them up.
    pub(crate) login: Option<String>,
}

/// Who it is stays out of logs.
impl fmt::Debug for Registration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Registration")
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

/// Signs up, after the Actions.
fn register(state: &mut TenantState, incoming: &Incoming, registration: Registration) -> Reply {
    if let Err(error) = check(state, &registration) {
        return refuse(state, &registration, &error);
    }
    if !state.config.has_actions(Trigger::PreUserRegistration) {
        let user = user_of(state, &registration);
        return create(state, incoming, &registration, user);
    }
    match pipeline::runs::registration(state, incoming, registration) {
        Ok(reply) => reply,
        Err(error) => api::answer_error(&error),
    }
}

/// What the Actions made of it.
pub(crate) fn finish(
    state: &mut TenantState,
    incoming: &Incoming,
    registration: &Registration,
    result: ExecutionResult,
) -> Reply {
    let message = match result.end {
        End::Completed => {
            let mut user = user_of(state, registration);
            pipeline::merge_metadata(&mut user.user_metadata, &result.user_metadata);
            pipeline::merge_metadata(&mut user.app_metadata, &result.app_metadata);
            return create(state, incoming, registration, user);
        }
        End::Denied { reason, .. } if !reason.is_empty() => reason,
        // The person is told nothing of a fault; the tenant's log is.
        _ => "Something went wrong, please try again later".to_owned(),
    };
    refuse(
        state,
        registration,
        &OAuthError::new("extensibility_error", message),
    )
}

fn check(state: &TenantState, registration: &Registration) -> Result<(), OAuthError> {
    let Registration {
        connection, email, ..
    } = registration;
    let kept = state.config.connection(connection);
    if !kept.is_some_and(ConnectionConfig::is_database) {
        return Err(OAuthError::invalid_request("no such database connection"));
    }
    let enabled = registration
        .client
        .connections
        .iter()
        .any(|own| own == connection);
    state.require(Rule::DatabaseEnabledForClient, enabled, || {
        OAuthError::invalid_request("the connection is not enabled for the client")
    })?;
    let open = kept.is_some_and(|kept| !kept.disable_signup);
    state.require(Rule::SignupEnabled, open, || {
        OAuthError::new("signup_disabled", "Public signup is disabled")
    })?;
    if !email.contains('@') || registration.password.is_empty() {
        return Err(OAuthError::new("invalid_signup", "Invalid sign up"));
    }
    // The same answer as to any other sign-up that fails: accounts are not revealed.
    let unused = state.user_by_email(connection, email).is_none();
    state.require(Rule::SignupEmailUnused, unused, || {
        OAuthError::new("invalid_signup", "Invalid sign up")
    })
}

fn user_of(state: &TenantState, registration: &Registration) -> User {
    User {
        name: registration.name.clone(),
        given_name: registration.given_name.clone(),
        family_name: registration.family_name.clone(),
        ..User::signed_up(
            &state.config,
            &registration.connection,
            &registration.email,
            &registration.password,
            state.clock.now(),
        )
    }
}

fn create(
    state: &mut TenantState,
    incoming: &Incoming,
    registration: &Registration,
    user: User,
) -> Reply {
    state.log(LogEvent {
        client_id: Some(registration.client.client_id.clone()),
        user_id: Some(user.user_id.clone()),
        connection: Some(registration.connection.clone()),
        ..LogEvent::new("ss", "Successful signup")
    });
    let user_id = user.user_id.clone();
    let answer = api::answer_user(&user);
    state.users.push(user);
    match &registration.login {
        // Who has signed up is logged in.
        Some(id) => login::authenticated(state, incoming, id, &user_id, &registration.connection),
        None => answer,
    }
}

fn refuse(state: &mut TenantState, registration: &Registration, error: &OAuthError) -> Reply {
    state.log(LogEvent {
        client_id: Some(registration.client.client_id.clone()),
        connection: Some(registration.connection.clone()),
        ..LogEvent::refused("fs", error)
    });
    match &registration.login {
        Some(id) => page::refused(state, id, &registration.email, error),
        None => api::answer_error(error),
    }
}
