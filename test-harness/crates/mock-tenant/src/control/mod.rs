//! The control interface: what tests do to the tenant behind its back.
//!
//! The same operations in Rust ([`Control`]) and over HTTP on a listener of its own (`http`).

mod http;
mod invite;

use std::sync::{Arc, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub(crate) use http::router;
pub use invite::InvitationRequest;

use crate::clock::Clock;
use crate::faults::Fault;
use crate::invitation::Invitation;
use crate::keys::{self, KeyError};
use crate::logging::{LogEvent, RawRequest};
use crate::reset::{self, ResetTicketInfo};
use crate::rule::{Rule, Strictness};
use crate::server::Shared;
use crate::state::{TenantState, User};
use crate::transaction::Transaction;

/// A handle on a running tenant. Clones are the same tenant.
#[derive(Clone)]
pub struct Control {
    shared: Arc<Shared>,
}

/// Why an operation cannot be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    /// There is no such thing.
    #[error("no {kind} `{name}`")]
    Unknown {
        /// What kind of thing.
        kind: &'static str,
        /// How it was named.
        name: String,
    },
    /// The key is the current or the next one; only keys that were rotated out can be revoked.
    #[error("key `{0}` was not rotated out")]
    KeyInUse(String),
    /// No key could be made.
    #[error("{0}")]
    Key(String),
    /// The application has no `initiate_login_uri`, which Auth0 demands for invitations.
    #[error("client `{0}` has no initiate_login_uri")]
    NoLoginUri(String),
}

/// What the simulated provider does for a connection instead of signing in who typed their address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IdpScript {
    /// An OAuth error to answer with, such as `access_denied`.
    pub error: Option<String>,
    /// Its description.
    pub error_description: Option<String>,
    /// The address to vouch for, whatever was typed.
    pub assert_email: Option<String>,
    /// For how many sign-ins; without it, for all.
    pub times: Option<u32>,
}

/// A published key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyInfo {
    /// The key's name in the JWKS.
    pub kid: String,
    /// `current`, `next` or `previous`.
    pub place: String,
}

/// A login, as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionInfo {
    /// The tenant's own `state`.
    pub id: String,
    /// The application.
    pub client_id: String,
    /// Scheme, host and port of the domain it began on.
    pub origin: String,
    /// The organization, once known.
    pub organization: Option<String>,
    /// The connection, once known.
    pub connection: Option<String>,
    /// The user, once known.
    pub user_id: Option<String>,
    /// The `state` that `/continue` must carry, while the Actions stand still.
    pub continue_state: Option<String>,
    /// What the simulated authenticator shows, while the login waits for a second factor.
    pub factor_code: Option<String>,
    /// Whether the answer has gone to the application.
    pub finished: bool,
}

impl Control {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Adds a fault.
    pub fn add_fault(&self, fault: Fault) {
        self.state().faults.push(fault);
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.state().faults.clear();
    }

    /// The published keys.
    #[must_use]
    pub fn keys(&self) -> Vec<KeyInfo> {
        self.state()
            .keys
            .published()
            .map(|(place, key)| KeyInfo {
                kid: key.kid.clone(),
                place: place.to_owned(),
            })
            .collect()
    }

    /// Makes the next key the current one. The old one stays published until it is revoked.
    ///
    /// # Errors
    /// [`ControlError::Key`] if no new key can be made.
    pub fn rotate_keys(&self) -> Result<(), ControlError> {
        let failed = |error: KeyError| ControlError::Key(error.to_string());
        let made = self.state().keys.made();
        keys::prepare(made).map_err(failed)?;
        self.state().keys.rotate().map_err(failed)
    }

    /// Withdraws a key that was rotated out.
    ///
    /// # Errors
    /// [`ControlError::KeyInUse`] if there is no such key among those.
    pub fn revoke_key(&self, kid: &str) -> Result<(), ControlError> {
        if self.state().keys.revoke(kid) {
            return Ok(());
        }
        Err(ControlError::KeyInUse(kid.to_owned()))
    }

    /// The tenant's clock.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.state().clock
    }

    /// Makes it this many seconds since 1970 now.
    pub fn set_clock(&self, seconds: i64) {
        self.state().clock.set(seconds);
    }

    /// Moves the clock by so many seconds.
    pub fn advance_clock(&self, seconds: i64) {
        self.state().clock.advance(seconds);
    }

    /// The tenant's log, oldest first.
    #[must_use]
    pub fn logs(&self) -> Vec<LogEvent> {
        self.state().events.clone()
    }

    /// Requests to `/authorize` as they stood on the wire, oldest first; those included that were
    /// no proper HTTP.
    #[must_use]
    pub fn raw_requests(&self) -> Vec<RawRequest> {
        self.state().raw_requests.clone()
    }

    /// Forgets the raw requests.
    pub fn clear_raw_requests(&self) {
        self.state().raw_requests.clear();
    }

    /// Logins, finished or not, oldest first.
    #[must_use]
    pub fn transactions(&self) -> Vec<TransactionInfo> {
        let state = self.state();
        let mut kept: Vec<_> = state.transactions.values().collect();
        kept.sort_by_key(|kept| kept.sequence);
        kept.into_iter().map(TransactionInfo::of).collect()
    }

    /// All users.
    #[must_use]
    pub fn users(&self) -> Vec<User> {
        self.state().users.clone()
    }

    /// One user.
    ///
    /// # Errors
    /// [`ControlError::Unknown`].
    pub fn user(&self, user_id: &str) -> Result<User, ControlError> {
        let state = self.state();
        state
            .user(user_id)
            .cloned()
            .ok_or_else(|| unknown("user", user_id))
    }

    /// Writes a user: replaces the one with that identifier, or adds it.
    ///
    /// # Errors
    /// [`ControlError::Unknown`] if the user's connection or one of the organizations is.
    pub fn put_user(&self, mut user: User) -> Result<(), ControlError> {
        let mut state = self.state();
        if state.config.connection(&user.connection).is_none() {
            return Err(unknown("connection", &user.connection));
        }
        for organization in &user.organizations {
            if state.config.organization(organization).is_none() {
                return Err(unknown("organization", organization));
            }
        }
        user.email = user.email.to_lowercase();
        match state.user_mut(&user.user_id) {
            Some(kept) => *kept = user,
            None => state.users.push(user),
        }
        Ok(())
    }

    /// Removes a user.
    ///
    /// # Errors
    /// [`ControlError::Unknown`].
    pub fn delete_user(&self, user_id: &str) -> Result<(), ControlError> {
        let mut state = self.state();
        let before = state.users.len();
        state.users.retain(|user| user.user_id != user_id);
        if state.users.len() == before {
            return Err(unknown("user", user_id));
        }
        Ok(())
    }

    /// Invites someone to an organization.
    ///
    /// # Errors
    /// [`ControlError::Unknown`] and [`ControlError::NoLoginUri`].
    pub fn invite(&self, request: InvitationRequest) -> Result<Invitation, ControlError> {
        invite::invite(&mut self.state(), request)
    }

    /// The links for new passwords that would have gone out by email, oldest first.
    #[must_use]
    pub fn reset_tickets(&self) -> Vec<ResetTicketInfo> {
        reset::tickets(&self.state())
    }

    /// Ends all sessions.
    pub fn clear_sessions(&self) {
        self.state().sessions.clear();
    }

    /// Which reading the tenant takes where no source settles Auth0's behaviour.
    pub fn set_strictness(&self, strictness: Strictness) {
        self.state().strictness = strictness;
    }

    /// Switches one rule on or off.
    pub fn set_rule(&self, rule: Rule, enabled: bool) {
        let mut state = self.state();
        if enabled {
            state.disabled.remove(&rule);
        } else {
            state.disabled.insert(rule);
        }
    }

    /// Scripts the simulated provider for a connection; the default script ends the scripting.
    ///
    /// # Errors
    /// [`ControlError::Unknown`] if there is no such connection.
    pub fn script_idp(&self, connection: &str, script: IdpScript) -> Result<(), ControlError> {
        let mut state = self.state();
        if state.config.connection(connection).is_none() {
            return Err(unknown("connection", connection));
        }
        state.idp_scripts.insert(connection.to_owned(), script);
        Ok(())
    }

    /// Every rule: whether it holds, how sure we are of it, and where it comes from.
    #[must_use]
    pub fn rules(&self) -> Value {
        let state = self.state();
        Rule::ALL
            .iter()
            .map(|rule| {
                json!({
                    "rule": rule.name(),
                    "enforced": state.enforces(*rule),
                    "basis": format!("{:?}", rule.basis()).to_lowercase(),
                    "section": rule.section(),
                })
            })
            .collect()
    }

    fn state(&self) -> MutexGuard<'_, TenantState> {
        self.shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl TransactionInfo {
    fn of(kept: &Transaction) -> Self {
        Self {
            id: kept.id.clone(),
            client_id: kept.client.client_id.clone(),
            origin: kept.domain.origin.clone(),
            organization: kept.organization.clone(),
            connection: kept.connection.clone(),
            user_id: kept.session.as_ref().map(|session| session.user_id.clone()),
            continue_state: kept
                .actions
                .suspended
                .as_ref()
                .map(|kept| kept.state.clone()),
            factor_code: kept
                .actions
                .factor
                .as_ref()
                .filter(|factor| !factor.passed)
                .map(|factor| factor.code.clone()),
            finished: kept.finished,
        }
    }
}

impl std::fmt::Debug for Control {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Control").finish_non_exhaustive()
    }
}

fn unknown(kind: &'static str, name: &str) -> ControlError {
    ControlError::Unknown {
        kind,
        name: name.to_owned(),
    }
}
