//! `[[clients]]`.

use serde::Deserialize;

/// An application of the tenant.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// Its client id in Auth0.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Where it starts a login by itself (Auth0's `initiate_login_uri`).
    pub login_url: Option<String>,
    /// Where Auth0 may send the answer of a login (Auth0's `callbacks`).
    #[serde(default)]
    pub callback_urls: Vec<String>,
    /// Where people may be sent after signing out (Auth0's `allowed_logout_urls`).
    #[serde(default)]
    pub return_urls: Vec<String>,
    /// Whether it logs people in with an organization; Auth0's default is `deny`.
    #[serde(default)]
    pub organization_usage: OrganizationUsage,
    /// What Auth0 does when it requires an organization and none is named; Auth0's default is `no_prompt`.
    #[serde(default)]
    pub organization_require_behavior: OrganizationRequireBehavior,
    /// The connections it may use; all of the file's when left out.
    pub connections: Option<Vec<String>>,
}

/// Auth0's `organization_usage`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationUsage {
    /// Never with an organization.
    #[default]
    Deny,
    /// With or without one.
    Allow,
    /// Always with one.
    Require,
}

/// Auth0's `organization_require_behavior`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationRequireBehavior {
    /// It refuses the request.
    #[default]
    NoPrompt,
    /// It asks for the organization, then for credentials.
    PreLoginPrompt,
    /// It asks for credentials, then for the organization.
    PostLoginPrompt,
}
