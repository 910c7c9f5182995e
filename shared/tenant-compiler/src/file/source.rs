//! `[[claims.sources]]`.

use schemars::JsonSchema;
use serde::Deserialize;

/// A service of the tenant's own whose answers rules read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What rules read it as: `sources.{name}`. Letters, digits and `_`.
    pub name: String,
    /// Its address, asked with `GET`. `{organization.id}`, `{user.user_id}`, `{client.client_id}` and `{connection.name}`
    /// may stand in its path and query.
    pub url: String,
    /// The name of the Worker's secret that is shown to it as a bearer token.
    pub secret: Option<String>,
    /// Milliseconds that each of two tries may take, from 50 to 450.
    #[serde(default = "timeout")]
    pub timeout: u16,
    /// Seconds for which an answer is used without asking again, up to a day.
    #[serde(default = "fresh")]
    pub fresh: u32,
}

const fn timeout() -> u16 {
    400
}

const fn fresh() -> u32 {
    60
}
