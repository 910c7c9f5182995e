//! Installs the npm packages of the root `package-lock.json` into `target/tools/npm`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::ToolboxError;
use crate::command;
use crate::fingerprint::{self, Fingerprint};
use crate::progress::Progress;
use crate::workspace::Workspace;

/// What was installed.
pub(super) struct Installed {
    pub(super) node_modules: PathBuf,
    pub(super) lock_hash: String,
}

/// Where the packages are once they are installed.
pub(crate) fn packages_folder(workspace: &Workspace) -> PathBuf {
    folder(workspace).join("node_modules")
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.tools().join("npm")
}

/// Installs the packages unless the stamp says that this lock file is installed already.
///
/// `npm ci` runs beside copies of the two manifests instead of at the root, so that everything
/// generated stays under `target/`. Install scripts stay off: none of the packages needs one to run
/// on the platforms that [`super::platform`] knows, and a script is the usual way in for a bad package.
pub(super) fn install(
    workspace: &Workspace,
    progress: &Progress,
) -> Result<Installed, ToolboxError> {
    let folder = folder(workspace);
    let node_modules = packages_folder(workspace);
    let stamp = folder.join("installed");

    let mut inputs = Fingerprint::new("npm ci", 1);
    for name in ["package.json", "package-lock.json"] {
        let path = workspace.root().join(name);
        inputs
            .add_file(name, &path)
            .map_err(ToolboxError::file(&path))?;
    }
    let lock_hash = inputs.finish();
    if node_modules.is_dir() && fingerprint::is_fresh(&stamp, &lock_hash) {
        return Ok(Installed {
            node_modules,
            lock_hash,
        });
    }

    let step = progress.step("Install npm packages");
    fs::create_dir_all(&folder).map_err(ToolboxError::file(&folder))?;
    for name in ["package.json", "package-lock.json"] {
        let to = folder.join(name);
        fs::copy(workspace.root().join(name), &to).map_err(ToolboxError::file(&to))?;
    }
    let mut command = Command::new("npm");
    command.current_dir(&folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        // Without this npm warns that the machine's Node.js is older than wrangler wants; wrangler
        // runs on the pinned one.
        "--loglevel=error",
    ]);
    command::run(command, Some(&step)).map_err(|source| {
        if source.is_not_found() {
            ToolboxError::Missing {
                program: "npm",
                mend: "install Node.js, which brings npm",
            }
        } else {
            ToolboxError::Step {
                what: "installing the npm packages",
                source,
            }
        }
    })?;
    fingerprint::write_stamp(&stamp, &lock_hash).map_err(ToolboxError::file(&stamp))?;
    Ok(Installed {
        node_modules,
        lock_hash,
    })
}
