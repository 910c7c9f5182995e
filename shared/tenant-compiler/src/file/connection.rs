//! `[[connections]]`.

use serde::Deserialize;

/// A connection of the tenant: a way to sign in.
#[derive(Clone, Debug, Deserialize)]
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
}
