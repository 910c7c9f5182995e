//! The gallery of a tenant's pages, as `vestibule preview` draws it.

use std::ffi::OsStr;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use url::Url;
use vestibule_toolchain::{Progress, Workspace, run_crate};

/// Draws the gallery into the build folder, and gives the address of its first page.
pub(super) fn draw(workspace: &Workspace, tenant_file: &Path, progress: &Progress) -> Result<Url> {
    let folder = workspace.target().join("harness/gallery");
    let step = progress.step("Draw every page for the gallery");
    let arguments: [&OsStr; 4] = [
        "preview".as_ref(),
        tenant_file.as_os_str(),
        "--out".as_ref(),
        folder.as_os_str(),
    ];
    run_crate(workspace, "vestibule-cli", arguments, &step)
        .context("the gallery of pages cannot be drawn")?;
    let index = folder.join("index.html");
    Url::from_file_path(&index).map_err(|()| anyhow!("{} is not absolute", index.display()))
}
