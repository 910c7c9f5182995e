//! Pinned tools from the package registries, and the build of the Worker with them.
//!
//! Everything that the harness needs besides `cargo` itself comes from here: Node.js, workerd,
//! esbuild, binaryen and wrangler from npm at the versions of `package-lock.json`, the WebAssembly
//! target from rustup, and Chromium from the machine or from Debian's archive.
//! It all lives under `target/`, so that `cargo clean` removes every trace.
//!
//! The crate uses threads and `std::process` and no async runtime: it is the first thing that is
//! compiled and run in a fresh clone, and nothing here waits for more than a handful of things at once.

mod build;
mod command;
mod doctor;
mod fingerprint;
mod lock;
mod progress;
mod toolbox;
mod workerd;
mod workspace;
mod wrangler;

pub use build::{BuildError, FileSize, WorkerBuild, WorkerBundle, build_worker, run_crate};
pub use command::CommandError;
pub use doctor::{Check, State, doctor};
pub use progress::{Progress, Step};
pub use toolbox::{Chromium, Toolbox, ToolboxError};
pub use workerd::{
    Binding, DurableObject, DurableObjectStorage, ExternalService, LogLine, LogStream, Logs,
    Module, ModuleBody, NetworkService, Service, Socket, StartError, WorkerService, Workerd,
    WorkerdConfig,
};
pub use workspace::{Workspace, WorkspaceError};
pub use wrangler::{
    DryRun, DryRunError, WranglerSettings, WranglerSettingsError, wrangler_dry_run,
};
