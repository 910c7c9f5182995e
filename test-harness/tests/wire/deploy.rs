//! What `wrangler deploy` would upload.

use vestibule_toolchain::{Progress, wrangler_dry_run};

use crate::support::prepared;

#[test]
fn wrangler_takes_the_worker_as_it_is_built() {
    let prepared = prepared();
    let snapshot = prepared.bundle.index_js.with_file_name("snapshot.bin");
    if !snapshot.exists() {
        std::fs::write(&snapshot, []).unwrap();
    }
    let out = prepared.workspace.target().join("harness/dry-run");
    let config = prepared.workspace.root().join("wrangler.toml");
    let dry_run = wrangler_dry_run(
        &prepared.workspace,
        &prepared.toolbox,
        &Progress::new(),
        &config,
        &out,
    )
    .unwrap();
    // What is uploaded decides the cold start; whoever raises this says what for.
    let compressed: u64 = dry_run.modules.iter().map(|module| module.gzip).sum();
    assert!(compressed < 160 * 1024, "{dry_run:?}");
    // What was tested is what is uploaded.
    for built in [&prepared.bundle.index_js, &prepared.bundle.wasm] {
        let uploaded = out.join(built.file_name().unwrap());
        let (built, uploaded) = (
            std::fs::read(built).unwrap(),
            std::fs::read(uploaded).unwrap(),
        );
        assert!(
            uploaded.starts_with(built.trim_ascii_end()),
            "wrangler changed a module"
        );
    }
}
