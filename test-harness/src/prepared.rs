//! Tools and Worker, ready to be used.

use anyhow::{Context as _, Result};
use vestibule_toolchain::{
    Progress, Service, Socket, Toolbox, WorkerBuild, WorkerBundle, WorkerService, Workerd,
    WorkerdConfig, Workspace, WranglerSettings, build_worker,
};

/// The tools, and the Worker built with them.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The repository.
    pub workspace: Workspace,
    /// The pinned tools.
    pub toolbox: Toolbox,
    /// The Worker as it is deployed.
    pub bundle: WorkerBundle,
}

/// Installs what is missing and builds what has changed.
///
/// # Errors
/// When a tool cannot be had or the Worker does not build; the message says what to run.
pub fn prepare(progress: &Progress) -> Result<Prepared> {
    let workspace = Workspace::find()?;
    let toolbox = Toolbox::prepare(&workspace, progress)?;
    let build = WorkerBuild::new(&workspace);
    let bundle = build_worker(&workspace, &toolbox, progress, &build)?;
    Ok(Prepared {
        workspace,
        toolbox,
        bundle,
    })
}

/// The Worker with its probe: routes that panic on purpose and a Durable Object, never deployed.
///
/// # Errors
/// As [`prepare`].
pub fn build_probe(prepared: &Prepared, progress: &Progress) -> Result<WorkerBundle> {
    let build = WorkerBuild {
        entry: prepared.workspace.worker_crate().join("js/probe.js"),
        features: vec!["probe".to_owned()],
        out_dir: prepared.workspace.target().join("harness/probe"),
        ..WorkerBuild::new(&prepared.workspace)
    };
    build_worker(&prepared.workspace, &prepared.toolbox, progress, &build)
        .context("the probe build of the Worker")
}

/// The probe of tokens and keys: judges cases on the host's cryptography, and is never deployed.
///
/// # Errors
/// As [`prepare`].
pub fn build_claims_probe(prepared: &Prepared, progress: &Progress) -> Result<WorkerBundle> {
    let build = WorkerBuild {
        entry: prepared.workspace.worker_crate().join("js/claims-probe.js"),
        ..measured_build(prepared, &["claims-probe"])
    };
    build_worker(&prepared.workspace, &prepared.toolbox, progress, &build)
        .context("the claims probe of the Worker")
}

/// The Worker with features that are never deployed, in a folder named by them.
#[must_use]
pub fn measured_build(prepared: &Prepared, features: &[&str]) -> WorkerBuild {
    let folder = format!("harness/{}", features.join("+"));
    WorkerBuild {
        features: features.iter().map(ToString::to_string).collect(),
        out_dir: prepared.workspace.target().join(folder),
        ..WorkerBuild::new(&prepared.workspace)
    }
}

/// A probe on bare workerd, at the socket `http`, with the settings of the Worker itself.
///
/// # Errors
/// When workerd does not start.
pub fn start_probe(prepared: &Prepared, bundle: &WorkerBundle) -> Result<Workerd> {
    let settings = WranglerSettings::read(&prepared.workspace)?;
    let worker = WorkerService::from_bundle("claims", bundle, &settings);
    let config = WorkerdConfig {
        services: vec![Service::Worker(worker)],
        sockets: vec![Socket::on_any_port("http", "claims")],
    };
    Ok(Workerd::start(
        &prepared.workspace,
        &prepared.toolbox,
        &config,
    )?)
}
