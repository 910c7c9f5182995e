//! `cargo harness test`: the whole suite.

use std::process::Command;

use anyhow::{Context as _, Result, bail};
use vestibule_toolchain::{Chromium, Progress, Workspace};

use crate::cli::TestOptions;
use crate::{prepared, say};

/// Packages that only compile for WebAssembly.
const WORKER: &str = "vestibule-worker";

/// Sets everything up, then checks the format, lints, and runs every test.
///
/// Whatever fails, the rest still runs: who mends one thing wants to know about the others.
pub(crate) fn run(options: &TestOptions) -> Result<()> {
    let progress = Progress::new();
    // Before anything else: without them nothing below says anything useful.
    let prepared = prepared::prepare(&progress)?;
    prepared::build_probe(&prepared, &progress)?;
    prepared::build_claims_probe(&prepared, &progress)?;
    Chromium::prepare(&prepared.workspace, &progress)?;

    let mut failed = Vec::new();
    for (title, arguments) in checks(options) {
        let step = progress.step(title);
        let passed = cargo(&prepared.workspace, &arguments, options)?;
        step.done(if passed { "passed" } else { "FAILED" });
        if !passed {
            failed.push(title);
        }
    }
    say::line(&progress.summary());
    if failed.is_empty() {
        say::line("harness test: everything passed");
        return Ok(());
    }
    bail!("failed: {}", failed.join(", "))
}

fn checks(options: &TestOptions) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut checks = vec![
        ("Check the format", vec!["fmt", "--all", "--check"]),
        (
            "Lint",
            vec![
                "clippy",
                "--locked",
                "--workspace",
                "--exclude",
                WORKER,
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ],
        ),
        (
            "Lint the Worker",
            vec![
                "clippy",
                "--locked",
                "-p",
                WORKER,
                "--target",
                "wasm32-unknown-unknown",
                "--features",
                "probe,claims-probe,claims-size",
                "--",
                "-D",
                "warnings",
            ],
        ),
        (
            "Lint the Worker without its functions",
            vec![
                "clippy",
                "--locked",
                "-p",
                WORKER,
                "--target",
                "wasm32-unknown-unknown",
                "--no-default-features",
                "--",
                "-D",
                "warnings",
            ],
        ),
        (
            "Test",
            vec![
                "test",
                "--locked",
                "--workspace",
                "--exclude",
                WORKER,
                "--no-fail-fast",
            ],
        ),
    ];
    if options.all {
        checks.push((
            "Check the documentation's links",
            vec![
                "doc",
                "--locked",
                "--workspace",
                "--exclude",
                WORKER,
                "--no-deps",
            ],
        ));
        checks.push((
            "Check licences and banned crates",
            vec!["deny", "--locked", "check", "bans", "licenses", "sources"],
        ));
    }
    checks
}

/// Runs cargo with its output shown as it comes.
fn cargo(workspace: &Workspace, arguments: &[&str], options: &TestOptions) -> Result<bool> {
    if arguments.first() == Some(&"deny") {
        install_cargo_deny(workspace)?;
    }
    let status = Command::new("cargo")
        .args(arguments)
        .current_dir(workspace.root())
        // Snapshots of pages are compared, never rewritten on the side.
        .env("INSTA_UPDATE", "no")
        .env("RUSTDOCFLAGS", "-D warnings")
        .env("PATH", path_with_tools(workspace)?)
        .env("VESTIBULE_TEST_ALL", if options.all { "1" } else { "" })
        .status()
        .context("cargo cannot be started; install Rust from https://rustup.rs")?;
    Ok(status.success())
}

fn install_cargo_deny(workspace: &Workspace) -> Result<()> {
    let root = workspace.tools().join("cargo");
    let status = Command::new("cargo")
        .args([
            "install",
            "--locked",
            "--quiet",
            "cargo-deny",
            "--version",
            "=0.20.2",
            "--root",
        ])
        .arg(&root)
        .status()
        .context("cargo cannot be started")?;
    if !status.success() {
        bail!("cargo-deny cannot be installed; run: cargo install --locked cargo-deny@0.20.2");
    }
    Ok(())
}

fn path_with_tools(workspace: &Workspace) -> Result<std::ffi::OsString> {
    let own = workspace.tools().join("cargo/bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    Ok(std::env::join_paths(
        std::iter::once(own).chain(std::env::split_paths(&path)),
    )?)
}
