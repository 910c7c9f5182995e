//! Setting the parties up, and taking them away one by one.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::net::TcpListener;
use url::Url;
use vestibule_demo_app::{Account, DemoApp};
use vestibule_mock_tenant::{Listeners, MockTenant, NodeOptions};
use vestibule_tenant_compiler::{CompileOptions, Compiled, TenantFile, compile, load};
use vestibule_toolchain::{
    Binding, ExternalService, ModuleBody, NetworkService, Service, Socket, Toolbox, WorkerBundle,
    WorkerService, Workerd, WorkerdConfig, Workspace, WranglerSettings,
};
use vestibule_visitor::{Application, Trust};

use crate::authority::Authority;
use crate::error::StandError;
use crate::form::FormOptions;
use crate::front::Front;
use crate::kv::KeyValueService;
use crate::mock_config::mock_config;
use crate::parties::{Addresses, Ports, Transport, hosts, origin};

/// The socket and service of the Worker in workerd's configuration.
const WORKER: &str = "vestibule";
const SNAPSHOTS: &str = "snapshots";
const DIRECTORY: &str = "directory";
const SOURCES: &str = "sources";
const COUNTER: &str = "counter";

/// Plays Cloudflare's rate limiting binding, which workerd has not: the same method, and a count that
/// nothing but a restart takes back.
const COUNTER_SCRIPT: &str = r#"
import { WorkerEntrypoint } from "cloudflare:workers";
const counts = new Map();
export default class extends WorkerEntrypoint {
  limit({ key }) {
    if (key === "broken") throw new Error("out of order");
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return { success: count <= this.env.LIMIT };
  }
}
"#;

/// Where the Worker finds its snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotPlace {
    /// In a KV namespace, as when it was published.
    Namespace,
    /// Beside the Worker, as when no namespace is bound.
    BesideWorker,
    /// Nowhere.
    Nowhere,
}

/// What to set up.
#[derive(Clone, Debug)]
pub struct StandOptions {
    /// The tenant file.
    pub tenant_file: PathBuf,
    /// How the parties speak.
    pub transport: Transport,
    /// Where to listen.
    pub ports: Ports,
    /// Where the Worker finds its snapshot.
    pub snapshot: SnapshotPlace,
    /// Questions that the Worker answers to one network; `None`: nobody counts.
    pub question_limit: Option<u32>,
    /// The live secrets of callouts, the current one first; at most two. Empty: the deployment has none.
    pub callout_secrets: Vec<String>,
    /// Further secrets of the Worker, by name: those of sources, and the key of receipts.
    pub source_secrets: Vec<(String, String)>,
    /// Whether Actions whose policy is `${when_unreachable}` let people in when the Worker does not answer.
    pub actions_fail_open: bool,
    /// What the form in the middle of a login has to work with.
    pub form: FormOptions,
}

/// What callouts are signed with on this machine. It protects nothing here.
pub const CALLOUT_SECRET: &str = "whsec_dmVzdGlidWxlIGNhbGxvdXRzIG9uIHRoaXMgbWFjaGluZQ==";

/// What feeds of the directory are signed with on this machine.
pub const HOOK_SECRET: &str = "whsec_dmVzdGlidWxlIGZlZWRzIG9uIHRoaXMgbWFjaGluZQ==";
/// What Auth0's event streams show on this machine.
pub const HOOK_TOKEN: &str = "an-event-stream-on-this-machine";

/// What Actions sign the way to our pages with on this machine, and our pages the way back.
pub const PAGE_SECRET: &str = "the way to a page on this machine alone";
/// The secret of the way back.
pub const RETURN_SECRET: &str = "the way back from it on this machine";

impl StandOptions {
    /// A tenant file, everything else as tests want it.
    #[must_use]
    pub fn for_tests(tenant_file: impl Into<PathBuf>) -> Self {
        Self {
            tenant_file: tenant_file.into(),
            transport: Transport::Tls,
            ports: Ports::default(),
            snapshot: SnapshotPlace::Namespace,
            question_limit: None,
            callout_secrets: vec![CALLOUT_SECRET.to_owned()],
            source_secrets: Vec::new(),
            actions_fail_open: false,
            form: FormOptions::default(),
        }
    }

    const fn policy(&self) -> &'static str {
        if self.actions_fail_open {
            "open"
        } else {
            "closed"
        }
    }
}

/// What it takes to start the Worker again.
struct Recipe {
    workspace: Workspace,
    toolbox: Toolbox,
    bundle: WorkerBundle,
    port: u16,
}

/// All parties, up and running. Dropping it stops them.
pub struct Stand {
    addresses: Addresses,
    authority: Option<Authority>,
    /// The API that the mock tenant has first.
    audience: Option<String>,
    tenant: MockTenant,
    tenant_file: TenantFile,
    compiled: Compiled,
    options: StandOptions,
    namespace: KeyValueService,
    directory: KeyValueService,
    tenant_address: SocketAddr,
    realm_key: String,
    kill_switch: &'static str,
    worker: Option<Workerd>,
    recipe: Recipe,
    #[expect(dead_code, reason = "kept for its `Drop`")]
    app: Option<DemoApp>,
    front: Option<Front>,
}

impl Stand {
    /// Sets everything up and waits until it answers.
    ///
    /// # Errors
    /// [`StandError`], naming the party that is missing.
    pub async fn start(
        workspace: &Workspace,
        toolbox: &Toolbox,
        bundle: &WorkerBundle,
        options: StandOptions,
    ) -> Result<Self, StandError> {
        let listeners = PartyListeners::bind(options.ports).await?;
        let front = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .map_err(StandError::io("no port for the TLS front"))?;
        let addresses = listeners.addresses(options.transport, local(&front)?)?;

        let compile_options = compile_options(&addresses, options.transport);
        let tenant_file = load(&options.tenant_file, &compile_options)?;
        let compiled = compile(&options.tenant_file, &compile_options)?;
        let key_values = async || {
            let started = KeyValueService::start().await;
            started.map_err(StandError::io("no port for the key-value service"))
        };
        let (namespace, directory) = (key_values().await?, key_values().await?);

        let mock_file = options.tenant_file.with_file_name("mock.toml");
        let mock_file = mock_file.is_file().then_some(mock_file);
        let mut variables = compile_options.variables.clone();
        let secret = options.callout_secrets.first().map(String::as_str);
        let secret = secret.unwrap_or(CALLOUT_SECRET).to_owned();
        variables.insert("callout_secret".to_owned(), secret);
        variables.insert("page_secret".to_owned(), PAGE_SECRET.to_owned());
        variables.insert("return_secret".to_owned(), RETURN_SECRET.to_owned());
        variables.insert("when_unreachable".to_owned(), options.policy().to_owned());
        let config = mock_config(&tenant_file, mock_file.as_deref(), &addresses, &variables)?;
        let audience = config.apis.first().map(|api| api.identifier.clone());
        let authority = match options.transport {
            Transport::Tls => Some(Authority::new(&hosts(Transport::Tls))?),
            Transport::Loopback => None,
        };
        let node = NodeOptions {
            extra_ca_certificates: match &authority {
                Some(authority) => Some(write_authority(workspace, authority, listeners.worker)?),
                None => None,
            },
        };
        let app_listener = listeners.app;
        let tenant = MockTenant::start_with(
            config,
            Listeners {
                tenant: listeners.tenant,
                idp: listeners.idp,
                control: listeners.control,
            },
            toolbox.node(),
            node,
        )
        .await
        .map_err(|error| StandError::Tenant(error.to_string()))?;

        let app = match app_config(&tenant_file, &addresses, audience.clone()) {
            Some(config) => {
                let sdk = toolbox.node_modules().join("@auth0/auth0-spa-js/dist");
                let app = DemoApp::start(config, app_listener, &sdk).await;
                Some(app.map_err(|error| StandError::App(error.to_string()))?)
            }
            None => None,
        };
        let mut stand = Self {
            addresses,
            authority,
            audience,
            tenant,
            tenant_file,
            compiled,
            options,
            namespace,
            directory,
            tenant_address: listeners.tenant_address,
            realm_key: random_key()?,
            kill_switch: "off",
            worker: None,
            recipe: Recipe {
                workspace: workspace.clone(),
                toolbox: toolbox.clone(),
                bundle: bundle.clone(),
                port: listeners.worker,
            },
            app,
            front: None,
        };
        if stand.options.snapshot == SnapshotPlace::Namespace {
            stand.publish();
        }
        let worker = stand.start_worker()?;
        if let Some(authority) = &stand.authority {
            let [edge, login, idp, app, other] = hosts(Transport::Tls);
            let parties = vec![
                (edge, worker),
                (login, listeners.tenant_address),
                (other, listeners.tenant_address),
                (idp, listeners.idp_address),
                (app, listeners.app_address),
            ];
            stand.front = Some(Front::start(front, authority, parties));
        }
        Ok(stand)
    }

    /// The addresses that a visitor uses.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// The tenant, to be looked at and told what to do.
    #[must_use]
    pub fn tenant(&self) -> &MockTenant {
        &self.tenant
    }

    /// Where the tenant listens itself, for whoever wants to see bytes.
    #[must_use]
    pub fn tenant_address(&self) -> SocketAddr {
        self.tenant_address
    }

    /// The tenant file with its variables filled in.
    #[must_use]
    pub fn tenant_file(&self) -> &TenantFile {
        &self.tenant_file
    }

    /// The namespace that snapshots are published to.
    #[must_use]
    pub fn namespace(&self) -> &KeyValueService {
        &self.namespace
    }

    /// The namespace of the directory.
    #[must_use]
    pub fn directory(&self) -> &KeyValueService {
        &self.directory
    }

    /// The process that runs the Worker; `None` once it was stopped.
    #[must_use]
    pub fn worker(&self) -> Option<&Workerd> {
        self.worker.as_ref()
    }

    /// Whom a visitor has to believe.
    #[must_use]
    pub fn trust(&self) -> Trust {
        let authority = self.authority.as_ref();
        Trust {
            authority_pem: authority.map(|authority| authority.certificate_pem().to_owned()),
        }
    }

    /// The authority of a stand that speaks TLS.
    #[must_use]
    pub fn authority(&self) -> Option<&Authority> {
        self.authority.as_ref()
    }

    /// The first application of the tenant file that has a login URL.
    #[must_use]
    pub fn application(&self) -> Option<Application> {
        application_of(&self.tenant_file, &self.addresses, self.audience.clone())
    }

    /// Publishes the snapshot: shards and manifest first, the pointer last.
    pub fn publish(&self) {
        publish(&self.namespace, &self.compiled);
    }

    /// Compiles another tenant file for the same parties and publishes what came of it.
    ///
    /// # Errors
    /// [`StandError::TenantFile`]; what was published before stays.
    pub fn publish_file(&self, tenant_file: &Path) -> Result<(), StandError> {
        let options = compile_options(&self.addresses, self.options.transport);
        publish(&self.namespace, &compile(tenant_file, &options)?);
        Ok(())
    }

    /// Stops the Worker; its port refuses connections from then on.
    pub fn stop_worker(&mut self) {
        self.worker = None;
    }

    /// Starts the Worker anew, without anything it had in memory, on the port it had before.
    ///
    /// # Errors
    /// [`StandError::Worker`].
    pub fn restart_worker(&mut self) -> Result<(), StandError> {
        self.stop_worker();
        self.start_worker().map(|_| ())
    }

    /// Turns the kill switch and starts the Worker anew, as a deployment does.
    ///
    /// # Errors
    /// [`StandError::Worker`].
    pub fn set_kill_switch(&mut self, on: bool) -> Result<(), StandError> {
        self.kill_switch = if on { "on" } else { "off" };
        self.restart_worker()
    }

    /// Replaces a further secret of the Worker, or takes it away, and starts the Worker anew.
    ///
    /// # Errors
    /// [`StandError::Worker`].
    pub fn set_secret(&mut self, name: &str, secret: Option<&str>) -> Result<(), StandError> {
        let secrets = &mut self.options.source_secrets;
        secrets.retain(|(other, _)| other != name);
        secrets.extend(secret.map(|secret| (name.to_owned(), secret.to_owned())));
        self.restart_worker()
    }

    /// Gives the form in the middle of a login something else to work with and starts the Worker anew, as a deployment does. Whoever
    /// has a form open keeps it.
    ///
    /// # Errors
    /// [`StandError::Worker`].
    pub fn set_form(&mut self, form: FormOptions) -> Result<(), StandError> {
        self.options.form = form;
        self.restart_worker()
    }

    fn start_worker(&mut self) -> Result<SocketAddr, StandError> {
        let Recipe {
            workspace,
            toolbox,
            bundle,
            port,
        } = &self.recipe;
        let failed = |error: &dyn std::fmt::Display| StandError::Worker(error.to_string());
        let settings = WranglerSettings::read(workspace).map_err(|error| failed(&error))?;
        let folder = workspace.target().join("harness/snapshots");
        std::fs::create_dir_all(&folder).map_err(StandError::io(folder.display().to_string()))?;
        let beside = folder.join(format!("{}-{}.bin", std::process::id(), port));
        let bytes = match self.options.snapshot {
            SnapshotPlace::BesideWorker => {
                self.compiled.bundle().map_err(|error| failed(&error))?
            }
            SnapshotPlace::Namespace | SnapshotPlace::Nowhere => Vec::new(),
        };
        std::fs::write(&beside, bytes).map_err(StandError::io(beside.display().to_string()))?;

        let tenant = Binding::Text(origin(&self.addresses.tenant));
        let mut worker = WorkerService::from_bundle(WORKER, bundle, &settings)
            .with_module("snapshot.bin", ModuleBody::Data(beside))
            .with_binding("TENANT_ORIGIN", tenant)
            .with_binding("REALM_KEY", Binding::Text(self.realm_key.clone()))
            .with_binding("KILL_SWITCH", Binding::Text(self.kill_switch.to_owned()));
        let names = ["CALLOUT_SECRET", "CALLOUT_SECRET_PREVIOUS"];
        for (name, secret) in names.into_iter().zip(&self.options.callout_secrets) {
            worker = worker.with_binding(name, Binding::Text(secret.clone()));
        }
        worker = worker
            .with_binding("DIRECTORY", Binding::KvNamespace(DIRECTORY.to_owned()))
            .with_binding("HOOK_SECRET", Binding::Text(HOOK_SECRET.to_owned()))
            .with_binding("HOOK_TOKEN", Binding::Text(HOOK_TOKEN.to_owned()));
        for (name, secret) in &self.options.source_secrets {
            worker = worker.with_binding(name, Binding::Text(secret.clone()));
        }
        worker = self.options.form.bind(worker);
        // Sources of a tenant under test are on this machine, which workerd reaches only where it is told to.
        worker.global_outbound = Some(SOURCES.to_owned());
        let sources = Service::Network(NetworkService {
            name: SOURCES.to_owned(),
            allow: vec!["public".to_owned(), "local".to_owned()],
            trusted_certificates: Vec::new(),
        });
        let mut services = vec![external(DIRECTORY, &self.directory), sources];
        services.extend(self.options.form.service(&settings));
        if self.options.snapshot == SnapshotPlace::Namespace {
            worker = worker.with_binding("SNAPSHOT", Binding::KvNamespace(SNAPSHOTS.to_owned()));
            services.push(external(SNAPSHOTS, &self.namespace));
        }
        if let Some(limit) = self.options.question_limit {
            let binding = Binding::Service {
                service: COUNTER.to_owned(),
                entrypoint: None,
            };
            worker = worker.with_binding("RATE_LIMIT", binding);
            let counter = WorkerService::from_script(COUNTER, COUNTER_SCRIPT, &settings)
                .with_binding("LIMIT", Binding::Json(limit.to_string()));
            services.push(Service::Worker(counter));
        }
        services.push(Service::Worker(worker));
        let sockets = vec![Socket {
            port: *port,
            ..Socket::on_any_port(WORKER, WORKER)
        }];
        let config = WorkerdConfig { services, sockets };
        let worker = Workerd::start(workspace, toolbox, &config).map_err(|error| failed(&error))?;
        let address = worker
            .address(WORKER)
            .ok_or_else(|| failed(&"it listens on no socket"))?;
        self.worker = Some(worker);
        Ok(address)
    }
}

fn external(name: &str, service: &KeyValueService) -> Service {
    Service::External(ExternalService {
        name: name.to_owned(),
        address: service.address(),
        forwarded_proto_header: None,
    })
}

/// A port that is free now, for a process that binds it a moment later.
///
/// Not one of the system's choice: those it gives to the next connection that is made, and with many parties starting at once
/// it did so now and then. Below 32768 Linux, and below 49152 the others, give out none.
fn port_for_later() -> Result<u16, StandError> {
    const FIRST: u32 = 20_000;
    const COUNT: u32 = 12_000;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Each process begins elsewhere.
    let begin = std::process::id().wrapping_mul(199);
    for _ in 0..COUNT {
        let step = NEXT.fetch_add(1, Ordering::Relaxed);
        let port = FIRST + begin.wrapping_add(step) % COUNT;
        let Ok(port) = u16::try_from(port) else { break };
        if std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    let nothing = std::io::Error::from(std::io::ErrorKind::AddrInUse);
    Err(StandError::io("no port for the Worker")(nothing))
}

/// The listeners of everybody but the Worker, which opens its own.
struct PartyListeners {
    worker: u16,
    tenant: TcpListener,
    tenant_address: SocketAddr,
    idp: TcpListener,
    idp_address: SocketAddr,
    app: TcpListener,
    app_address: SocketAddr,
    control: TcpListener,
}

impl PartyListeners {
    async fn bind(ports: Ports) -> Result<Self, StandError> {
        let bind = async |what: &str, port: u16| {
            TcpListener::bind((Ipv4Addr::LOCALHOST, port))
                .await
                .map_err(StandError::io(format!("no port for {what} (tried {port})")))
        };
        // workerd binds by itself, so its port is found by letting one go; the addresses have to be
        // in the configuration before it starts.
        let worker = match ports.worker {
            0 => port_for_later()?,
            port => port,
        };
        let tenant = bind("the tenant", ports.tenant).await?;
        let idp = bind("the identity providers", 0).await?;
        let app = bind("the application", 0).await?;
        Ok(Self {
            worker,
            tenant_address: local(&tenant)?,
            tenant,
            idp_address: local(&idp)?,
            idp,
            app_address: local(&app)?,
            app,
            control: bind("the control interface", 0).await?,
        })
    }

    fn addresses(&self, transport: Transport, front: SocketAddr) -> Result<Addresses, StandError> {
        let [edge, login, idp, app, other] = hosts(transport);
        let address = |host: &str, own_port: u16| {
            let (scheme, port) = match transport {
                Transport::Loopback => ("http", own_port),
                Transport::Tls => ("https", front.port()),
            };
            url(&format!("{scheme}://{host}:{port}/"))
        };
        Ok(Addresses {
            worker: address(edge, self.worker)?,
            tenant: address(login, self.tenant_address.port())?,
            other_tenant: address(other, self.tenant_address.port())?,
            idp: address(idp, self.idp_address.port())?,
            app: address(app, self.app_address.port())?,
            control: url(&format!("http://{}/", local(&self.control)?))?,
        })
    }
}

/// The certificate of the authority in a file, for the Node.js that runs the Actions.
fn write_authority(
    workspace: &Workspace,
    authority: &Authority,
    port: u16,
) -> Result<PathBuf, StandError> {
    let folder = workspace.target().join("harness/authorities");
    std::fs::create_dir_all(&folder).map_err(StandError::io(folder.display().to_string()))?;
    let file = folder.join(format!("{}-{port}.pem", std::process::id()));
    std::fs::write(&file, authority.certificate_pem())
        .map_err(StandError::io(file.display().to_string()))?;
    Ok(file)
}

fn url(text: &str) -> Result<Url, StandError> {
    Url::parse(text).map_err(|error| StandError::Worker(format!("{text}: {error}")))
}

fn local(listener: &TcpListener) -> Result<SocketAddr, StandError> {
    listener
        .local_addr()
        .map_err(StandError::io("a listener without an address"))
}

/// The variables by which a tenant file learns where everybody is in this run.
fn compile_options(addresses: &Addresses, transport: Transport) -> CompileOptions {
    let variables: BTreeMap<String, String> = [
        ("tenant_origin", &addresses.tenant),
        ("other_tenant_origin", &addresses.other_tenant),
        ("app_origin", &addresses.app),
        ("edge_origin", &addresses.worker),
    ]
    .map(|(name, url)| (name.to_owned(), origin(url)))
    .into();
    CompileOptions {
        variables,
        dangerous_loopback: transport == Transport::Loopback,
        ..CompileOptions::default()
    }
}

fn publish(namespace: &KeyValueService, compiled: &Compiled) {
    for (id, bytes) in &compiled.shards {
        namespace.put(&format!("shard/{id}"), bytes.clone());
    }
    for (id, bytes) in &compiled.assets {
        namespace.put(&format!("asset/{id}"), bytes.clone());
    }
    let digest = compiled.manifest_digest;
    namespace.put(&format!("manifest/{digest}"), compiled.manifest.clone());
    namespace.put("current", digest.to_string());
}

fn application_of(
    tenant_file: &TenantFile,
    addresses: &Addresses,
    audience: Option<String>,
) -> Option<Application> {
    let client = tenant_file
        .clients
        .iter()
        .find(|client| client.login_url.is_some())?;
    Some(Application {
        client_id: client.id.clone(),
        callback: Url::parse(client.callback_urls.first()?).ok()?,
        login_url: Url::parse(client.login_url.as_deref()?).ok()?,
        issuer: addresses.tenant.clone(),
        audience,
        scope: "openid profile email".to_owned(),
    })
}

/// The demo application as the first client with a login URL, with someone to try for every
/// verified domain.
fn app_config(
    tenant_file: &TenantFile,
    addresses: &Addresses,
    audience: Option<String>,
) -> Option<vestibule_demo_app::Config> {
    let client = tenant_file
        .clients
        .iter()
        .find(|client| client.login_url.is_some())?;
    let accounts = tenant_file.organizations.iter().flat_map(|organization| {
        let verified = organization.domains.iter().filter(|domain| domain.verified);
        verified.map(|domain| Account {
            email: format!("ana@{}", domain.name),
            shows: match organization.connections.len() {
                1 => format!(
                    "{}: straight to its identity provider",
                    organization.display_name
                ),
                _ => format!(
                    "{}: a choice of identity providers",
                    organization.display_name
                ),
            },
        })
    });
    // A tenant file may have hundreds of thousands; nobody tries more than a few.
    let accounts = accounts.take(6).collect();
    Some(vestibule_demo_app::Config {
        name: client.name.clone(),
        client_id: client.id.clone(),
        tenant_origin: origin(&addresses.tenant),
        edge_origin: origin(&addresses.worker),
        audience,
        accounts,
    })
}

/// A secret for one run, as an operator would make one.
fn random_key() -> Result<String, StandError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| StandError::Worker(format!("no random bytes: {error}")))?;
    Ok(STANDARD.encode(bytes))
}

/// Compiles a tenant file as it is deployed, in one piece.
///
/// # Errors
/// [`StandError::TenantFile`].
pub fn bundle_of(tenant_file: &Path, stage: Option<&str>) -> Result<Vec<u8>, StandError> {
    let options = CompileOptions {
        stage: stage.map(str::to_owned),
        ..CompileOptions::default()
    };
    let compiled = compile(tenant_file, &options)?;
    compiled
        .bundle()
        .map_err(|error| StandError::Worker(error.to_string()))
}
