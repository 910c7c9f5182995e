//! What the tests of this folder share.

use std::path::Path;

use vestibule_toolchain::{Progress, Toolbox, WorkerBuild, Workspace, WranglerSettings};

pub(crate) fn prepare() -> (Workspace, Progress, Toolbox) {
    let workspace = Workspace::find_from(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let progress = Progress::new();
    let toolbox = Toolbox::prepare(&workspace, &progress).unwrap();
    (workspace, progress, toolbox)
}

pub(crate) fn settings() -> WranglerSettings {
    WranglerSettings::parse("compatibility_date = \"2026-11-01\"").unwrap()
}

pub(crate) fn fixture(workspace: &Workspace) -> WorkerBuild {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/worker");
    WorkerBuild {
        entry: crate_folder.join("js/entry.js"),
        crate_folder,
        features: Vec::new(),
        default_features: true,
        profile: "release".to_owned(),
        out_dir: workspace.target().join("toolchain-fixture"),
    }
}
