//! A login under way, from `/authorize` to the callback.

use std::sync::Arc;

use serde_json::{Map, Value};
use vestibule_actions_runtime::Carried;

use crate::authorize::AuthorizeRequest;
use crate::config::ClientConfig;
use crate::factor::{FactorType, PendingFactor};
use crate::incoming::{Domain, Incoming};
use crate::session::Session;

/// A login under way.
#[derive(Debug, Clone)]
pub(crate) struct Transaction {
    /// The tenant's own `state`, which its pages carry; not the application's.
    pub(crate) id: String,
    /// Counts up, so that logins can be listed in the order in which they began.
    pub(crate) sequence: u64,
    pub(crate) domain: Domain,
    pub(crate) client: Arc<ClientConfig>,
    pub(crate) request: AuthorizeRequest,
    /// The `/authorize` request: what Actions see at first.
    pub(crate) first_request: Incoming,
    /// The organization that the login is for, once known.
    pub(crate) organization: Option<String>,
    /// Whether the user chose to log in without one.
    pub(crate) without_organization: bool,
    /// The connection in use, once known. The user may still go back and take another one, unless
    /// the request names one.
    pub(crate) connection: Option<String>,
    /// What the user typed.
    pub(crate) identifier: Option<String>,
    /// The session that the user has proved to own in this login.
    pub(crate) session: Option<Session>,
    pub(crate) consented: bool,
    pub(crate) actions: ActionsProgress,
    /// Ends when the answer has gone to the application.
    pub(crate) finished: bool,
}

/// How far the Actions of a login have come.
#[derive(Debug, Clone, Default)]
pub(crate) struct ActionsProgress {
    pub(crate) counted: bool,
    pub(crate) completed: bool,
    pub(crate) suspended: Option<Suspended>,
    /// Suspensions that are over.
    pub(crate) used: Vec<Suspended>,
    /// A factor that they wait for.
    pub(crate) factor: Option<PendingFactor>,
    /// Factors that the user gave or enrolled in this login.
    pub(crate) factors_given: Vec<FactorType>,
    pub(crate) id_token_claims: Map<String, Value>,
    pub(crate) access_token_claims: Map<String, Value>,
    pub(crate) scopes_added: Vec<String>,
    pub(crate) scopes_removed: Vec<String>,
    pub(crate) transaction_metadata: Map<String, Value>,
}

/// Where the Actions stand still until `/continue`.
#[derive(Debug, Clone)]
pub(crate) struct Suspended {
    /// The `state` that `/continue` must carry.
    pub(crate) state: String,
    /// What the runtime wants back on resume.
    pub(crate) carried: Carried,
}
