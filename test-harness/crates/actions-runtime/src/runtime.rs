//! The runtime: keeps a Node.js child and runs executions in it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::sync::Mutex;

use crate::execution::Execution;
use crate::fold::fold;
use crate::node::{Node, Report};
use crate::result::{End, ExecutionResult};
use crate::scripts::Scripts;

/// How much longer than the budget we wait for a report. The child keeps the budget itself; this is
/// for the case that the child is stuck.
const GRACE: Duration = Duration::from_secs(10);

/// Runs Auth0 Actions in one Node.js child process.
///
/// Executions may run at the same time. `api.cache` lives in the child, one per trigger, so use one
/// runtime for each tenant. Dropping the runtime kills the child; should this process be killed, the
/// child notices that its input ends and goes too.
pub struct ActionsRuntime {
    node: PathBuf,
    options: NodeOptions,
    child: Mutex<Arc<Node>>,
    // Declared after `child`: the files go when nobody runs them any more.
    scripts: Scripts,
}

/// What the child needs to know of the machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NodeOptions {
    /// A PEM file with certificates that `fetch` in Actions trusts besides those of Node.js.
    pub extra_ca_certificates: Option<PathBuf>,
}

impl ActionsRuntime {
    /// Starts `node` (release line 20 or later) with nothing special.
    ///
    /// # Errors
    ///
    /// When the scripts cannot be written or `node` does not start as a Node.js of that age.
    pub async fn spawn(node: &Path) -> Result<Self, SpawnError> {
        Self::spawn_with(node, NodeOptions::default()).await
    }

    /// Starts `node` (release line 20 or later).
    ///
    /// # Errors
    ///
    /// As [`ActionsRuntime::spawn`].
    pub async fn spawn_with(node: &Path, options: NodeOptions) -> Result<Self, SpawnError> {
        let scripts = Scripts::write().map_err(SpawnError::Scripts)?;
        let child = Node::start(node, &scripts.main(), &options).await?;
        let node = node.to_owned();
        Ok(Self {
            node,
            options,
            child: Mutex::new(Arc::new(child)),
            scripts,
        })
    }

    /// Runs the Actions of `execution` and says what Auth0 would do now.
    ///
    /// What goes wrong in an Action is a result ([`End::Failed`], [`End::TimedOut`]), not an error.
    /// If the child has died since the last call, a new one is started first.
    ///
    /// # Errors
    ///
    /// When there are more Actions than Auth0 takes, or the child cannot be started, ends, or says
    /// something that is not understood.
    pub async fn execute(&self, execution: &Execution) -> Result<ExecutionResult, ExecuteError> {
        if execution.actions.len() > Execution::MAX_ACTIONS {
            return Err(ExecuteError::TooManyActions(execution.actions.len()));
        }
        let child = self.living_child().await?;
        let patience = Duration::from_millis(execution.budget_ms).saturating_add(GRACE);
        let Ok(report) = tokio::time::timeout(patience, child.request(execution)).await else {
            child.kill();
            return Ok(fold(execution, Report::without_effect(End::TimedOut)));
        };
        Ok(fold(execution, report?))
    }

    /// The process id of the child, if it runs.
    pub async fn process_id(&self) -> Option<u32> {
        let child = self.child.lock().await;
        child.is_alive().then(|| child.process_id()).flatten()
    }

    async fn living_child(&self) -> Result<Arc<Node>, ExecuteError> {
        let mut child = self.child.lock().await;
        if !child.is_alive() {
            let started = Node::start(&self.node, &self.scripts.main(), &self.options).await;
            *child = Arc::new(started.map_err(ExecuteError::Restart)?);
        }
        Ok(Arc::clone(&child))
    }
}

impl fmt::Debug for ActionsRuntime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ActionsRuntime")
            .field("node", &self.node)
            .finish_non_exhaustive()
    }
}

/// Why the child did not start.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SpawnError {
    /// The JavaScript half could not be written to a temporary folder.
    #[error("could not write the scripts of the Actions runtime")]
    Scripts(#[source] io::Error),
    /// The program could not be started.
    #[error("could not start Node.js")]
    Start(#[source] io::Error),
    /// The program started and did not answer as Node.js does.
    #[error("Node.js started but did not answer")]
    NoHello,
    /// Node.js is older than the oldest release line supported.
    #[error("Node.js 20 or later is needed, this is {0}")]
    TooOld(String),
}

/// Why an execution has no result.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExecuteError {
    /// More than 20 Actions are bound to the trigger.
    #[error("{max} Actions may be bound to a trigger, these are {0}", max = Execution::MAX_ACTIONS)]
    TooManyActions(usize),
    /// The child had ended and a new one did not start.
    #[error("could not start Node.js again")]
    Restart(#[source] SpawnError),
    /// The child ended during the execution, through this Action or another's.
    #[error("Node.js ended during the execution")]
    NodeEnded,
    /// The execution cannot be written as JSON.
    #[error("could not encode the execution")]
    Encode(#[source] serde_json::Error),
    /// The report cannot be read: too deeply nested values, or a fault of ours.
    #[error("could not read the report of the execution")]
    Decode(#[source] serde_json::Error),
}
