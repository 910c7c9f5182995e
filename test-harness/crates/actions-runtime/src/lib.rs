//! Auth0 Actions as real JavaScript, with Auth0's semantics, in a Node.js child process.
//!
//! The harness must run the very JavaScript that a customer deploys to Auth0, not a translation of
//! it: what goes wrong in practice is `event` and `api`, and these exist only in JavaScript.
//!
//! Two halves, along the line that Auth0 itself draws:
//!
//! * JavaScript (`src/js`) plays Auth0's *Actions runtime*: it loads an Action, hands it `event` and
//!   `api`, checks the arguments of a call the way `api` does (some calls throw), and writes down
//!   every call that has an effect as a [`Command`]. One file per trigger builds that trigger's `api`.
//! * Rust plays the part of Auth0's *server* that applies the commands when the trigger is over: it
//!   drops the claims that Auth0 drops without a word, adds up scopes, batches metadata.
//!
//! What keeps an endless loop in check is told in `src/js/main.cjs`.

mod action;
mod claims;
mod command;
mod execution;
mod fold;
mod node;
mod result;
mod runtime;
mod scripts;

pub use action::{DeployError, DeployedAction};
pub use claims::{AccessTokenAudience, DropReason, Dropped, DroppedFrom};
pub use command::Command;
pub use execution::{AccessTokenRequest, Carried, Execution, Rule, StrictOptions, Trigger};
pub use result::{End, ExecutionResult, FactorRequest, LogLine, LogStream};
pub use runtime::{ActionsRuntime, ExecuteError, NodeOptions, SpawnError};
