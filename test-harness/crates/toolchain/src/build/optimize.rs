//! `wasm-opt` from binaryen.

use std::fs;
use std::path::Path;

use super::BuildError;
use crate::command;
use crate::progress::Progress;
use crate::toolbox::Toolbox;

/// What the optimizer may assume and emit.
///
/// An explicit list, as in `worker-build` 0.8.7, and not `--all-features`: the optimizer must never
/// emit an encoding that workerd does not know yet. It is what rustc turns on for
/// `wasm32-unknown-unknown` and the exception handling that wasm-bindgen's catch wrappers use.
const FEATURES: [&str; 7] = [
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-reference-types",
    "--enable-exception-handling",
];

/// Makes the module smaller in place.
///
/// `worker-build` adds `--debuginfo`, which keeps the names of all functions: a fifth of the module
/// for stack traces that name what the panic hook's file and line tell anyway.
pub(super) fn shrink(
    toolbox: &Toolbox,
    wasm: &Path,
    progress: &Progress,
) -> Result<(), BuildError> {
    let step = progress.step("Shrink the WebAssembly (wasm-opt)");
    let smaller = wasm.with_extension("opt.wasm");
    let mut command = toolbox.wasm_opt();
    command
        .arg("-Oz")
        .args(FEATURES)
        .arg(wasm)
        .arg("-o")
        .arg(&smaller);
    command::run(command, Some(&step)).map_err(BuildError::tool("wasm-opt"))?;
    fs::rename(&smaller, wasm).map_err(BuildError::file(wasm))
}
