//! Who is measured against whom.

use anyhow::{Context as _, Result};
use vestibule_stand::bundle_of;
use vestibule_toolchain::{
    Binding, ModuleBody, Service, Socket, WorkerService, Workerd, WorkerdConfig, WranglerSettings,
};

use crate::commands::bench::load::Rival;
use crate::prepared::Prepared;

/// The least a Worker can do: the yardstick for everything else.
const CONSTANT: &str = r#"
export default {
  fetch() {
    return new Response(null, {
      status: 302,
      headers: { location: "https://login.acme.example/authorize?constant", "cache-control": "no-store" },
    });
  },
};
"#;

/// The Workers under measurement; the first is the yardstick.
pub(crate) struct Rivals(Vec<Rival>);

impl Rivals {
    /// Starts a bare JavaScript Worker and Vestibule, each on a workerd of its own.
    pub(crate) fn start(prepared: &Prepared) -> Result<Self> {
        let settings = WranglerSettings::read(&prepared.workspace)?;
        let constant = WorkerService::from_script("constant", CONSTANT, &settings);

        let tenant_file = prepared
            .workspace
            .root()
            .join("examples/acme/vestibule.toml");
        let folder = prepared.workspace.target().join("harness/bench");
        std::fs::create_dir_all(&folder)?;
        let snapshot = folder.join("snapshot.bin");
        std::fs::write(&snapshot, bundle_of(&tenant_file, None)?)?;
        let origin = "https://login.acme.example";
        let vestibule = WorkerService::from_bundle("vestibule", &prepared.bundle, &settings)
            .with_module("snapshot.bin", ModuleBody::Data(snapshot))
            .with_binding("TENANT_ORIGIN", Binding::Text(origin.to_owned()));
        let asks = Asks {
            targets: targets(""),
            expected: format!("{origin}/authorize?"),
        };
        // Nothing is looked up for these: what remains is the crossing, the log line and the answer.
        let explicit = Asks {
            targets: targets("&connection=globex-oidc"),
            ..asks.clone()
        };
        Ok(Self(vec![
            start(prepared, "constant 302, JavaScript", constant, asks.clone())?,
            start(
                prepared,
                "/authorize, passed on untouched",
                vestibule.clone(),
                explicit,
            )?,
            start(prepared, "/authorize, login hint hits", vestibule, asks)?,
        ]))
    }

    /// Their names, the yardstick first.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|rival| rival.name)
    }

    /// Does something with each in turn.
    pub(crate) fn each(&self, act: impl FnMut(&Rival) -> Result<()>) -> Result<()> {
        self.0.iter().try_for_each(act)
    }
}

/// What a rival is asked for, and where every answer must lead.
#[derive(Clone)]
struct Asks {
    targets: Vec<String>,
    expected: String,
}

fn start(
    prepared: &Prepared,
    name: &'static str,
    worker: WorkerService,
    asks: Asks,
) -> Result<Rival> {
    let service = worker.name.clone();
    let config = WorkerdConfig {
        services: vec![Service::Worker(worker)],
        sockets: vec![Socket::on_any_port("http", service)],
    };
    let process = Workerd::start(&prepared.workspace, &prepared.toolbox, &config)?;
    let address = process.address("http").context("workerd listens nowhere")?;
    Ok(Rival {
        name,
        process,
        address,
        targets: asks.targets,
        expected: asks.expected,
    })
}

/// Authorization requests as SDKs send them, for people of every domain of the example that leads
/// to one connection.
fn targets(more: &str) -> Vec<String> {
    (0..1000)
        .map(|person| {
            let domain = if person % 2 == 0 {
                "globex.example"
            } else {
                "emea.globex.example"
            };
            format!(
                "/authorize?client_id=acmeDemoApp0000000000000000000001\
                 &scope=openid%20profile%20email&response_type=code&response_mode=query\
                 &redirect_uri=https%3A%2F%2Fapp.acme.example%2Fcallback\
                 &state=bEZqQ0x{person:04}vZ3pXcVh5d0dTRkJqZHU3S2pEQm9iVQ%3D%3D\
                 &nonce=a1B2c3D4{person:04}fQ\
                 &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM\
                 &code_challenge_method=S256&login_hint=person{person}%40{domain}{more}"
            )
        })
        .collect()
}
