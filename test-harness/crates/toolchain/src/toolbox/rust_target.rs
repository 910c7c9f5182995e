//! The standard library for WebAssembly.

use std::path::Path;
use std::process::Command;

use super::ToolboxError;
use crate::command;
use crate::progress::Progress;
use crate::workspace::Workspace;

/// The target of Cloudflare Workers.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target to the active toolchain when it is missing.
///
/// `rust-toolchain.toml` names the target too, but rustup acts on that only when it installs a
/// toolchain by itself, which `RUSTUP_AUTO_INSTALL=0` forbids.
pub(super) fn add_if_missing(
    workspace: &Workspace,
    progress: &Progress,
) -> Result<(), ToolboxError> {
    if is_installed(workspace)? {
        return Ok(());
    }
    let step = progress.step("Add the WebAssembly target to Rust");
    let mut command = Command::new("rustup");
    command
        .current_dir(workspace.root())
        .args(["target", "add", TARGET]);
    command::run(command, Some(&step)).map_err(|source| {
        if source.is_not_found() {
            ToolboxError::Missing {
                program: "rustup",
                mend: "install Rust by rustup, or add the target wasm32-unknown-unknown by your system's packages",
            }
        } else {
            ToolboxError::Step {
                what: "adding the WebAssembly target to Rust",
                source,
            }
        }
    })?;
    Ok(())
}

/// Whether the active toolchain has the target.
pub(crate) fn is_installed(workspace: &Workspace) -> Result<bool, ToolboxError> {
    let mut command = Command::new("rustc");
    command
        .current_dir(workspace.root())
        .args(["--print", "target-libdir", "--target", TARGET]);
    let printed = command::run(command, None).map_err(|source| ToolboxError::Step {
        what: "asking rustc for its targets",
        source,
    })?;
    Ok(Path::new(printed.stdout.trim()).is_dir())
}
