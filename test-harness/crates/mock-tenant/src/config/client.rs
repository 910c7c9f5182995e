//! Applications and APIs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::organization::DiscoveryMethod;

/// An application.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientConfig {
    /// The client identifier.
    pub client_id: String,
    /// Its secret; required unless it authenticates by `none`.
    #[serde(default)]
    pub client_secret: Option<String>,
    /// The name for people.
    #[serde(default)]
    pub name: String,
    /// Whether it belongs to the tenant's owner; a third-party application needs consent.
    #[serde(default = "yes")]
    pub is_first_party: bool,
    /// Allowed Callback URLs.
    #[serde(default)]
    pub callbacks: Vec<String>,
    /// Allowed Logout URLs.
    #[serde(default)]
    pub allowed_logout_urls: Vec<String>,
    /// Allowed Web Origins: for CORS and `web_message`.
    #[serde(default)]
    pub web_origins: Vec<String>,
    /// The application's login URI, where invitations and the default login route lead.
    #[serde(default)]
    pub initiate_login_uri: Option<String>,
    /// Grant types that it may use.
    #[serde(default = "usual_grants")]
    pub grant_types: Vec<String>,
    /// How it authenticates at the token endpoint.
    #[serde(default)]
    pub token_endpoint_auth_method: TokenEndpointAuthMethod,
    /// Whether logins are for organizations.
    #[serde(default)]
    pub organization_usage: OrganizationUsage,
    /// What happens when an organization is due and the request names none.
    #[serde(default)]
    pub organization_require_behavior: OrganizationRequireBehavior,
    /// How the organization is found at the pre-login prompt.
    #[serde(default = "by_name")]
    pub organization_discovery_methods: Vec<DiscoveryMethod>,
    /// Names of the connections enabled for it.
    #[serde(default)]
    pub connections: Vec<String>,
    /// `event.client.metadata`.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    /// How its refresh tokens live.
    #[serde(default)]
    pub refresh_token: ClientRefreshToken,
    /// Seconds that its ID tokens live.
    #[serde(default = "ten_hours")]
    pub id_token_lifetime: i64,
    /// APIs that it may use as itself (`client_credentials`).
    #[serde(default)]
    pub client_grants: Vec<ClientGrantConfig>,
}

impl ClientConfig {
    /// An application with one callback, and Auth0's defaults for a public one.
    #[must_use]
    pub fn public(client_id: &str, callback: &str) -> Self {
        Self {
            client_id: client_id.to_owned(),
            client_secret: None,
            name: client_id.to_owned(),
            is_first_party: true,
            callbacks: vec![callback.to_owned()],
            allowed_logout_urls: Vec::new(),
            web_origins: Vec::new(),
            initiate_login_uri: None,
            grant_types: usual_grants(),
            token_endpoint_auth_method: TokenEndpointAuthMethod::None,
            organization_usage: OrganizationUsage::Deny,
            organization_require_behavior: OrganizationRequireBehavior::NoPrompt,
            organization_discovery_methods: by_name(),
            connections: Vec::new(),
            metadata: BTreeMap::new(),
            refresh_token: ClientRefreshToken::default(),
            id_token_lifetime: ten_hours(),
            client_grants: Vec::new(),
        }
    }

    /// Whether the application can keep no secret.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.token_endpoint_auth_method == TokenEndpointAuthMethod::None
    }
}

/// How an application authenticates at the token endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenEndpointAuthMethod {
    /// It does not: a public application.
    #[default]
    None,
    /// Identifier and secret in the body.
    ClientSecretPost,
    /// Identifier and secret in the `Authorization` header.
    ClientSecretBasic,
}

/// Whether an application's logins are for organizations (`organization_usage`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationUsage {
    /// Never: `organization` is refused.
    #[default]
    Deny,
    /// When the request says so.
    Allow,
    /// Always.
    Require,
}

/// What happens when an organization is due and the request names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationRequireBehavior {
    /// The request is refused.
    #[default]
    NoPrompt,
    /// The user names the organization before the login.
    PreLoginPrompt,
    /// The user picks among their organizations after the login ("Prompt for Credentials").
    PostLoginPrompt,
}

/// How an application's refresh tokens live (`refresh_token`).
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClientRefreshToken {
    /// Whether each use replaces the token.
    pub rotating: bool,
    /// Seconds after which it expires.
    pub token_lifetime: i64,
}

impl Default for ClientRefreshToken {
    fn default() -> Self {
        Self {
            rotating: true,
            token_lifetime: 2_592_000,
        }
    }
}

/// An API that an application may use as itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientGrantConfig {
    /// The API's identifier.
    pub audience: String,
    /// Scopes granted.
    #[serde(default)]
    pub scope: Vec<String>,
    /// Whether its tokens may be for an organization, or have to be.
    #[serde(default)]
    pub organization_usage: OrganizationUsage,
    /// Whether that may be any organization.
    #[serde(default)]
    pub allow_any_organization: bool,
    /// Identifiers of those that it may be, as `POST /organizations/{id}/client-grants` makes them.
    #[serde(default)]
    pub organizations: Vec<String>,
}

/// An API (resource server).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiConfig {
    /// The identifier, used as `audience`.
    pub identifier: String,
    /// Scopes that it knows; others are dropped from requests.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Seconds that access tokens live.
    #[serde(default = "one_day")]
    pub token_lifetime: i64,
    /// Whether `offline_access` gives a refresh token.
    #[serde(default)]
    pub allow_offline_access: bool,
    /// Role-based access control: scopes are limited to the user's permissions, and the access token
    /// carries `permissions`.
    #[serde(default)]
    pub enforce_policies: bool,
}

fn yes() -> bool {
    true
}

fn usual_grants() -> Vec<String> {
    vec!["authorization_code".to_owned(), "refresh_token".to_owned()]
}

fn by_name() -> Vec<DiscoveryMethod> {
    vec![DiscoveryMethod::OrganizationName]
}

fn ten_hours() -> i64 {
    36_000
}

fn one_day() -> i64 {
    86_400
}
