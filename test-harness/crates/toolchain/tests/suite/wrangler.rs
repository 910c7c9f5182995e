//! A deployment is rehearsed without an account.

use std::fs;

use crate::common::{fixture, prepare};
use vestibule_toolchain::{build_worker, wrangler_dry_run};

const CONFIG: &str = r#"
name = "fixture"
main = "index.js"
compatibility_date = "2026-11-01"
no_bundle = true
find_additional_modules = true

[vars]
GREETING = "hello"
"#;

#[test]
fn the_rehearsal_counts_what_would_be_uploaded() {
    let (workspace, progress, toolbox) = prepare();
    let mut build = fixture(&workspace);
    build.out_dir = workspace.target().join("toolchain-rehearsal/build");
    let bundle = build_worker(&workspace, &toolbox, &progress, &build).unwrap();
    fs::write(build.out_dir.join("snapshot.bin"), [7; 11]).unwrap();
    let config = build.out_dir.join("wrangler.toml");
    fs::write(&config, CONFIG).unwrap();

    let out_dir = workspace.target().join("toolchain-rehearsal/out");
    fs::create_dir_all(&out_dir).unwrap();
    fs::write(out_dir.join("stale.wasm"), "from an earlier run").unwrap();
    let run = wrangler_dry_run(&workspace, &toolbox, &progress, &config, &out_dir).unwrap();
    let names: Vec<_> = run
        .modules
        .iter()
        .map(|module| module.path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["index.js", "index_bg.wasm", "snapshot.bin"],
        "{}",
        run.output
    );
    let wasm = run
        .modules
        .iter()
        .find(|it| it.path.ends_with("index_bg.wasm"));
    assert_eq!(wasm.unwrap().gzip, bundle.sizes.last().unwrap().gzip);
    assert!(run.output.contains("env.GREETING"), "{}", run.output);
}

#[test]
fn a_refused_configuration_is_quoted() {
    let (workspace, progress, toolbox) = prepare();
    let folder = workspace.target().join("toolchain-refused");
    fs::create_dir_all(&folder).unwrap();
    let config = folder.join("wrangler.toml");
    fs::write(&config, "name = \"x\"\nmain = \"no-such-file.js\"").unwrap();
    let out_dir = folder.join("out");
    let error = wrangler_dry_run(&workspace, &toolbox, &progress, &config, &out_dir).unwrap_err();
    assert!(error.to_string().contains("no-such-file.js"), "{error}");
}
