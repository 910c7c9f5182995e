//! `[[connections]]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A connection of the tenant: a way to sign in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// Its name in Auth0.
    pub name: String,
    /// Auth0's name of its kind, such as `oidc`, `samlp`, `waad` or, for a database, `auth0`.
    pub strategy: String,
    /// What people call it.
    pub display_name: String,
    /// Email domains that are for this connection (Auth0's `options.domain_aliases`).
    #[serde(default)]
    pub domain_aliases: Vec<String>,
    /// Whether it is in use. One that is not leads nowhere, as if it were not in the file, but is checked all the same.
    #[serde(default = "super::organization::yes")]
    pub enabled: bool,
    /// Whether people may be sent to it yet.
    #[serde(default)]
    pub status: ConnectionStatus,
    /// What its identity provider wants as `login_hint`, with `{email}`, `{local}` and `{domain}` for the address and its
    /// parts; the address as typed when left out.
    pub login_hint: Option<String>,
    /// What shows that its identity provider took a second factor; empty: nothing does.
    pub second_factor: Option<SecondFactor>,
    /// The name of the brand of pages for people of whom nothing but the connection is known; that of the organization, if
    /// only one uses the connection, when left out.
    pub brand: Option<String>,
}

/// What shows, in a login through a connection, that its identity provider took a second factor. One value is enough.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactor {
    /// Values of the user's attribute `amr`, as in `mfa`.
    #[serde(default)]
    pub amr: Vec<String>,
    /// Values of the user's attribute `acr`.
    #[serde(default)]
    pub acr: Vec<String>,
}

/// Whether people may be sent to a connection yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionStatus {
    /// They may.
    #[default]
    Ready,
    /// It is still being set up and not offered.
    Pending,
}
