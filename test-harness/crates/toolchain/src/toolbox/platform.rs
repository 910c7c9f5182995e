//! Where npm's packages keep their native binaries.
//!
//! Both tools put a Node.js script in `.bin` that starts the real binary; running the binary
//! itself saves a process that would have to be stopped as well.

use std::env::consts::{ARCH, OS};
use std::path::{Path, PathBuf};

use super::ToolboxError;

/// The workerd binary for this machine.
pub(crate) fn workerd(node_modules: &Path) -> Result<PathBuf, ToolboxError> {
    let suffix = match (OS, ARCH) {
        ("linux", "x86_64") => "linux-64",
        ("linux", "aarch64") => "linux-arm64",
        ("macos", "x86_64") => "darwin-64",
        ("macos", "aarch64") => "darwin-arm64",
        _ => return Err(unsupported("workerd")),
    };
    present(
        node_modules,
        &format!("@cloudflare/workerd-{suffix}/bin/workerd"),
    )
}

/// The esbuild binary for this machine.
pub(crate) fn esbuild(node_modules: &Path) -> Result<PathBuf, ToolboxError> {
    let suffix = match (OS, ARCH) {
        ("linux", "x86_64") => "linux-x64",
        ("linux", "aarch64") => "linux-arm64",
        ("macos", "x86_64") => "darwin-x64",
        ("macos", "aarch64") => "darwin-arm64",
        _ => return Err(unsupported("esbuild")),
    };
    present(node_modules, &format!("@esbuild/{suffix}/bin/esbuild"))
}

fn present(node_modules: &Path, path: &str) -> Result<PathBuf, ToolboxError> {
    let file = node_modules.join(path);
    if file.is_file() {
        Ok(file)
    } else {
        Err(ToolboxError::Incomplete {
            file,
            folder: node_modules.to_path_buf(),
        })
    }
}

fn unsupported(tool: &'static str) -> ToolboxError {
    ToolboxError::Platform {
        tool,
        os: OS,
        architecture: ARCH,
    }
}
