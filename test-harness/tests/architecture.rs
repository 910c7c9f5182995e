//! What ARCHITECTURE.md promises about crates, checked against Cargo's own view.

#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use vestibule_toolchain::Workspace;

/// What only the Worker may touch.
const RUNTIME: [&str; 5] = [
    "worker",
    "wasm-bindgen",
    "js-sys",
    "web-sys",
    "wasm-bindgen-futures",
];
/// Who may depend on the runtime directly.
const WORKER: &str = "vestibule-worker";
/// What must not be shipped: parsers, cryptography that the host has, whole runtimes, and C.
const NOT_SHIPPED: [&str; 12] = [
    "toml",
    "rsa",
    "p256",
    "ring",
    "aws-lc-rs",
    "rustls",
    "openssl",
    "axum",
    "hyper",
    "cel",
    "regex",
    "vestibule-tenant-compiler",
];

fn metadata(more: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(more)
        .current_dir(Workspace::find().unwrap().root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap()
}

#[test]
fn every_crate_is_on_the_map() {
    let workspace = Workspace::find().unwrap();
    let map = std::fs::read_to_string(workspace.root().join("ARCHITECTURE.md")).unwrap();
    let metadata = metadata(&["--no-deps"]);
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 10, "cargo metadata lists the workspace");
    for package in packages {
        let folder = Path::new(text(package, "manifest_path")).parent().unwrap();
        let folder = folder
            .strip_prefix(workspace.root())
            .unwrap()
            .to_str()
            .unwrap();
        assert!(
            map.contains(&format!("| `{folder}` |")),
            "{folder} is not in ARCHITECTURE.md"
        );
    }
}

#[test]
fn the_map_names_no_crate_that_is_gone() {
    let workspace = Workspace::find().unwrap();
    let map = std::fs::read_to_string(workspace.root().join("ARCHITECTURE.md")).unwrap();
    let mut rows = 0;
    for line in map.lines() {
        let Some(row) = line.strip_prefix("| `") else {
            continue;
        };
        let folder = row.split_once('`').unwrap().0;
        rows += 1;
        let manifest = workspace.root().join(folder).join("Cargo.toml");
        assert!(
            manifest.is_file(),
            "{folder} is in ARCHITECTURE.md and not there"
        );
    }
    assert!(rows > 10);
}

#[test]
fn only_the_worker_depends_on_the_runtime() {
    let metadata = metadata(&["--no-deps"]);
    let mut seen_at_worker = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = text(dependency, "name");
            if !RUNTIME.contains(&name) {
                continue;
            }
            assert_eq!(text(package, "name"), WORKER, "depends on {name}");
            seen_at_worker.insert(name.to_owned());
        }
    }
    assert!(
        seen_at_worker.contains("worker"),
        "the check looks at the right names"
    );
}

#[test]
fn nothing_native_is_shipped() {
    let metadata = metadata(&["--filter-platform", "wasm32-unknown-unknown"]);
    let names: BTreeMap<&str, &str> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (text(package, "id"), text(package, "name")))
        .collect();
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (text(node, "id"), node))
        .collect();
    let start = names.iter().find(|(_, name)| **name == WORKER).unwrap().0;
    let mut shipped = BTreeSet::new();
    let mut open = vec![*start];
    while let Some(id) = open.pop() {
        if !shipped.insert(id) {
            continue;
        }
        for dependency in nodes[id]["deps"].as_array().unwrap() {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            // `null` is an ordinary dependency; build and dev dependencies are not shipped, and of
            // procedural macros only their output is.
            if kinds.iter().any(|kind| kind["kind"].is_null()) {
                open.push(text(dependency, "pkg"));
            }
        }
    }
    let shipped: BTreeSet<&str> = shipped.into_iter().map(|id| names[id]).collect();
    assert!(
        shipped.contains("vestibule-home-realm"),
        "the walk arrives where it should"
    );
    for name in NOT_SHIPPED {
        assert!(!shipped.contains(name), "{name} is shipped to the edge");
    }
}
