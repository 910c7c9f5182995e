//! What the tenant hands over to have a trigger run.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::action::DeployedAction;
use crate::claims::AccessTokenAudience;

/// The point in a flow at which Actions run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Trigger {
    /// `post-login` version 3: after every login and refresh, before tokens are made.
    PostLogin,
    /// `credentials-exchange` version 2: before a machine gets an access token.
    CredentialsExchange,
    /// `pre-user-registration` version 2: before a user signs up.
    PreUserRegistration,
    /// `password-reset-post-challenge` version 1: after somebody who resets a password has proved to own the address, and
    /// before they set a new one.
    PasswordResetPostChallenge,
}

/// One run of all Actions that are bound to a trigger, or what is left of it after a suspension.
#[derive(Debug, Clone)]
pub struct Execution {
    /// Which trigger.
    pub trigger: Trigger,
    /// The bound Actions, in their order. Auth0 allows 20.
    pub actions: Vec<DeployedAction>,
    /// `event`, without `secrets`: these are each Action's own.
    ///
    /// After a suspension this is a *fresh* event: `request` is the request to `/continue`
    /// (customize/actions/limitations, Executions) and `user` has the metadata that
    /// [`ExecutionResult`](crate::ExecutionResult) asked to write before the suspension.
    /// `transaction.metadata` need not be kept by the caller: it travels in [`Carried`].
    pub event: Value,
    /// What the suspended run left behind; `None` for the first run of a flow.
    ///
    /// The caller has checked that the `state` of `/continue` belongs to this flow. `validateToken`
    /// takes the state to expect from `event.request` itself, body before query, as Auth0 does.
    pub resume: Option<Carried>,
    /// Milliseconds that all Actions together may take from here to the end or to the next
    /// suspension. Auth0: 20 s ([`Execution::AUTH0_BUDGET_MS`]).
    pub budget_ms: u64,
    /// The moment of the execution in milliseconds since the Unix epoch: what `encodeToken`,
    /// `validateToken` and `cache` go by. `Date.now()` in an Action remains the machine's clock.
    pub clock: i64,
    /// Identifiers that `api.rules.wasExecuted` answers with `true`.
    pub executed_rules: Vec<String>,
    /// Which claims of the access token Auth0 would drop depends on the request for it.
    pub access_token: AccessTokenRequest,
    /// Where Auth0's behaviour is not settled: which side to take.
    pub strict: StrictOptions,
}

impl Execution {
    /// 20 s for each execution of a trigger (customize/actions/limitations).
    pub const AUTH0_BUDGET_MS: u64 = 20_000;
    /// Actions that may be bound to one trigger.
    pub const MAX_ACTIONS: usize = 20;
}

/// The access token that will be made when the flow ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessTokenRequest {
    /// Whose token it is.
    pub audience: AccessTokenAudience,
    /// The scopes that the application requested.
    pub requested_scopes: Vec<String>,
}

/// What a suspended execution needs to go on; opaque, to be kept with the transaction.
///
/// It is JSON, so that a tenant can keep it where it keeps its transactions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Carried(pub(crate) Value);

/// Is a rule enforced that Auth0 may or may not have?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    /// Take it that Auth0 has the rule.
    Enforce,
    /// Take it that Auth0 does not have it.
    Waive,
}

/// The rules that no public source settles. Tests run with all of them: what passes here then
/// passes on either kind of tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrictOptions {
    /// `validateToken`: `iss` equals `event.request.hostname`.
    pub session_token_issuer: Rule,
    /// `validateToken`: `exp` is at least a minute after `iat`, as Auth0's staff once said.
    pub session_token_lifetime: Rule,
    /// `validateToken`: the header has `typ` = `JWT` in any case.
    pub session_token_type: Rule,
    /// A URL with another query is no other URL: each address is good for one redirect per flow.
    pub redirect_ignores_query: Rule,
    /// An Action that has redirected once may not do so again in its continue handler.
    pub one_redirect_per_action: Rule,
}

impl StrictOptions {
    /// Every rule enforced.
    #[must_use]
    pub const fn strict() -> Self {
        Self::all(Rule::Enforce)
    }

    /// Every rule waived.
    #[must_use]
    pub const fn lenient() -> Self {
        Self::all(Rule::Waive)
    }

    const fn all(rule: Rule) -> Self {
        Self {
            session_token_issuer: rule,
            session_token_lifetime: rule,
            session_token_type: rule,
            redirect_ignores_query: rule,
            one_redirect_per_action: rule,
        }
    }
}
