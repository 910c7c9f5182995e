//! A Chromium to test with: the machine's own, else Debian's package unpacked under `target/`.
//!
//! Playwright's own download was rejected: it does not come from a package registry.

mod apt;
mod unpack;

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{ToolboxError, exclusive};
use crate::command;
use crate::fingerprint::{self, Fingerprint};
use crate::progress::Progress;
use crate::workspace::Workspace;

/// The names under which distributions and vendors install it.
const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const MEND: &str =
    "install Chromium or Google Chrome so that `chromium` or `google-chrome` is on the PATH";

/// Raise when a change of this module changes what is unpacked.
const VERSION: u32 = 1;

/// A Chromium that starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chromium {
    program: PathBuf,
    version: String,
}

impl Chromium {
    /// Finds Chromium on the PATH, or fetches and unpacks Debian's package without root.
    ///
    /// It is apart from [`Toolbox::prepare`](super::Toolbox::prepare) because the demo needs no browser
    /// of ours, and the package is the largest download of all.
    ///
    /// # Errors
    /// When there is none to be had. The message says in one line what to install.
    pub fn prepare(workspace: &Workspace, progress: &Progress) -> Result<Self, ToolboxError> {
        match Self::on_path() {
            Some(found) => Ok(found),
            None => Self::from_debian(workspace, progress),
        }
    }

    /// The Chromium that [`Chromium::prepare`] would give without fetching anything.
    #[must_use]
    pub fn find(workspace: &Workspace) -> Option<Self> {
        Self::on_path().or_else(|| Self::try_out(&unpack::program(&folder(workspace))).ok())
    }

    /// Fetches and unpacks Debian's package whatever is on the PATH; once fetched, it is kept.
    ///
    /// # Errors
    /// When the system has no `apt-get`, when its archive has no Chromium (Ubuntu's is a placeholder
    /// for a snap), or when the unpacked program does not start.
    pub fn from_debian(workspace: &Workspace, progress: &Progress) -> Result<Self, ToolboxError> {
        let _guard = exclusive(workspace, progress)?;
        let folder = folder(workspace);
        let stamp = folder.join("unpacked");
        let mut inputs = Fingerprint::new("chromium from debian", VERSION);
        // Libraries of one release do not run on another: an upgraded system needs another copy.
        let release = Path::new("/etc/os-release");
        // Debian has this file; where it is missing there is no Debian to ask.
        inputs
            .add_file("os-release", release)
            .map_err(|_| unavailable())?;
        let fingerprint = inputs.finish();
        if !fingerprint::is_fresh(&stamp, &fingerprint) {
            unpack::start_over(&folder)?;
            let packages = apt::download(&folder, progress)?;
            unpack::unpack(&folder, &packages, progress)?;
            fingerprint::write_stamp(&stamp, &fingerprint).map_err(ToolboxError::file(&stamp))?;
        }
        Self::try_out(&unpack::program(&folder)).map_err(|source| ToolboxError::Step {
            what: "starting the unpacked Chromium",
            source,
        })
    }

    /// The program; start it with `--headless`. Unpacked, it is a script that sets up libraries and
    /// fonts and then becomes Chromium.
    ///
    /// It needs `--no-sandbox` for root, and wherever user namespaces are forbidden: the helper that
    /// would do without them has to belong to root.
    #[must_use]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// What it says of itself: `Chromium 156.0.8078.79 built on Debian …`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Whole paths: whoever starts the program may not search the PATH (Playwright does not).
    fn on_path() -> Option<Self> {
        let path = std::env::var_os("PATH")?;
        let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        NAMES
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
            .filter(|program| program.is_file())
            .find_map(|program| Self::try_out(&program).ok())
    }

    /// Asks for the version instead of looking for the file: Ubuntu's `chromium-browser` is a script
    /// that only says how to install a snap.
    fn try_out(program: &Path) -> Result<Self, command::CommandError> {
        let mut command = Command::new(program);
        command.arg("--version");
        let printed = command::run(command, None)?;
        Ok(Self {
            program: program.to_path_buf(),
            version: printed.stdout.trim().to_owned(),
        })
    }
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.tools().join("chromium")
}

/// The error for a system on which no Chromium can be had.
fn unavailable() -> ToolboxError {
    ToolboxError::Missing {
        program: "chromium",
        mend: MEND,
    }
}
