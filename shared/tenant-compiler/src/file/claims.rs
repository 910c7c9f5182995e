//! `[claims]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::effect::{Deny, Moment, Scopes, SessionLimit, StepUp};

/// What tokens should say, and who may not log in.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// What the names of claims begin with: an https URL that ends in `/`.
    pub namespace: Option<String>,
    /// How large claims may become.
    #[serde(default)]
    pub budget: TokenBudget,
    /// Services of your own whose answers rules read.
    #[serde(default)]
    pub sources: Vec<super::Source>,
    /// The rules.
    #[serde(default)]
    pub rules: Vec<ClaimsRule>,
}

/// How many octets the claims of rules may take in a token, as compact JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct TokenBudget {
    /// In the ID token.
    pub id: u32,
    /// In the access token.
    pub access: u32,
}

/// A rule: it does one thing, such as giving a claim or denying.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [
    {"required": ["claim", "value"]},
    {"required": ["deny", "when"]},
    {"required": ["step_up"]},
    {"required": ["scopes"]},
    {"required": ["session", "value"]},
    {"required": ["user_metadata", "value"]},
    {"required": ["app_metadata", "value"]},
    {"required": ["transaction_metadata", "value"]},
]))]
pub struct ClaimsRule {
    /// What people call it; logs and `vestibule eval` show it.
    pub name: String,
    /// When it is evaluated.
    #[serde(default)]
    pub trigger: Trigger,
    /// At which evaluations of `post-login` its turn comes; `login` for a second factor and `always` for all else when
    /// left out.
    pub at: Option<Moment>,
    /// The claim it gives, in the namespace.
    pub claim: Option<String>,
    /// Whether the claim's name is in the namespace. A URL or URN stands for itself in any case.
    #[serde(default = "super::organization::yes")]
    pub namespaced: bool,
    /// The tokens that get the claim; all that the trigger makes when left out.
    pub tokens: Option<Vec<Token>>,
    /// When the rule applies, in CEL; always when left out.
    pub when: Option<String>,
    /// The value of the claim, of the field of metadata or of the end of the session, in CEL.
    pub value: Option<String>,
    /// What happens when the rule cannot be evaluated; when left out, `required` for what keeps somebody from something (a
    /// denial, a second factor, scopes that are taken away), `optional` for all else.
    pub failure: Option<Failure>,
    /// Seconds that an answer of a source, or an entry of the directory, may be old when there is no newer one to be had; 300
    /// when left out, up to a day.
    pub stale_ok: Option<u32>,
    /// From 0 to 100: the higher, the longer the claim stays when a token becomes too large; 50 when left out.
    pub priority: Option<u8>,
    /// Denies the login.
    pub deny: Option<Deny>,
    /// Asks for a second factor where none is shown.
    pub step_up: Option<StepUp>,
    /// Adds scopes to the access token, or takes some away.
    pub scopes: Option<Scopes>,
    /// Says when the session ends: a time, or how long it is until then.
    pub session: Option<SessionLimit>,
    /// The field of the user's metadata that it sets, or deletes where the value is null. Users can write there.
    pub user_metadata: Option<String>,
    /// The field of the user's metadata that it sets, or deletes, where users cannot write.
    pub app_metadata: Option<String>,
    /// The field of the transaction's metadata that it sets, or deletes, for the Actions behind ours.
    pub transaction_metadata: Option<String>,
}

/// One of Auth0's triggers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// After somebody has logged in, and at every refresh.
    #[default]
    PostLogin,
    /// When an application gets a token for itself.
    CredentialsExchange,
    /// Before somebody is signed up.
    PreUserRegistration,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Token {
    /// The ID token.
    Id,
    /// The access token.
    Access,
}

/// What happens when a rule cannot be evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// It goes on as if the rule were not there.
    Optional,
    /// The login is denied.
    Required,
}

impl Default for TokenBudget {
    /// An access token travels in the head of each request, where many servers take 8 KB in all.
    fn default() -> Self {
        Self {
            id: 4_096,
            access: 4_096,
        }
    }
}
