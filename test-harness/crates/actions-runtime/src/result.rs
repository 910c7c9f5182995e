//! What an execution came to.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::claims::Dropped;
use crate::command::Command;
use crate::execution::Carried;

/// How the execution ended and what is to be done now.
///
/// Whatever [`ExecutionResult::end`] is, the fields hold only what Auth0 would carry out in that
/// case: after [`End::Failed`] and [`End::TimedOut`] nothing, after [`End::Denied`] the metadata,
/// at a suspension the metadata so far, after [`End::Completed`] everything.
#[derive(Debug, Clone, PartialEq)]
pub struct ExecutionResult {
    /// How it ended.
    pub end: End,
    /// Custom claims of the ID token that survive; the same appear in `/userinfo`.
    pub id_token_claims: Map<String, Value>,
    /// Custom claims of the access token that survive.
    pub access_token_claims: Map<String, Value>,
    /// Scopes to add to the access token, in order.
    pub scopes_added: Vec<String>,
    /// Scopes to take from the access token, in order.
    pub scopes_removed: Vec<String>,
    /// The scopes that a machine is to get if its client grant has them; `None` if no Action changed them.
    pub target_scopes: Option<Vec<String>>,
    /// Changes of `user_metadata` to write now, as one update; `null` deletes a key.
    pub user_metadata: Map<String, Value>,
    /// Changes of `app_metadata` to write now, as one update; `null` deletes a key.
    pub app_metadata: Map<String, Value>,
    /// The whole of `event.transaction.metadata` as it stands.
    pub transaction_metadata: Map<String, Value>,
    /// The user for whom tokens are to be made, if an Action changed that (`setPrimaryUser`).
    pub primary_user: Option<String>,
    /// Where the browser is to go when the password is reset, if an Action said so (`setResultUrl`; the last one counts).
    pub result_url: Option<String>,
    /// What an Action set and Auth0 discards without a word, with the reason.
    pub dropped: Vec<Dropped>,
    /// Every call with an effect since the flow began, the above included, for those who act on
    /// calls that have no field of their own (`multifactor.enable`, `session.setExpiresAt`...).
    pub commands: Vec<Command>,
    /// What the Actions of this execution wrote to the console.
    pub logs: Vec<LogLine>,
}

/// The end of an execution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum End {
    /// All Actions ran: make the tokens.
    Completed,
    /// Send the browser away; go on when it comes to `/continue`.
    Suspended {
        /// Index of the Action that asked for it, and whose continue handler runs next.
        action: usize,
        /// Where to, with the query of `sendUserTo`; the tenant adds `state`.
        url: String,
        /// To be given back as [`Execution::resume`](crate::Execution::resume).
        carried: Carried,
    },
    /// Show a form; go on in the same Action with `event.prompt`.
    Rendering {
        /// Index of the Action that asked for it, and whose continue handler runs next.
        action: usize,
        /// Identifier of the form.
        prompt: String,
        /// `{fields, vars}` as given.
        options: Value,
        /// To be given back as [`Execution::resume`](crate::Execution::resume).
        carried: Carried,
    },
    /// Challenge or enrol the user; the *next* Action runs when that is done.
    FactorRequired {
        /// Index of the Action that asked for it.
        action: usize,
        /// What is asked for.
        request: FactorRequest,
        /// To be given back as [`Execution::resume`](crate::Execution::resume).
        carried: Carried,
    },
    /// `error=access_denied` with this description. Later Actions did not run.
    Denied {
        /// Index of the Action that denied, revoked or raised a validation error.
        action: usize,
        /// The text that reaches the application; from a sign-up, the person. What else an Action gave (a code, a reason
        /// for the log) is in [`ExecutionResult::commands`].
        reason: String,
    },
    /// An Action wanted to interrupt a flow that cannot be interrupted (`prompt=none`, a refresh
    /// token, a password grant): `error=interaction_required`.
    InteractionRequired {
        /// Index of the Action that asked for it.
        action: usize,
    },
    /// An Action threw, could not be loaded, or broke a limit: `error=access_denied` as well, but
    /// nothing that it asked for is carried out.
    Failed {
        /// Index of the Action, where one is at fault.
        action: Option<usize>,
        /// The message of the error.
        message: String,
    },
    /// The budget was used up. Nothing is carried out.
    TimedOut,
}

/// A request for a second factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorRequest {
    /// `challengeWith`, `challengeWithAny`, `enrollWith` or `enrollWithAny`.
    pub call: String,
    /// The arguments of the call.
    pub arguments: Vec<Value>,
}

/// One piece of console output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// Index of the Action.
    pub action: usize,
    /// Which of the two streams of `console`.
    pub stream: LogStream,
    /// The text without the line end. Auth0 keeps 256 characters for each Action; so do we.
    pub text: String,
}

/// The streams of `console`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogStream {
    /// `console.log`, `info`, `debug`...
    Out,
    /// `console.error`, `warn`, `trace`.
    Err,
}
