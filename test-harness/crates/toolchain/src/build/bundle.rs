//! esbuild: one main module out of the entry module and the generated glue.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::{BuildError, WorkerBuild};
use crate::command;
use crate::progress::Progress;
use crate::toolbox::Toolbox;

/// What stays an import, because the runtime provides it as a module of its own.
const EXTERNAL: [&str; 4] = [
    "--external:*.wasm",
    "--external:*.bin",
    "--external:cloudflare:*",
    "--external:node:*",
];

/// Writes `bundled.js` into `stage`.
pub(super) fn bundle(
    toolbox: &Toolbox,
    build: &WorkerBuild,
    stage: &Path,
    progress: &Progress,
) -> Result<(), BuildError> {
    let step = progress.step("Bundle the JavaScript (esbuild)");
    let bundled = stage.join("bundled.js");
    let mut command = Command::new(toolbox.esbuild());
    command
        .arg(&build.entry)
        .args([
            "--bundle",
            "--format=esm",
            "--minify",
            "--log-level=warning",
        ])
        .args(["--target=esnext", "--conditions=workerd,worker,browser"])
        .args(EXTERNAL)
        .arg(option("--alias:vestibule-wasm=", &stage.join("index.js")))
        .arg(option("--outfile=", &bundled));
    command::run(command, Some(&step)).map_err(BuildError::tool("esbuild"))?;
    // wasm-bindgen writes `import source`, which workerd does not read yet: it imports `.wasm` files
    // as modules anyway. Replaced after bundling, as `worker-build` does, so that esbuild sees the
    // syntax that tells it not to look inside.
    let text = fs::read_to_string(&bundled).map_err(BuildError::file(&bundled))?;
    fs::write(&bundled, text.replace("import source ", "import "))
        .map_err(BuildError::file(&bundled))
}

fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}
