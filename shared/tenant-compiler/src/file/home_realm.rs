//! `[home_realm]`.

use serde::Deserialize;

/// How visitors find their way.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeRealm {
    /// Where people go whose email domain belongs to no organization.
    #[serde(default)]
    pub fallback: Fallback,
    /// Public mail providers, whose people are consumers.
    #[serde(default)]
    pub consumer_domains: Vec<String>,
}

/// `"universal-login"`, `"page"` or `{ connection = "NAME" }`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fallback {
    /// To the tenant's Universal Login.
    #[default]
    UniversalLogin,
    /// To a page that says that the company is not known here.
    Page,
    /// To this connection.
    Connection(String),
}
