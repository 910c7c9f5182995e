//! Why the parties are not there.

use std::path::PathBuf;

use thiserror::Error;

/// Why a stand could not be set up.
#[derive(Debug, Error)]
pub enum StandError {
    /// The tenant file has mistakes.
    #[error("{0}")]
    TenantFile(#[from] vestibule_tenant_compiler::CompileErrors),
    /// The mock's file has mistakes.
    #[error("{}: {problem}", path.display())]
    MockFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// The mock tenant did not start.
    #[error("the mock tenant did not start: {0}")]
    Tenant(String),
    /// workerd did not start.
    #[error("the Worker did not start: {0}")]
    Worker(String),
    /// The application did not start.
    #[error("the demo application did not start: {0}")]
    App(String),
    /// No certificate could be made.
    #[error("no certificate: {0}")]
    Certificate(String),
    /// A port or a file could not be had.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl StandError {
    /// For `map_err`: something that the system refused.
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
