//! Where the repository is.

use std::path::{Path, PathBuf};

/// The repository's root folder and the places in it that the tools use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the root by walking up from the current folder.
    ///
    /// The path compiled in by `CARGO_MANIFEST_DIR` was rejected: it goes stale when a checkout is
    /// moved or a `target` folder is restored from a cache under another path.
    ///
    /// # Errors
    /// When neither the current folder nor one above it is the root of this repository.
    pub fn find() -> Result<Self, WorkspaceError> {
        let start = std::env::current_dir().map_err(WorkspaceError::CurrentDir)?;
        Self::find_from(&start)
    }

    /// Finds the root by walking up from `start`.
    ///
    /// # Errors
    /// When neither `start` nor a folder above it is the root of this repository.
    pub fn find_from(start: &Path) -> Result<Self, WorkspaceError> {
        start
            .ancestors()
            .find(|folder| is_root(folder))
            .map(|root| Self {
                root: root.to_path_buf(),
                // Cargo resolves a relative value against its own current folder; that is the root
                // for every command that this crate starts.
                target: root
                    .join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into())),
            })
            .ok_or_else(|| WorkspaceError::NotFound(start.to_path_buf()))
    }

    /// The repository's root folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's `target` folder, where all tools and all generated files are kept.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The same repository with another `target` folder: a place where nothing is installed yet.
    #[must_use]
    pub fn with_target(mut self, target: PathBuf) -> Self {
        self.target = target;
        self
    }

    /// The folder of the installed tools.
    #[must_use]
    pub fn tools(&self) -> PathBuf {
        self.target().join("tools")
    }

    /// The folder of the Worker crate.
    #[must_use]
    pub fn worker_crate(&self) -> PathBuf {
        self.root.join("functions/worker")
    }
}

/// The root is the folder with the workspace's lock files for both package managers.
fn is_root(folder: &Path) -> bool {
    [
        "Cargo.lock",
        "package-lock.json",
        "functions/worker/Cargo.toml",
    ]
    .iter()
    .all(|file| folder.join(file).is_file())
}

/// Why the repository's root was not found.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// The operating system did not tell the current folder.
    #[error("the current folder cannot be read: {0}")]
    CurrentDir(#[source] std::io::Error),
    /// No folder on the way up is the root.
    #[error("{} is not inside a checkout of Vestibule: change into one and try again", .0.display())]
    NotFound(PathBuf),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_found_from_a_crate_inside() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = Workspace::find_from(&here.join("src")).unwrap();
        assert!(workspace.root().join("rust-toolchain.toml").is_file());
        assert!(here.starts_with(workspace.root()));
    }

    #[test]
    fn a_folder_outside_is_refused_with_its_path() {
        let error = Workspace::find_from(Path::new("/")).unwrap_err();
        assert!(error.to_string().starts_with("/ is not inside"), "{error}");
    }
}
