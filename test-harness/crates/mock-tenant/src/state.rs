//! Everything the tenant knows at one moment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::clock::Clock;
use crate::config::{Config, UserConfig};
use crate::control::IdpScript;
use crate::error::OAuthError;
use crate::factor::FactorType;
use crate::faults::Fault;
use crate::idp::IdpCode;
use crate::invitation::Invitation;
use crate::keys::KeyRing;
use crate::logging::{LogEvent, RawRequest};
use crate::random;
use crate::reset::ResetTicket;
use crate::rule::{Basis, Rule, Strictness};
use crate::session::Session;
use crate::token::{AccessRecord, CodeRecord, RefreshRecord};
use crate::transaction::Transaction;

/// The tenant's state. Handlers get it exclusively, so each sees a consistent one.
pub(crate) struct TenantState {
    pub(crate) config: Arc<Config>,
    pub(crate) strictness: Strictness,
    pub(crate) disabled: BTreeSet<Rule>,
    pub(crate) clock: Clock,
    pub(crate) keys: KeyRing,
    pub(crate) users: Vec<User>,
    /// By the value of their cookie.
    pub(crate) sessions: BTreeMap<String, Session>,
    /// By the `state` of the tenant's own pages.
    pub(crate) transactions: BTreeMap<String, Transaction>,
    /// User and application, where consent was given.
    pub(crate) consents: BTreeSet<(String, String)>,
    pub(crate) codes: BTreeMap<String, CodeRecord>,
    pub(crate) refresh_tokens: BTreeMap<String, RefreshRecord>,
    pub(crate) access_tokens: BTreeMap<String, AccessRecord>,
    /// By ticket.
    pub(crate) reset_tickets: BTreeMap<String, ResetTicket>,
    /// By ticket.
    pub(crate) invitations: BTreeMap<String, Invitation>,
    /// Codes of the simulated provider that were not redeemed yet.
    pub(crate) idp_codes: BTreeMap<String, IdpCode>,
    /// Addresses of those who are signed in at the simulated provider, by the value of their cookie.
    pub(crate) idp_sessions: BTreeMap<String, String>,
    /// By connection.
    pub(crate) idp_scripts: BTreeMap<String, IdpScript>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) events: Vec<LogEvent>,
    pub(crate) raw_requests: Vec<RawRequest>,
    sequence: u64,
}

impl TenantState {
    pub(crate) fn new(config: Config, keys: KeyRing) -> Self {
        let clock = match config.tenant.clock {
            Some(seconds) => Clock::Frozen {
                at_ms: seconds.saturating_mul(1000),
            },
            None => Clock::Running { offset_ms: 0 },
        };
        let now = clock.now();
        let users = config
            .users
            .iter()
            .map(|user| User::new(user, &config, now))
            .collect();
        Self {
            strictness: config.tenant.strictness,
            disabled: config.tenant.disabled_rules.iter().copied().collect(),
            config: Arc::new(config),
            clock,
            keys,
            users,
            sessions: BTreeMap::new(),
            transactions: BTreeMap::new(),
            consents: BTreeSet::new(),
            codes: BTreeMap::new(),
            refresh_tokens: BTreeMap::new(),
            access_tokens: BTreeMap::new(),
            reset_tickets: BTreeMap::new(),
            invitations: BTreeMap::new(),
            idp_codes: BTreeMap::new(),
            idp_sessions: BTreeMap::new(),
            idp_scripts: BTreeMap::new(),
            faults: Vec::new(),
            events: Vec::new(),
            raw_requests: Vec::new(),
            sequence: 0,
        }
    }

    /// Whether the rule holds at present.
    pub(crate) fn enforces(&self, rule: Rule) -> bool {
        let settled = rule.basis() == Basis::Documented || self.strictness == Strictness::Strict;
        settled && !self.disabled.contains(&rule)
    }

    /// Refuses with `error` if the rule is broken and holds at present.
    ///
    /// The one place where refusals and rules meet: an error that passes here names its rule in the
    /// log.
    pub(crate) fn require(
        &self,
        rule: Rule,
        kept: bool,
        error: impl FnOnce() -> OAuthError,
    ) -> Result<(), OAuthError> {
        if kept || !self.enforces(rule) {
            return Ok(());
        }
        Err(OAuthError {
            rule: Some(rule),
            ..error()
        })
    }

    /// A number that was not given before.
    pub(crate) fn next_sequence(&mut self) -> u64 {
        self.sequence += 1;
        self.sequence
    }

    pub(crate) fn user(&self, user_id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.user_id == user_id)
    }

    pub(crate) fn user_mut(&mut self, user_id: &str) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.user_id == user_id)
    }

    /// The user of a connection with that address, letter case aside as Auth0 stores addresses.
    pub(crate) fn user_by_email(&self, connection: &str, email: &str) -> Option<&User> {
        self.users
            .iter()
            .find(|user| user.connection == connection && user.email.eq_ignore_ascii_case(email))
    }
}

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// The identifier.
    pub user_id: String,
    /// The address, in lower case as Auth0 stores it.
    pub email: String,
    /// Whether the address is verified.
    #[serde(default)]
    pub email_verified: bool,
    /// Name of the connection that the user logs in with.
    pub connection: String,
    /// The password, for databases. Plain: this is a mock, and tests read it.
    #[serde(default)]
    pub password: Option<String>,
    /// The full name.
    #[serde(default)]
    pub name: Option<String>,
    /// The given name.
    #[serde(default)]
    pub given_name: Option<String>,
    /// The family name.
    #[serde(default)]
    pub family_name: Option<String>,
    /// Whether the user is blocked.
    #[serde(default)]
    pub blocked: bool,
    /// Identifiers of the organizations that the user is a member of.
    #[serde(default)]
    pub organizations: Vec<String>,
    /// Permissions per API identifier.
    #[serde(default)]
    pub permissions: BTreeMap<String, Vec<String>>,
    /// Names of roles.
    #[serde(default)]
    pub roles: Vec<String>,
    /// `user_metadata`.
    #[serde(default)]
    pub user_metadata: Map<String, Value>,
    /// `app_metadata`.
    #[serde(default)]
    pub app_metadata: Map<String, Value>,
    /// The second factors that the user has enrolled.
    #[serde(default)]
    pub enrolled_factors: Vec<FactorType>,
    /// Attributes from the identity provider.
    #[serde(default)]
    pub attributes: Map<String, Value>,
    /// When the password was last changed, in seconds since 1970.
    #[serde(default)]
    pub last_password_reset: Option<i64>,
    /// How many logins there were.
    #[serde(default)]
    pub logins_count: u64,
    /// Seconds since 1970.
    #[serde(default)]
    pub created_at: i64,
    /// Seconds since 1970.
    #[serde(default)]
    pub updated_at: i64,
}

impl User {
    pub(crate) fn new(user: &UserConfig, config: &Config, now: i64) -> Self {
        let email = user.email.to_lowercase();
        Self {
            user_id: user
                .user_id
                .clone()
                .unwrap_or_else(|| user_id(config, &user.connection, &email)),
            email,
            email_verified: user.email_verified,
            connection: user.connection.clone(),
            password: user.password.clone(),
            name: user.name.clone(),
            given_name: user.given_name.clone(),
            family_name: user.family_name.clone(),
            blocked: user.blocked,
            organizations: user.organizations.clone(),
            permissions: user.permissions.clone(),
            roles: user.roles.clone(),
            user_metadata: user.user_metadata.clone(),
            app_metadata: user.app_metadata.clone(),
            enrolled_factors: user.enrolled_factors.clone(),
            attributes: user.attributes.clone(),
            last_password_reset: None,
            logins_count: 0,
            created_at: now,
            updated_at: now,
        }
    }

    /// A user who signs up.
    pub(crate) fn signed_up(
        config: &Config,
        connection: &str,
        email: &str,
        password: &str,
        now: i64,
    ) -> Self {
        Self {
            password: Some(password.to_owned()),
            email_verified: false,
            ..Self::from_provider(config, connection, email, now)
        }
    }

    /// A user that an identity provider vouches for and that was not seen before.
    pub(crate) fn from_provider(config: &Config, connection: &str, email: &str, now: i64) -> Self {
        let email = email.to_lowercase();
        Self {
            user_id: user_id(config, connection, &email),
            connection: connection.to_owned(),
            password: None,
            name: None,
            given_name: None,
            family_name: None,
            email,
            email_verified: true,
            blocked: false,
            organizations: Vec::new(),
            permissions: BTreeMap::new(),
            roles: Vec::new(),
            user_metadata: Map::new(),
            app_metadata: Map::new(),
            enrolled_factors: Vec::new(),
            attributes: Map::new(),
            last_password_reset: None,
            logins_count: 0,
            created_at: now,
            updated_at: now,
        }
    }

    /// What stands before the `@`: Auth0's default for `nickname`.
    pub(crate) fn nickname(&self) -> &str {
        self.email.split('@').next().unwrap_or_default()
    }
}

/// `{strategy}|{connection}|{subject}` for enterprise connections, `auth0|{id}` for databases.
fn user_id(config: &Config, connection: &str, email: &str) -> String {
    match config.connection(connection) {
        Some(kept) if kept.is_database() => format!("auth0|{}", random::short_identifier()),
        Some(kept) => format!("{}|{connection}|{email}", kept.strategy.as_str()),
        None => format!("mock|{email}"),
    }
}
