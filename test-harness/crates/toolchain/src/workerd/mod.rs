//! Bare `workerd serve`: the runtime of the edge without wrangler around it.
//!
//! `wrangler dev` was rejected: it puts proxies and log formatting between a test and the Worker and
//! serves a small fraction of the requests that workerd serves by itself.

mod config;
mod logs;
mod process;
mod render;
mod usage;

pub use config::{
    Binding, DurableObject, DurableObjectStorage, ExternalService, Module, ModuleBody,
    NetworkService, Service, Socket, WorkerService, WorkerdConfig,
};
pub use logs::{LogLine, LogStream, Logs};
pub use process::{StartError, Workerd};
