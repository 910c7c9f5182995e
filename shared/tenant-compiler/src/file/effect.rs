//! What a rule of `[claims]` does besides giving a claim.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A denial.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deny {
    /// For software: lower-case letters, digits, `-` and `_`.
    pub code: String,
    /// For people.
    pub reason: String,
    /// What somebody is told who wants to sign up, where that is not the reason; of `pre-user-registration` alone.
    pub user_message: Option<String>,
    /// Whether the session ends as well, so that nobody gets on with it elsewhere; of `post-login` alone.
    #[serde(default)]
    pub revoke_session: bool,
    /// Whether refresh tokens outlive the session that ends.
    #[serde(default)]
    pub preserve_refresh_tokens: bool,
    /// Whether the person reads the reason on a page of Vestibule's before the application hears of the denial; of
    /// `post-login` alone. Where nobody sits at a browser, and with `prompt=none`, the login is denied at once.
    #[serde(default)]
    pub notice: bool,
}

/// Scopes that the access token gets, or does not get.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scopes {
    /// Those it gets, whether they were asked for or not.
    #[serde(default)]
    pub add: Vec<String>,
    /// Those it does not get, whoever adds them.
    #[serde(default)]
    pub remove: Vec<String>,
}

/// An end of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionLimit {
    /// Whatever happens in it.
    ExpiresAt,
    /// If nothing happens in it.
    IdleExpiresAt,
}

/// A second factor to be asked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepUp {
    /// Auth0's names of the factors that may be used.
    pub factors: Vec<String>,
    /// For how long a factor that was shown counts, as in `15m`; as long as the session lasts when left out.
    pub max_age: Option<String>,
}

/// At which evaluations of `post-login` the turn of a rule comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// When somebody logs in.
    Login,
    /// When a refresh token is exchanged.
    Refresh,
    /// At both.
    Always,
}
