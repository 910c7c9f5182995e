//! The build of the Worker: cargo, wasm-bindgen, wasm-opt, esbuild.
//!
//! It does what `worker-build` does, with three differences.
//! wasm-bindgen runs in this process, because installing `worker-build` and `wasm-bindgen-cli` took
//! minutes of every fresh clone (`docs/decisions/0003-clean-clone-clock.md` has the figures).
//! The entry module is our own instead of a generated shim.
//! And nothing is ever downloaded on the side.

mod bindgen;
mod bundle;
mod cargo;
mod optimize;
mod run;
mod size;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

pub use run::run_crate;
pub use size::FileSize;

use crate::command::CommandError;
use crate::fingerprint::{self, Fingerprint};
use crate::lock;
use crate::progress::Progress;
use crate::toolbox::Toolbox;
use crate::workspace::Workspace;

/// Raise when a change of this module changes what it writes.
const VERSION: u32 = 2;

/// What to build and where to put it.
#[derive(Debug, Clone)]
pub struct WorkerBuild {
    /// The folder of the crate, with its `Cargo.toml`; it must have the crate type `cdylib`.
    pub crate_folder: PathBuf,
    /// The JavaScript entry module. It imports what wasm-bindgen generated as `vestibule-wasm`; every
    /// file beside or below it counts as an input of the build.
    pub entry: PathBuf,
    /// Cargo features besides the default ones.
    pub features: Vec<String>,
    /// Whether the crate's default features are on.
    pub default_features: bool,
    /// The Cargo profile.
    pub profile: String,
    /// Where `index.js` and `index_bg.wasm` go.
    pub out_dir: PathBuf,
}

impl WorkerBuild {
    /// The Worker as it is deployed: every function, the profile `worker`, into
    /// `functions/worker/build`, where `wrangler.toml` expects it.
    #[must_use]
    pub fn new(workspace: &Workspace) -> Self {
        let crate_folder = workspace.worker_crate();
        Self {
            entry: crate_folder.join("js/entry.js"),
            features: Vec::new(),
            default_features: true,
            profile: "worker".to_owned(),
            out_dir: crate_folder.join("build"),
            crate_folder,
        }
    }
}

/// A built Worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerBundle {
    /// The main module.
    pub index_js: PathBuf,
    /// The WebAssembly module, imported by the main module as `./index_bg.wasm`.
    pub wasm: PathBuf,
    /// Both files with their sizes.
    pub sizes: Vec<FileSize>,
    /// Whether anything had to be built.
    pub rebuilt: bool,
}

/// Builds the Worker unless nothing changed since it was last built into the same folder.
///
/// # Errors
/// When a tool fails, with what it printed, or when a file cannot be written.
pub fn build_worker(
    workspace: &Workspace,
    toolbox: &Toolbox,
    progress: &Progress,
    build: &WorkerBuild,
) -> Result<WorkerBundle, BuildError> {
    let step = progress.step("Compile the Worker to WebAssembly");
    let compiled = cargo::compile(workspace, build, &step)?;
    drop(step);

    fs::create_dir_all(&build.out_dir).map_err(BuildError::file(&build.out_dir))?;
    let guard_path = build.out_dir.join(".lock");
    let guard = File::create(&guard_path).map_err(BuildError::file(&guard_path))?;
    // Two test processes may build into the same folder; the second one finds everything done.
    lock::wait(&guard, progress, "Wait for another build of the Worker")
        .map_err(BuildError::file(&guard_path))?;

    let stamp = build.out_dir.join(".fingerprint");
    let fingerprint = fingerprint(toolbox, build, &compiled)?;
    let index_js = build.out_dir.join("index.js");
    let wasm = build.out_dir.join("index_bg.wasm");
    let rebuilt =
        !(fingerprint::is_fresh(&stamp, &fingerprint) && index_js.is_file() && wasm.is_file());
    if rebuilt {
        let stage = build.out_dir.join(".stage");
        if stage.exists() {
            fs::remove_dir_all(&stage).map_err(BuildError::file(&stage))?;
        }
        bindgen::generate(&compiled, &stage, progress)?;
        optimize::shrink(toolbox, &stage.join("index_bg.wasm"), progress)?;
        bundle::bundle(toolbox, build, &stage, progress)?;
        for (from, to) in [("bundled.js", &index_js), ("index_bg.wasm", &wasm)] {
            fs::rename(stage.join(from), to).map_err(BuildError::file(to))?;
        }
        fs::remove_dir_all(&stage).map_err(BuildError::file(&stage))?;
        fingerprint::write_stamp(&stamp, &fingerprint).map_err(BuildError::file(&stamp))?;
    }
    let sizes = [&index_js, &wasm]
        .into_iter()
        .map(|path| FileSize::of(path).map_err(BuildError::file(path)))
        .collect::<Result<_, _>>()?;
    Ok(WorkerBundle {
        index_js,
        wasm,
        sizes,
        rebuilt,
    })
}

/// What decides the result after Cargo, which has its own idea of what changed.
fn fingerprint(
    toolbox: &Toolbox,
    build: &WorkerBuild,
    compiled: &Path,
) -> Result<String, BuildError> {
    let mut inputs = Fingerprint::new("worker bundle", VERSION);
    inputs.add_bytes("tools", toolbox.lock_hash().as_bytes());
    inputs
        .add_file("wasm", compiled)
        .map_err(BuildError::file(compiled))?;
    // The folder holds other entries too, such as one for tests.
    let entry = build.entry.file_name().unwrap_or(build.entry.as_os_str());
    inputs.add_bytes("entry", entry.as_encoded_bytes());
    let scripts = build.entry.parent().unwrap_or(&build.entry);
    inputs
        .add_folder("js", scripts)
        .map_err(BuildError::file(scripts))?;
    Ok(inputs.finish())
}

/// Why the Worker was not built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The Rust code did not compile; the compiler's own words follow.
    #[error("the Worker does not compile: {0}")]
    Compile(#[source] CommandError),
    /// Cargo ended well but named no `.wasm` file.
    #[error("cargo built no WebAssembly from {}: its Cargo.toml needs `crate-type = [\"cdylib\"]`", .0.display())]
    NoWebAssembly(PathBuf),
    /// wasm-bindgen refused the module.
    #[error("wasm-bindgen refused the compiled Worker: {0}")]
    Bindgen(String),
    /// A tool failed on the module or on the scripts.
    #[error("{what} failed: {source}")]
    Tool {
        /// The tool.
        what: &'static str,
        /// What went wrong.
        #[source]
        source: CommandError,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
}

impl BuildError {
    /// For `map_err`: an I/O error about `path`.
    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { path, source }
    }

    /// For `map_err`: a failed tool.
    fn tool(what: &'static str) -> impl FnOnce(CommandError) -> Self {
        move |source| Self::Tool { what, source }
    }
}
