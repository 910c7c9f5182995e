//! The mock tenant's configuration, usually a `mock.toml`.
//!
//! Names follow Auth0's Management API, so that what stands here could be pasted from a tenant.
//! Unknown fields are errors: a misspelt `organisation_usage` must not become a default.
//!
//! ```toml
#![doc = include_str!("example.toml")]
//! ```

mod check;
mod client;
mod connection;
mod organization;
mod user;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use vestibule_actions_runtime::Trigger;

pub use client::{
    ApiConfig, ClientConfig, ClientGrantConfig, ClientRefreshToken, OrganizationRequireBehavior,
    OrganizationUsage, TokenEndpointAuthMethod,
};
pub use connection::{ConnectionConfig, Strategy};
pub use organization::{
    BrandingConfig, DiscoveryMethod, OrganizationConfig, OrganizationConnectionConfig,
};
pub use user::UserConfig;

use crate::rule::{Rule, Strictness};

/// A whole tenant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Tenant-wide settings.
    #[serde(default)]
    pub tenant: TenantConfig,
    /// The domains that the tenant answers on; the first is the canonical one. At least one.
    pub domains: Vec<DomainConfig>,
    /// The simulated identity provider.
    pub idp: IdpConfig,
    /// Connections: databases, and enterprise connections served by the simulated provider.
    #[serde(default)]
    pub connections: Vec<ConnectionConfig>,
    /// Organizations.
    #[serde(default)]
    pub organizations: Vec<OrganizationConfig>,
    /// Applications.
    #[serde(default)]
    pub clients: Vec<ClientConfig>,
    /// APIs (resource servers).
    #[serde(default)]
    pub apis: Vec<ApiConfig>,
    /// Users at the start.
    #[serde(default)]
    pub users: Vec<UserConfig>,
    /// Deployed Actions, in the order in which they are bound to their triggers.
    #[serde(default)]
    pub actions: Vec<ActionConfig>,
}

/// Tenant-wide settings.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one of Auth0's tenant flags and keeps its name"
)]
pub struct TenantConfig {
    /// The tenant's name, as in `event.tenant.id`.
    pub name: String,
    /// The reading taken where no source settles Auth0's behaviour.
    pub strictness: Strictness,
    /// Rules switched off by name, whatever the strictness.
    pub disabled_rules: Vec<Rule>,
    /// The custom error page (`error_page.url`); without it the built-in page is shown.
    pub error_page_url: Option<String>,
    /// Allowed Logout URLs of the tenant, for `/v2/logout` without a `client_id`.
    pub allowed_logout_urls: Vec<String>,
    /// Whether `organization` may be a name, and tokens then carry `org_name`.
    pub allow_organization_name_in_authentication_api: bool,
    /// Whether request objects (`request`) are accepted; their content is not read.
    pub accept_request_objects: bool,
    /// Whether pushed requests (`request_uri`) are accepted; their content is not read.
    pub accept_pushed_requests: bool,
    /// Whether discovery advertises `end_session_endpoint`.
    pub advertise_end_session_endpoint: bool,
    /// Whether keys are published without `alg`.
    pub remove_alg_from_jwks: bool,
    /// The database connection offered when no other fits (`default_directory`).
    pub default_directory: Option<String>,
    /// Hours after which a session ends.
    pub session_lifetime: f64,
    /// Hours without use after which a session ends.
    pub idle_session_lifetime: f64,
    /// Seconds that a code lives.
    pub code_lifetime_in_seconds: i64,
    /// Freezes the clock at this many seconds since 1970; without it the clock runs.
    pub clock: Option<i64>,
}

impl Default for TenantConfig {
    fn default() -> Self {
        Self {
            name: "mock".to_owned(),
            strictness: Strictness::Strict,
            disabled_rules: Vec::new(),
            error_page_url: None,
            allowed_logout_urls: Vec::new(),
            allow_organization_name_in_authentication_api: false,
            accept_request_objects: false,
            accept_pushed_requests: false,
            advertise_end_session_endpoint: true,
            remove_alg_from_jwks: false,
            default_directory: None,
            session_lifetime: 168.0,
            idle_session_lifetime: 72.0,
            code_lifetime_in_seconds: 60,
            clock: None,
        }
    }
}

/// One domain of the tenant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DomainConfig {
    /// Scheme, host and port as browsers see it, without a trailing slash.
    pub origin: String,
    /// `event.custom_domain.domain_metadata`; the first domain is canonical and has none.
    #[serde(default)]
    pub domain_metadata: BTreeMap<String, String>,
}

/// The simulated identity provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdpConfig {
    /// Scheme, host and port as browsers see it, without a trailing slash.
    pub origin: String,
}

/// One deployed Action.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionConfig {
    /// The Action's name.
    pub name: String,
    /// The trigger it is bound to.
    #[serde(default = "post_login")]
    pub trigger: Trigger,
    /// Its JavaScript.
    #[serde(default)]
    pub code: Option<String>,
    /// A file with its JavaScript, beside the configuration file. [`Config::load`] reads it.
    #[serde(default)]
    pub file: Option<PathBuf>,
    /// `event.secrets`.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
}

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file, or an Action's file named in it, cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Not TOML, or a field is unknown, missing or of the wrong type. The text names line and field.
    #[error("{0}")]
    Syntax(#[from] toml::de::Error),
    /// A value contradicts another.
    #[error("{field}: {problem}")]
    Invalid {
        /// The path of the field, such as `clients[0].connections`.
        field: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl Config {
    /// Reads a configuration from TOML and checks it.
    ///
    /// # Errors
    /// [`ConfigError::Syntax`] or [`ConfigError::Invalid`]. `actions[].file` is refused here:
    /// there is no folder to look in; use [`Config::load`].
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text)?;
        config.check()?;
        Ok(config)
    }

    /// Reads a configuration file and the Actions' files named in it.
    ///
    /// # Errors
    /// Any [`ConfigError`].
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let mut config: Self = toml::from_str(&read(path)?)?;
        let folder = path.parent().unwrap_or_else(|| Path::new("."));
        for action in &mut config.actions {
            if let (None, Some(file)) = (&action.code, &action.file) {
                action.code = Some(read(&folder.join(file))?);
            }
        }
        config.check()?;
        Ok(config)
    }

    pub(crate) fn client(&self, client_id: &str) -> Option<&ClientConfig> {
        self.clients
            .iter()
            .find(|client| client.client_id == client_id)
    }

    pub(crate) fn connection(&self, name: &str) -> Option<&ConnectionConfig> {
        self.connections
            .iter()
            .find(|connection| connection.name == name)
    }

    pub(crate) fn organization(&self, id: &str) -> Option<&OrganizationConfig> {
        self.organizations
            .iter()
            .find(|organization| organization.id == id)
    }

    /// Names are compared without regard to case, as Auth0's SDKs are told to.
    pub(crate) fn organization_by_name(&self, name: &str) -> Option<&OrganizationConfig> {
        self.organizations
            .iter()
            .find(|organization| organization.name.eq_ignore_ascii_case(name))
    }

    /// The Actions that are bound to a trigger, in their order.
    pub(crate) fn actions_of(&self, trigger: Trigger) -> impl Iterator<Item = &ActionConfig> {
        self.actions
            .iter()
            .filter(move |action| action.trigger == trigger)
    }

    pub(crate) fn has_actions(&self, trigger: Trigger) -> bool {
        self.actions_of(trigger).next().is_some()
    }

    pub(crate) fn api(&self, identifier: &str) -> Option<&ApiConfig> {
        self.apis.iter().find(|api| api.identifier == identifier)
    }
}

fn read(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })
}

const fn post_login() -> Trigger {
    Trigger::PostLogin
}
