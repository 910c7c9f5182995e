//! What `wrangler deploy` would upload.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use vestibule_toolchain::{DryRun, Progress, WorkerBundle, wrangler_dry_run};

use crate::support::{acme_file, prepared, probe};

fn rehearse(config: &Path, out: &Path) -> DryRun {
    let prepared = prepared();
    wrangler_dry_run(
        &prepared.workspace,
        &prepared.toolbox,
        &Progress::new(),
        config,
        out,
    )
    .unwrap()
}

/// What was tested is what is uploaded.
fn assert_unchanged(bundle: &WorkerBundle, out: &Path) {
    for built in [&bundle.index_js, &bundle.wasm] {
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

#[test]
fn wrangler_takes_the_worker_as_it_is_built() {
    let prepared = prepared();
    let snapshot = prepared.bundle.index_js.with_file_name("snapshot.bin");
    if !snapshot.exists() {
        std::fs::write(
            &snapshot,
            vestibule_stand::bundle_of(&acme_file(), None).unwrap(),
        )
        .unwrap();
    }
    let before = std::fs::read(&snapshot).unwrap();
    let out = prepared.workspace.target().join("harness/dry-run");
    let dry_run = rehearse(&prepared.workspace.root().join("wrangler.toml"), &out);
    // What is uploaded decides the cold start; whoever raises this says what for.
    // The tenant's snapshot lies beside it and is as large as the tenant.
    let ours = dry_run.modules.iter();
    let ours = ours.filter(|module| !module.path.ends_with("snapshot.bin"));
    let compressed: u64 = ours.map(|module| module.gzip).sum();
    // Signing out, tenants' own words, brands of more kinds and pages of the Worker's own took 35 KB since, much of it texts in
    // six languages; profiles, with tokens and keys, 90 KB; receipts 20 KB, most of it the keys of all kinds that one is told from.
    assert!(compressed < 450 * 1024, "{dry_run:?}");
    assert_unchanged(&prepared.bundle, &out);
    // wrangler builds once more by itself; the snapshot of the build before survives that.
    assert_eq!(std::fs::read(out.join("snapshot.bin")).unwrap(), before);
}

#[test]
fn the_shipped_configuration_logs_no_addresses() {
    let file = prepared().workspace.root().join("wrangler.toml");
    let shipped: toml::Table = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(
        shipped["observability"]["logs"]["invocation_logs"].as_bool(),
        Some(false)
    );
    assert!(shipped["observability"].get("enabled").is_none());
}

#[test]
fn wrangler_takes_a_durable_object_beside_it() {
    let bundle = probe();
    let folder = bundle.index_js.parent().unwrap();
    std::fs::write(folder.join("snapshot.bin"), []).unwrap();
    let shipped =
        std::fs::read_to_string(prepared().workspace.root().join("wrangler.toml")).unwrap();
    // The shipped configuration without its build, for the files that are there already.
    let (before, rest) = shipped.split_once("[build]").unwrap();
    let (_, after) = rest.split_once("[vars]").unwrap();
    let config = folder.join("wrangler.toml");
    let text = format!(
        "{}\n[vars]{after}\n[[durable_objects.bindings]]\nname = \"COUNTER\"\n\
         class_name = \"Counter\"\n\n[[migrations]]\ntag = \"v1\"\n\
         new_sqlite_classes = [\"Counter\"]\n",
        before.replace("functions/worker/build/index.js", "index.js")
    );
    std::fs::write(&config, text).unwrap();
    let out = prepared()
        .workspace
        .target()
        .join("harness/dry-run-with-object");
    let dry_run = rehearse(&config, &out);
    assert!(dry_run.output.contains("COUNTER"), "{}", dry_run.output);
    assert_unchanged(bundle, &out);
}

/// What is far too large for the edge, or knows what only the compiler should: signatures in WebAssembly, the tenant file's
/// parser, the rules' parser.
const NEVER_UPLOADED: [&str; 13] = [
    "antlr4rust",
    "cel",
    "curve25519-dalek",
    "ed25519-dalek",
    "elliptic-curve",
    "num-bigint-dig",
    "p256",
    "p384",
    "regex",
    "rsa",
    "toml",
    "vestibule-rules-compiler",
    "vestibule-tenant-compiler",
];

/// The crates that the Worker is linked of.
fn linked(features: &[&str]) -> BTreeSet<String> {
    let tree = Command::new("cargo")
        .current_dir(prepared().workspace.root())
        .args(["tree", "--locked", "--package", "vestibule-worker"])
        .args(["--target", "wasm32-unknown-unknown", "--prefix", "none"])
        .args(["--edges", "normal,no-proc-macro", "--format", "{p}"])
        .args(features)
        .output()
        .unwrap();
    assert!(tree.status.success(), "{tree:?}");
    let text = String::from_utf8(tree.stdout).unwrap();
    let names = text.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

#[test]
fn no_parser_and_no_signatures_of_our_own_are_uploaded() {
    let shipped = linked(&[]);
    assert!(shipped.contains("serde_json") && shipped.contains("vestibule-rules"));
    for name in NEVER_UPLOADED {
        assert!(!shipped.contains(name), "{name} is linked in");
    }
    // The same question about a build that has them finds them.
    let other = linked(&["--features", "claims-without-host"]);
    assert!(other.contains("rsa") && other.contains("p256"));

    // And the octets as they go up: where a crate can panic, its path stands in them.
    let prepared = prepared();
    let out = prepared.workspace.target().join("harness/dry-run-bytes");
    rehearse(&prepared.workspace.root().join("wrangler.toml"), &out);
    let uploaded = std::fs::read(out.join(prepared.bundle.wasm.file_name().unwrap())).unwrap();
    let uploaded = String::from_utf8_lossy(&uploaded);
    let has = |name: &str| {
        let path = format!("/{name}-");
        let mut places = uploaded.match_indices(&path).map(|(at, _)| at + path.len());
        let is_version = |rest: &str| rest.starts_with(|next: char| next.is_ascii_digit());
        places.any(|at| uploaded.get(at..).is_some_and(is_version))
    };
    assert!(has("dlmalloc"), "the search finds nothing at all");
    for name in NEVER_UPLOADED {
        assert!(!has(name), "{name} is in what is uploaded");
    }
}
