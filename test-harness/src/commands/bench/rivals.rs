//! Who is measured against whom.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use anyhow::{Context as _, Result, ensure};
use vestibule_toolchain::{
    Binding, ModuleBody, Progress, Service, Socket, WorkerService, Workerd, WorkerdConfig,
    WranglerSettings,
};

use crate::commands::bench::load::{Ask, Expected, Rival};
use crate::large_tenant::{Draw, LargeTenant};
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

/// The same decision in JavaScript, with the libraries that a team would take.
const TEAM: &str = include_str!("team.js");

/// 32 bytes in base64; it protects nothing here.
pub(crate) const REALM_KEY: &str = "YSBrZXkgZm9yIG1lYXN1cmVtZW50czogMzIgYnl0ZXM=";

/// The domains among which the hints are drawn.
const TENANT: LargeTenant = LargeTenant { domains: 100_000 };

/// Requests that are prepared; a round is as long by default.
const ASKS: usize = 20_000;

/// The Workers under measurement; the first is the yardstick.
pub(crate) struct Rivals(pub(crate) Vec<Rival>);

impl Rivals {
    /// Starts two JavaScript Workers for logins and Vestibule in several roles, each on a workerd of its own.
    pub(crate) fn of_logins(prepared: &Prepared, progress: &Progress) -> Result<Self> {
        let settings = WranglerSettings::read(&prepared.workspace)?;
        let folder = prepared.workspace.target().join("harness/bench");
        let step = progress.step(format!("Compile a tenant with {} domains", TENANT.domains));
        let snapshot = TENANT.bundle(&folder)?;
        drop(step);

        let constant = WorkerService::from_script("constant", CONSTANT, &settings);
        let vestibule = WorkerService::from_bundle("vestibule", &prepared.bundle, &settings)
            .with_module("snapshot.bin", ModuleBody::Data(snapshot))
            .with_binding(
                "TENANT_ORIGIN",
                Binding::Text(LargeTenant::ORIGIN.to_owned()),
            );
        let team = team(prepared, &folder, &settings)?;

        let logins = logins();
        let hits: Arc<[Ask]> = logins.iter().map(Login::ask).collect();
        // Nothing is looked up for these: what remains is the crossing, the log line and the answer.
        let explicit: Vec<_> = logins.iter().map(Login::made_explicit).collect();
        let explicit: Arc<[Ask]> = explicit.iter().map(Login::ask).collect();
        let anything: Vec<_> = logins.iter().map(Login::without_end).collect();
        let anything: Arc<[Ask]> = anything.iter().map(Login::ask).collect();
        Ok(Self(vec![
            start(prepared, "constant 302, JavaScript", constant, anything)?,
            start(
                prepared,
                "/authorize, passed on untouched",
                vestibule.clone(),
                explicit,
            )?,
            start(
                prepared,
                "/authorize, login hint hits",
                vestibule.clone(),
                Arc::clone(&hits),
            )?,
            start(
                prepared,
                "…, and the realm cookie is sealed",
                vestibule.with_binding("REALM_KEY", Binding::Text(REALM_KEY.to_owned())),
                Arc::clone(&hits),
            )?,
            start(
                prepared,
                "the same decision with hono and tldts",
                team,
                hits,
            )?,
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

pub(crate) fn start(
    prepared: &Prepared,
    name: &'static str,
    worker: WorkerService,
    asks: Arc<[Ask]>,
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
        asks,
        asked: AtomicUsize::new(0),
    })
}

/// Whether a header is for workerd to set.
pub(crate) fn is_of_transport(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default();
    ["content-length", "transfer-encoding"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

/// The team's Worker, bundled as a team would, with its table beside it.
fn team(prepared: &Prepared, folder: &Path, settings: &WranglerSettings) -> Result<WorkerService> {
    let table: Vec<_> = (0..TENANT.domains)
        .map(|number| {
            let owner = LargeTenant::owner(number);
            (
                LargeTenant::domain(number),
                [owner.organization, owner.connection],
            )
        })
        .collect();
    let domains = folder.join("domains.bin");
    std::fs::write(&domains, serde_json::to_vec(&table)?)?;
    let script = bundled(prepared, folder, "team.js", TEAM)?;
    Ok(WorkerService::from_script("team", script, settings)
        .with_module("domains.bin", ModuleBody::Data(domains)))
}

/// JavaScript with all that it imports in one file.
pub(crate) fn bundled(
    prepared: &Prepared,
    folder: &Path,
    name: &str,
    source: &str,
) -> Result<String> {
    let path = folder.join(name);
    let bundled = path.with_extension("bundled.js");
    std::fs::write(&path, source)?;
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(&bundled);
    let made = Command::new(prepared.toolbox.esbuild())
        .arg(&path)
        .args(["--bundle", "--format=esm", "--minify", "--log-level=warning"])
        .args(["--target=esnext", "--external:*.bin", "--external:node:*"])
        .arg(outfile)
        // The source is copied beside its output, where no `node_modules` is above it.
        .env("NODE_PATH", prepared.toolbox.node_modules())
        .status()?;
    ensure!(
        made.success(),
        "esbuild did not bundle the JavaScript rival"
    );
    Ok(std::fs::read_to_string(bundled)?)
}

/// An authorization request, and where it leads.
#[derive(Clone)]
struct Login {
    target: String,
    ends: String,
}

/// Authorization requests as SDKs send them, for people of domains drawn evenly from all of them.
fn logins() -> Vec<Login> {
    let mut draw = Draw::new(1);
    (0..ASKS)
        .map(|person| {
            let number = draw.below(TENANT.domains);
            let domain = LargeTenant::domain(number);
            let owner = LargeTenant::owner(number);
            Login {
                target: format!(
                    "/authorize?client_id={}\
                     &scope=openid%20profile%20email&response_type=code&response_mode=query\
                     &redirect_uri=https%3A%2F%2Fapp.acme.example%2Fcallback\
                     &state=bEZqQ0x{person:05}vZ3pXcVh5d0dTRkJqZHU3S2pEQm9iVQ%3D%3D\
                     &nonce=a1B2c3D4{person:05}fQ\
                     &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM\
                     &code_challenge_method=S256&login_hint=person{person}%40{domain}",
                    LargeTenant::CLIENT,
                ),
                ends: format!(
                    "&organization={}&connection={}",
                    owner.organization, owner.connection
                ),
            }
        })
        .collect()
}

impl Login {
    fn ask(&self) -> Ask {
        let target = &self.target;
        Ask {
            request: format!("GET {target} HTTP/1.1\r\nHost: start.acme.example\r\n\r\n")
                .into_bytes(),
            expected: Expected::Location {
                begins: "https://login.acme.example/authorize?",
                ends: self.ends.clone(),
            },
            fresh: None,
        }
    }

    /// The same request with its connection named by the application.
    fn made_explicit(&self) -> Self {
        let ends = "&connection=customer-1".to_owned();
        Self {
            target: format!("{}{ends}", self.target),
            ends,
        }
    }

    /// The same request to a Worker that does not look at it.
    fn without_end(&self) -> Self {
        Self {
            ends: String::new(),
            ..self.clone()
        }
    }
}
