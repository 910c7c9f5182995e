//! Everything that a deployment does, except the deployment.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::build::FileSize;
use crate::command::{self, CommandError};
use crate::progress::Progress;
use crate::toolbox::Toolbox;
use crate::workspace::Workspace;

/// What a deployment would upload.
#[derive(Debug, Clone)]
pub struct DryRun {
    /// The modules with their sizes, by name.
    pub modules: Vec<FileSize>,
    /// What wrangler printed: the bindings, warnings, and its own count of the sizes.
    pub output: String,
}

/// Runs `wrangler deploy --dry-run` for a `wrangler.toml` and writes the modules into `out_dir`.
///
/// It needs no account and no network. `out_dir` must be below `target/`, since it is emptied first:
/// wrangler leaves modules of an earlier run in place.
///
/// # Errors
/// When wrangler refuses the configuration, with what it printed, or when a file cannot be read.
pub fn wrangler_dry_run(
    workspace: &Workspace,
    toolbox: &Toolbox,
    progress: &Progress,
    config: &Path,
    out_dir: &Path,
) -> Result<DryRun, DryRunError> {
    if !may_be_emptied(workspace.target(), out_dir) {
        return Err(DryRunError::Outside(out_dir.to_path_buf()));
    }
    match fs::remove_dir_all(out_dir) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(DryRunError::file(out_dir)(error));
        }
        _ => {}
    }
    let step = progress.step("Rehearse the deployment (wrangler)");
    let mut command = toolbox.wrangler();
    command
        .current_dir(workspace.root())
        .args(["deploy", "--dry-run", "--config"])
        .arg(config)
        .arg("--outdir")
        .arg(out_dir);
    let finished = command::run(command, Some(&step)).map_err(DryRunError::Wrangler)?;
    drop(step);

    let mut modules = fs::read_dir(out_dir)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(DryRunError::file(out_dir))?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| is_module(path))
        .map(|path| FileSize::of(&path).map_err(DryRunError::file(&path)))
        .collect::<Result<Vec<_>, _>>()?;
    modules.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(DryRun {
        modules,
        output: finished.stdout,
    })
}

/// Only what is truly below `target` is ours to remove; `target/../shared` is not.
fn may_be_emptied(target: &Path, folder: &Path) -> bool {
    folder.strip_prefix(target).is_ok_and(|below| {
        below.components().next().is_some()
            && below
                .components()
                .all(|part| matches!(part, Component::Normal(_)))
    })
}

/// wrangler adds a note to the reader and source maps, which are not uploaded as modules.
fn is_module(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name != "README.md" && path.extension().is_none_or(|it| it != "map")
}

/// Why the rehearsal failed.
#[derive(Debug, thiserror::Error)]
pub enum DryRunError {
    /// The folder is not ours to empty.
    #[error("{} is not below `target/`, and it would be emptied", .0.display())]
    Outside(PathBuf),
    /// wrangler refused.
    #[error("the rehearsal of the deployment failed: {0}")]
    Wrangler(#[source] CommandError),
    /// A file could not be read or removed.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
}

impl DryRunError {
    /// For `map_err`: an I/O error about `path`.
    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { path, source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_below_target_may_be_emptied() {
        let target = Path::new("/repository/target");
        assert!(may_be_emptied(target, Path::new("/repository/target/out")));
        for other in [
            "/repository/target",
            "/repository/target/.",
            "/repository/target/../shared",
            "/repository/target/a/../../shared",
            "/repository/targets",
            "out",
        ] {
            assert!(!may_be_emptied(target, Path::new(other)), "{other}");
        }
    }
}
