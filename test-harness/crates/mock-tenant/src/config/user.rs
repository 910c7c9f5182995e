//! Users.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::factor::FactorType;

/// A user at the start of the tenant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserConfig {
    /// The identifier, such as `auth0|5f7c8ec7c33c6c004bbafe82`; made from connection and address
    /// when absent.
    #[serde(default)]
    pub user_id: Option<String>,
    /// The address.
    pub email: String,
    /// Whether it is verified.
    #[serde(default = "yes")]
    pub email_verified: bool,
    /// The connection that the user logs in with.
    pub connection: String,
    /// The password, for databases.
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
    /// Names of the user's roles, for `event.authorization.roles`.
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
    /// Other attributes, as an identity provider would send them; they stand beside `email` in
    /// `event.user`.
    #[serde(default)]
    pub attributes: Map<String, Value>,
}

fn yes() -> bool {
    true
}
