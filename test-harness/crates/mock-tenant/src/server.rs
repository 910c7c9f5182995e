//! The tenant as a running thing: listeners, routes, and the driver that runs Actions in between.

mod connection;
mod idp;
mod tenant;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use vestibule_actions_runtime::{ActionsRuntime, NodeOptions, SpawnError};

use crate::config::{Config, ConfigError};
use crate::control::{self, Control};
use crate::keys::KeyRing;
use crate::logging::RawRequest;
use crate::state::TenantState;

pub use crate::keys::KeyError;

/// The sockets that the parties listen on. Bind them to loopback.
///
/// They are bound by the caller because the configuration has to name their ports.
#[derive(Debug)]
pub struct Listeners {
    /// The tenant, for all of its domains.
    pub tenant: TcpListener,
    /// The simulated identity provider.
    pub idp: TcpListener,
    /// The control interface.
    pub control: TcpListener,
}

/// Why a tenant does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration contradicts itself.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// No signing key can be made.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The Actions runtime does not start.
    #[error("the Actions runtime does not start")]
    Actions(#[from] SpawnError),
    /// Making the keys was cut off.
    #[error("interrupted")]
    Interrupted,
}

/// A running tenant. Dropping it stops it.
pub struct MockTenant {
    control: Control,
    tasks: Vec<JoinHandle<()>>,
}

/// What all connections share.
pub(crate) struct Shared {
    pub(crate) state: Mutex<TenantState>,
    /// Absent if no Action is deployed: then no Node.js is needed. Taken out when the tenant stops,
    /// since handles may outlive it.
    actions: Mutex<Option<Arc<ActionsRuntime>>>,
}

impl MockTenant {
    /// Starts a tenant. `node` is the Node.js program that runs its Actions; it is started only if
    /// there are any.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(
        config: Config,
        listeners: Listeners,
        node: &Path,
    ) -> Result<Self, StartError> {
        Self::start_with(config, listeners, node, NodeOptions::default()).await
    }

    /// [`Self::start`], with options for the Node.js program.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start_with(
        config: Config,
        listeners: Listeners,
        node: &Path,
        options: NodeOptions,
    ) -> Result<Self, StartError> {
        config.check()?;
        let keys = tokio::task::spawn_blocking(KeyRing::new)
            .await
            .map_err(|_| StartError::Interrupted)??;
        let actions = if config.actions.is_empty() {
            None
        } else {
            Some(Arc::new(ActionsRuntime::spawn_with(node, options).await?))
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(TenantState::new(config, keys)),
            actions: Mutex::new(actions),
        });
        let control = Control::new(Arc::clone(&shared));
        let tasks = vec![
            tokio::spawn(connection::serve_tenant(
                listeners.tenant,
                Arc::clone(&shared),
            )),
            tokio::spawn(connection::serve_idp(listeners.idp, Arc::clone(&shared))),
            tokio::spawn(connection::serve_control(
                listeners.control,
                control::router(control.clone()),
            )),
        ];
        Ok(Self { control, tasks })
    }

    /// The handle on its inside.
    #[must_use]
    pub fn control(&self) -> &Control {
        &self.control
    }

    /// Stops it: connections break off, the ports are free again, the Node.js child ends.
    pub async fn stop(mut self) {
        for task in self.tasks.drain(..) {
            task.abort();
            // It was cancelled, which is what was asked for.
            let _ = task.await;
        }
        // What is left ends with `Drop`.
    }
}

impl Drop for MockTenant {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
        self.control.shared().actions().take();
    }
}

impl std::fmt::Debug for MockTenant {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("MockTenant").finish_non_exhaustive()
    }
}

impl Shared {
    /// The state. A handler that panicked left it as consistent as any refusal does.
    fn lock(&self) -> MutexGuard<'_, TenantState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn actions(&self) -> MutexGuard<'_, Option<Arc<ActionsRuntime>>> {
        self.actions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, method: &[u8], target: &[u8]) {
        let is_authorize = target
            .strip_prefix(b"/authorize")
            .is_some_and(|rest| rest.first().is_none_or(|next| b"?#".contains(next)));
        if is_authorize {
            self.lock()
                .raw_requests
                .push(RawRequest::new(method, target));
        }
    }
}
