//! `cargo harness build`: the Worker as `wrangler deploy` uploads it.

use anyhow::{Context as _, Result};
use vestibule_toolchain::Progress;

use crate::cli::BuildOptions;
use crate::{prepared, say};

/// Builds the Worker, and the snapshot beside it.
pub(crate) fn run(options: &BuildOptions) -> Result<()> {
    let progress = Progress::new();
    let prepared = prepared::prepare(&progress)?;
    let snapshot = prepared.bundle.index_js.with_file_name("snapshot.bin");
    // The module has to be there; empty means that there is no snapshot in it. What a build before
    // this one put there stays, because `wrangler deploy` runs this command once more by itself.
    let bytes = match &options.config {
        Some(file) => Some(vestibule_stand::bundle_of(file, options.stage.as_deref())?),
        None if options.without_snapshot || !snapshot.exists() => Some(Vec::new()),
        None => None,
    };
    if let Some(bytes) = bytes {
        std::fs::write(&snapshot, bytes).with_context(|| snapshot.display().to_string())?;
    }
    let size = std::fs::metadata(&snapshot)?.len();
    for size in &prepared.bundle.sizes {
        say::line(&size.to_string());
    }
    say::line(&match size {
        0 => "snapshot.bin is empty: the Worker reads KV only".to_owned(),
        size => format!("snapshot.bin {size} bytes"),
    });
    Ok(())
}
