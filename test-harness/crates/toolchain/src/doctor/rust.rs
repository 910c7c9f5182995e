//! The compiler, its WebAssembly target, and wasm-bindgen's two halves.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::Check;
use crate::command;
use crate::toolbox::{TARGET, is_target_installed};
use crate::workspace::Workspace;

/// wasm-bindgen's code generator, as a library.
const GENERATOR: &str = "wasm-bindgen-cli-support";

pub(super) fn check(workspace: &Workspace) -> Vec<Check> {
    vec![
        compiler(workspace),
        target(workspace),
        wasm_bindgen(workspace),
    ]
}

fn compiler(workspace: &Workspace) -> Check {
    const MEND: &str = "run `rustup update stable`";
    let mut command = Command::new("rustc");
    command.current_dir(workspace.root()).arg("--version");
    let Ok(printed) = command::run(command, None) else {
        return Check::broken(
            "rustc",
            "does not run",
            "install Rust from https://rustup.rs",
        );
    };
    let version = printed.stdout.split_whitespace().nth(1).unwrap_or_default();
    let Some(oldest) = oldest_rust(workspace) else {
        return Check::broken("rustc", version, "restore `rust-version` in Cargo.toml");
    };
    if numbers(version) >= numbers(&oldest) {
        Check::ok("rustc", version)
    } else {
        Check::broken("rustc", format!("{version}, needs {oldest}"), MEND)
    }
}

fn target(workspace: &Workspace) -> Check {
    match is_target_installed(workspace) {
        Ok(true) => Check::ok(TARGET, "installed"),
        _ => Check::absent(TARGET, format!("run `rustup target add {TARGET}`")),
    }
}

/// Both must be the same to the last digit: the generator reads a private section of the module.
fn wasm_bindgen(workspace: &Workspace) -> Check {
    let lock = workspace.root().join("Cargo.lock");
    match (locked(&lock, "wasm-bindgen"), locked(&lock, GENERATOR)) {
        (Some(library), Some(generator)) if library != generator => Check::broken(
            "wasm-bindgen",
            format!("library {library}, generator {generator}"),
            format!("run `cargo update wasm-bindgen --precise {generator}`"),
        ),
        (_, Some(generator)) => Check::ok("wasm-bindgen", generator),
        (_, None) => Check::broken(
            "wasm-bindgen",
            "not in Cargo.lock",
            "restore Cargo.lock: `git checkout Cargo.lock`",
        ),
    }
}

fn oldest_rust(workspace: &Workspace) -> Option<String> {
    let manifest = read(&workspace.root().join("Cargo.toml"))?;
    let version = manifest
        .get("workspace")?
        .get("package")?
        .get("rust-version")?;
    version.as_str().map(ToOwned::to_owned)
}

fn locked(lock: &Path, package: &str) -> Option<String> {
    read(lock)?
        .get("package")?
        .as_array()?
        .iter()
        .find(|it| it.get("name").and_then(toml::Value::as_str) == Some(package))?
        .get("version")?
        .as_str()
        .map(ToOwned::to_owned)
}

fn read(path: &Path) -> Option<toml::Table> {
    fs::read_to_string(path).ok()?.parse().ok()
}

/// The numbers of `1.95.0-nightly`, for comparison.
fn numbers(version: &str) -> Vec<u32> {
    version
        .split(['.', '-'])
        .map_while(|part| part.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(numbers("1.100.0-nightly") >= numbers("1.91"));
        assert!(numbers("1.91.0") >= numbers("1.91"));
        assert!(numbers("1.90.9") < numbers("1.91"));
        assert!(numbers("") < numbers("1.91"));
    }
}
