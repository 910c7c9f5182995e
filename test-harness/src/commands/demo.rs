//! `cargo harness demo`: a whole B2B login on this machine.

mod gallery;
mod once;
mod profile;
mod timeline;

use anyhow::Result;
use url::Url;
use vestibule_stand::{
    CALLOUT_SECRET, FormOptions, Ports, SnapshotPlace, Stand, StandOptions, Transport,
};
use vestibule_toolchain::Progress;

use crate::cli::DemoOptions;
use crate::commands::serve::stopped;
use crate::{prepared, say};

/// Who has a consumer account with the example tenant; see `examples/acme/mock.toml`.
const CONSUMER: &str = "consumer@gmail.com";
/// Who has an account there and an address that nobody has confirmed.
const UNCONFIRMED: &str = "unconfirmed@gmail.com";
/// Somebody of a company.
const COLLEAGUE: &str = "ana@globex.example";
/// Whoever has this address by that company's identity provider is denied: it belongs to another company.
const STRANGER: &str = "peter@initech.example";
const PASSWORD: &str = "correct horse battery staple";

/// Starts everybody for the example tenant; then a person signs in, or one is signed in.
pub(crate) fn run(options: &DemoOptions) -> Result<()> {
    let progress = Progress::new();
    let prepared = prepared::prepare(&progress)?;
    let stand = StandOptions {
        tenant_file: prepared
            .workspace
            .root()
            .join("examples/acme/vestibule.toml"),
        transport: Transport::Loopback,
        ports: Ports::default(),
        snapshot: SnapshotPlace::Namespace,
        question_limit: None,
        callout_secrets: vec![CALLOUT_SECRET.to_owned()],
        source_secrets: Vec::new(),
        actions_fail_open: false,
        form: FormOptions::default(),
    };
    let gallery = gallery::draw(&prepared.workspace, &stand.tenant_file, &progress)?;
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
        if options.once {
            once::tell(&stand, &options.email).await?;
            say::line(&format!(
                "\nEvery page of the Worker, in each brand and language:\n  {gallery}"
            ));
            Ok(())
        } else {
            wait(&stand, &gallery).await
        }
    })
}

/// Says what to open and whom to be, and waits.
async fn wait(stand: &Stand, gallery: &Url) -> Result<()> {
    let addresses = stand.addresses();
    say::line(&format!("\n  Open  {}\n", addresses.app));
    say::line("  and sign in with one of these; what comes before the @ is up to you:\n");
    for organization in &stand.tenant_file().organizations {
        for domain in organization.domains.iter().filter(|domain| domain.verified) {
            let ways = match organization.connections.len() {
                1 => "straight to its identity provider",
                _ => "a choice of its identity providers",
            };
            say::line(&format!(
                "    ana@{:<22} {}: {ways}",
                domain.name, organization.display_name
            ));
        }
    }
    say::line(&format!(
        "    {CONSUMER:<26} no organization: a consumer account, password\n    {:<26} {PASSWORD}",
        ""
    ));
    say::line(&format!(
        "    {UNCONFIRMED:<26} the same password, and denied: nobody has confirmed the address\n"
    ));
    say::line(
        "  Whoever signs in a second time is asked two short questions (one at Müller Maschinenbau), in the",
    );
    say::line(
        "  look and language of their company; skip, or answer and find it in the token. The third time",
    );
    say::line("  nothing is asked.\n");
    say::line(&format!("  Worker             {}", addresses.worker));
    say::line(&format!(
        "  Auth0 tenant       {}   (a mock, as strict as Auth0)",
        addresses.tenant
    ));
    say::line(&format!("  Identity providers {}", addresses.idp));
    say::line(&format!("  Control            {}", addresses.control));
    say::line(&format!("  Pages              {gallery}"));
    say::line("\n  Ctrl-C stops everything.");
    stopped().await?;
    Ok(())
}
