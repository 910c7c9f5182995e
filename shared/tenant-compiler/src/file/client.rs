//! `[[clients]]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ConflictPolicy, Hints, SignalKind};

/// An application of the tenant.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
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
    /// What happens when it sends somebody to `/edge/logout`.
    #[serde(default)]
    pub logout: Logout,
    /// Whether it logs people in with an organization; Auth0's default is `deny`.
    #[serde(default)]
    pub organization_usage: OrganizationUsage,
    /// What Auth0 does when it requires an organization and none is named; Auth0's default is `no_prompt`.
    #[serde(default)]
    pub organization_require_behavior: OrganizationRequireBehavior,
    /// The connections it may use; all of the file's when left out.
    pub connections: Option<Vec<String>>,
    /// Which signals are looked at, the most trusted first; those of `[home_realm]` when left out.
    pub signals: Option<Vec<SignalKind>>,
    /// What happens when signals, or the owners of a domain, disagree; what `[home_realm]` says when left out.
    pub conflict: Option<ConflictPolicy>,
    /// Where people go of whom nothing is known.
    pub default_realm: Option<DefaultRealm>,
    /// The origins whose pages may ask, from the browser, where an address leads.
    #[serde(default)]
    pub allowed_origins: Vec<String>,
    /// Whose hints are ignored; what `[home_realm]` says when left out.
    pub hints: Option<Hints>,
    /// The name of the brand of its pages that belong to no organization; the tenant's when left out.
    pub brand: Option<String>,
}

/// Where a client sends people of whom nothing is known: to an organization, a connection, or a connection of an
/// organization.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DefaultRealm {
    /// The id of an organization.
    pub organization: Option<String>,
    /// The name of a connection.
    pub connection: Option<String>,
}

/// What happens when a client sends somebody to `/edge/logout`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Logout {
    /// They are asked what to sign out of.
    #[default]
    Ask,
    /// They are signed out at once.
    Direct,
}

/// Auth0's `organization_usage`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
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
