//! `cargo build` for WebAssembly.

use std::path::PathBuf;
use std::process::Command;

use super::{BuildError, WorkerBuild};
use crate::command;
use crate::progress::Step;
use crate::toolbox::TARGET;
use crate::workspace::Workspace;

/// Compiles the crate and returns the `.wasm` file that Cargo reports.
///
/// Cargo's own `target` folder is used: `cargo run` replaces itself by the program that it runs, so
/// the build lock is free while the harness is alive.
pub(super) fn compile(
    workspace: &Workspace,
    build: &WorkerBuild,
    step: &Step,
) -> Result<PathBuf, BuildError> {
    let mut command = Command::new("cargo");
    command
        .current_dir(workspace.root())
        .args(["build", "--locked", "--lib", "--target", TARGET])
        .arg("--target-dir")
        .arg(workspace.target())
        // The report names the output file; guessing it from the target folder breaks as soon as
        // someone sets `CARGO_TARGET_DIR` or `build.target-dir`.
        .arg("--message-format=json-render-diagnostics")
        .arg("--manifest-path")
        .arg(build.crate_folder.join("Cargo.toml"))
        .args(["--profile", &build.profile]);
    if !build.default_features {
        command.arg("--no-default-features");
    }
    if !build.features.is_empty() {
        command.args(["--features", &build.features.join(",")]);
    }
    forget_outer_cargo(&mut command);
    let finished = command::run(command, Some(step)).map_err(BuildError::Compile)?;
    wasm_file(&finished.stdout).ok_or_else(|| BuildError::NoWebAssembly(build.crate_folder.clone()))
}

/// Removes what the `cargo run` or `cargo test` around this process put into its environment.
/// Build scripts that watch such a variable would otherwise run again on every other call.
pub(super) fn forget_outer_cargo(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let outer = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "DEP_"]
            .iter()
            .any(|prefix| text.starts_with(prefix))
            || [
                "CARGO_CRATE_NAME",
                "CARGO_PRIMARY_PACKAGE",
                "OUT_DIR",
                "LD_LIBRARY_PATH",
            ]
            .contains(&text.as_ref());
        if outer {
            command.env_remove(&name);
        }
    }
}

/// The last `.wasm` file in Cargo's report: dependencies come before what depends on them.
fn wasm_file(report: &str) -> Option<PathBuf> {
    report
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| {
            message.get("reason").and_then(|it| it.as_str()) == Some("compiler-artifact")
        })
        .filter_map(|message| {
            message
                .get("filenames")?
                .as_array()?
                .iter()
                .filter_map(|file| file.as_str().map(PathBuf::from))
                .find(|file| file.extension().is_some_and(|it| it == "wasm"))
        })
        .next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_artifact_with_webassembly_wins() {
        let report = concat!(
            r#"{"reason":"compiler-artifact","filenames":["/t/liba.rlib"]}"#,
            "\n",
            r#"{"reason":"compiler-artifact","filenames":["/t/dep.wasm"]}"#,
            "\n",
            "not json\n",
            r#"{"reason":"compiler-artifact","filenames":["/t/w.wasm","/t/libw.rlib"]}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
            "\n",
        );
        assert_eq!(wasm_file(report), Some(PathBuf::from("/t/w.wasm")));
        assert_eq!(wasm_file("{}"), None);
    }
}
