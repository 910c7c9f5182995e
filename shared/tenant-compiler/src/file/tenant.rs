//! `[tenant]` and `[stages]`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The tenant and the Worker in front of it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    /// What people call the tenant.
    pub name: String,
    /// How the Worker stands towards it.
    #[serde(default)]
    pub mode: Mode,
    /// The origin to which logins are sent: the custom domain, or the canonical one.
    pub origin: String,
    /// The origin that Auth0 gave the tenant, if `origin` is a custom domain.
    pub canonical_origin: Option<String>,
    /// Further custom domains at which people may log in.
    #[serde(default)]
    pub other_origins: Vec<String>,
    /// The origins at which people reach the Worker, the main one first.
    pub edge_origins: Vec<String>,
    /// The brand of pages that belong to no organization.
    pub brand: Option<String>,
    /// Allows plain http and loopback hosts.
    #[serde(default)]
    pub dangerous_loopback: bool,
}

/// How the Worker stands towards the tenant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// On a host of its own.
    #[default]
    FrontDoor,
    /// On the tenant's custom domain.
    CustomDomain,
}

/// What differs in one stage.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Values that win over those of `[variables]`.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
}
