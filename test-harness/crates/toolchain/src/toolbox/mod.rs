//! The pinned tools: where they are once they are installed.

mod chromium;
mod node;
mod npm;
mod platform;
mod rust_target;

pub use chromium::Chromium;
pub(crate) use node::find as find_node;
pub(crate) use npm::packages_folder;
pub(crate) use platform::{esbuild as esbuild_binary, workerd as workerd_binary};
pub(crate) use rust_target::{TARGET, is_installed as is_target_installed};

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::CommandError;
use crate::lock;
use crate::progress::Progress;
use crate::workspace::Workspace;

/// Every pinned tool, installed.
#[derive(Debug, Clone)]
pub struct Toolbox {
    node: PathBuf,
    node_modules: PathBuf,
    workerd: PathBuf,
    esbuild: PathBuf,
    lock_hash: String,
}

impl Toolbox {
    /// Installs what is missing and returns where everything is.
    ///
    /// A warm start reads two lock files and starts no process but `rustc --print`.
    /// Several processes may call this at once: the first one installs, the others wait.
    ///
    /// # Errors
    /// When a tool cannot be had. The message says in one line what to run or to install.
    pub fn prepare(workspace: &Workspace, progress: &Progress) -> Result<Self, ToolboxError> {
        let _guard = exclusive(workspace, progress)?;
        rust_target::add_if_missing(workspace, progress)?;
        let npm = npm::install(workspace, progress)?;
        Ok(Self {
            node: node::find(&npm.node_modules)?,
            workerd: platform::workerd(&npm.node_modules)?,
            esbuild: platform::esbuild(&npm.node_modules)?,
            node_modules: npm.node_modules,
            lock_hash: npm.lock_hash,
        })
    }

    /// The Node.js binary that every script runs on.
    #[must_use]
    pub fn node(&self) -> &Path {
        &self.node
    }

    /// The folder of the installed npm packages.
    ///
    /// Scripts outside it reach its packages by
    /// `createRequire(process.env.NODE_MODULES + "/")`, since Node.js resolves `import` only upwards
    /// from the importing file.
    #[must_use]
    pub fn node_modules(&self) -> &Path {
        &self.node_modules
    }

    /// The workerd binary.
    #[must_use]
    pub fn workerd(&self) -> &Path {
        &self.workerd
    }

    /// The esbuild binary: the program itself, not the script around it.
    #[must_use]
    pub fn esbuild(&self) -> &Path {
        &self.esbuild
    }

    /// A command that runs wrangler on the pinned Node.js; telemetry and prompts are off.
    #[must_use]
    pub fn wrangler(&self) -> Command {
        let mut command = self.script("wrangler/bin/wrangler.js");
        // `CI` stops every question, the next two stop what would reach for the network, and the last
        // one keeps logs and settings out of the user's home.
        command
            .env("CI", "1")
            .env("WRANGLER_SEND_METRICS", "false")
            .env("CLOUDFLARE_CF_FETCH_ENABLED", "false")
            .env("NO_COLOR", "1")
            .env(
                "XDG_CONFIG_HOME",
                self.node_modules.with_file_name("wrangler-home"),
            );
        command
    }

    /// A command that runs binaryen's `wasm-opt` on the pinned Node.js.
    #[must_use]
    pub fn wasm_opt(&self) -> Command {
        self.script("binaryen/bin/wasm-opt")
    }

    /// A hash of the npm lock file, for fingerprints of what these tools build.
    pub(crate) fn lock_hash(&self) -> &str {
        &self.lock_hash
    }

    fn script(&self, path: &str) -> Command {
        let mut command = Command::new(&self.node);
        command.arg(self.node_modules.join(path));
        command
    }
}

/// Why a tool cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ToolboxError {
    /// A program of the machine is missing.
    #[error("`{program}` was not found: {mend}")]
    Missing {
        /// The program.
        program: &'static str,
        /// What to do about it.
        mend: &'static str,
    },
    /// npm has no binary of a tool for this operating system and processor.
    #[error(
        "npm carries no `{tool}` for this machine ({os}, {architecture}): use Linux or macOS on x86-64 or arm64"
    )]
    Platform {
        /// The tool.
        tool: &'static str,
        /// The operating system as Rust names it.
        os: &'static str,
        /// The processor as Rust names it.
        architecture: &'static str,
    },
    /// The machine's Node.js is too old and npm carries no pinned one for it.
    #[error("Node.js {found} is too old: install Node.js {needed} or newer")]
    NodeTooOld {
        /// The version that was found.
        found: String,
        /// The oldest version that will do.
        needed: &'static str,
    },
    /// A package is not where its version should have put it.
    #[error("{} is missing although npm finished: remove {} and try again", file.display(), folder.display())]
    Incomplete {
        /// What is missing.
        file: PathBuf,
        /// What to remove.
        folder: PathBuf,
    },
    /// A step of the installation failed.
    #[error("{what} failed: {source}")]
    Step {
        /// The step.
        what: &'static str,
        /// What went wrong.
        #[source]
        source: CommandError,
    },
    /// A file of the installation could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
}

impl ToolboxError {
    /// For `map_err`: an I/O error about `path`.
    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { path, source }
    }
}

/// Keeps other processes from installing at the same time, until the file is dropped.
fn exclusive(workspace: &Workspace, progress: &Progress) -> Result<File, ToolboxError> {
    let folder = workspace.tools();
    fs::create_dir_all(&folder).map_err(ToolboxError::file(&folder))?;
    let path = folder.join("lock");
    let file = File::create(&path).map_err(ToolboxError::file(&path))?;
    lock::wait(
        &file,
        progress,
        "Wait for another process that installs tools",
    )
    .map_err(ToolboxError::file(&path))?;
    Ok(file)
}
