//! `cargo harness serve`: all parties for a tenant file, until stopped.

use anyhow::Result;
use serde_json::json;
use vestibule_stand::{
    CALLOUT_SECRET, FormOptions, Ports, SnapshotPlace, Stand, StandOptions, Transport,
};
use vestibule_toolchain::Progress;

use crate::cli::ServeOptions;
use crate::{prepared, say};

/// Starts everybody, prints one line with their addresses, and waits to be stopped.
pub(crate) fn run(options: &ServeOptions) -> Result<()> {
    let progress = Progress::new();
    let prepared = prepared::prepare(&progress)?;
    let stand = StandOptions {
        tenant_file: options.config.clone(),
        transport: Transport::Loopback,
        ports: Ports {
            worker: options.worker_port,
            tenant: options.tenant_port,
        },
        snapshot: if options.without_snapshot {
            SnapshotPlace::Nowhere
        } else {
            SnapshotPlace::Namespace
        },
        question_limit: None,
        callout_secrets: vec![CALLOUT_SECRET.to_owned()],
        source_secrets: Vec::new(),
        // Without a snapshot no callout is answered; that logins pass on all the same is what this is to show.
        actions_fail_open: options.without_snapshot,
        form: FormOptions::default(),
    };
    tokio::runtime::Runtime::new()?.block_on(async {
        let step = progress.step("Start all parties");
        let stand = Stand::start(
            &prepared.workspace,
            &prepared.toolbox,
            &prepared.bundle,
            stand,
        )
        .await?;
        drop(step);
        let addresses = stand.addresses();
        let ready = json!({
            "worker": addresses.worker.as_str(),
            "tenant": addresses.tenant.as_str(),
            "idp": addresses.idp.as_str(),
            "app": addresses.app.as_str(),
            "control": addresses.control.as_str(),
        });
        say::line(&format!("READY {ready}"));
        stopped().await?;
        Ok(())
    })
}

/// Waits for Ctrl-C, or for the signal that process managers send.
pub(crate) async fn stopped() -> std::io::Result<()> {
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result,
        _ = terminated.recv() => Ok(()),
    }
}
