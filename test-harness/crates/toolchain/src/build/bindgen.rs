//! wasm-bindgen, as a library.

use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use super::BuildError;
use crate::progress::Progress;

/// Writes `index.js` and `index_bg.wasm` (and snippets) for the compiled module into `stage`.
///
/// The options are those with which `worker-build` 0.8.7 calls the command-line program:
/// `--target module --no-typescript --experimental-reset-state-function
/// --force-enable-abort-handler`. The last two are what recovery from a panic stands on.
pub(super) fn generate(
    compiled: &Path,
    stage: &Path,
    progress: &Progress,
) -> Result<(), BuildError> {
    let step = progress.step("Generate the JavaScript glue (wasm-bindgen)");
    let mut bindgen = Bindgen::new();
    let result = bindgen
        .module(true)
        .map(|bindgen| {
            bindgen
                .input_path(compiled)
                .out_name("index")
                .typescript(false)
                .omit_default_module_path(false)
                .reset_state_function(true)
                .force_enable_abort_handler(true)
        })
        .and_then(|bindgen| bindgen.generate(stage));
    drop(step);
    // `{:#}` prints the whole chain of causes; the type behind it is not ours to expose.
    result.map_err(|error| BuildError::Bindgen(format!("{error:#}")))
}
