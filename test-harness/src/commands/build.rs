//! `cargo harness build`: the Worker as `wrangler deploy` uploads it.

use anyhow::{Context as _, Result};
use vestibule_toolchain::Progress;

use crate::cli::BuildOptions;
use crate::{prepared, say};

/// Builds the Worker, and the snapshot beside it.
pub(crate) fn run(options: &BuildOptions) -> Result<()> {
    let progress = Progress::new();
    let prepared = prepared::prepare(&progress)?;
    let snapshot = match &options.config {
        Some(file) => vestibule_stand::bundle_of(file, options.stage.as_deref())?,
        // The module has to be there; empty means that there is no snapshot in it.
        None => Vec::new(),
    };
    let folder = prepared.bundle.index_js.with_file_name("snapshot.bin");
    std::fs::write(&folder, &snapshot).with_context(|| folder.display().to_string())?;
    for size in &prepared.bundle.sizes {
        say::line(&size.to_string());
    }
    say::line(&format!("snapshot.bin {} bytes", snapshot.len()));
    Ok(())
}
