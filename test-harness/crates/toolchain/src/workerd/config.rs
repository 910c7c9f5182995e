//! What a workerd process serves: the part of its `workerd.capnp` schema that we use.
//!
//! The names are those of the schema, which the npm package `workerd` carries.

use std::path::PathBuf;

use crate::build::WorkerBundle;
use crate::wrangler::WranglerSettings;

/// A whole configuration.
#[derive(Debug, Clone, Default)]
pub struct WorkerdConfig {
    /// What can be reached, by name.
    pub services: Vec<Service>,
    /// Where requests come in.
    pub sockets: Vec<Socket>,
}

/// A named thing that answers requests.
#[derive(Debug, Clone)]
pub enum Service {
    /// A Worker.
    Worker(WorkerService),
    /// One server, whatever host the request names.
    External(ExternalService),
    /// The network, within limits.
    Network(NetworkService),
}

/// A listening socket on the loopback interface.
#[derive(Debug, Clone)]
pub struct Socket {
    /// Its name, by which [`Workerd::address`](super::Workerd::address) finds it.
    pub name: String,
    /// The port on 127.0.0.1; 0 lets the operating system choose.
    pub port: u16,
    /// The service that answers.
    pub service: String,
    /// The header from which the Worker's `request.url` takes its scheme, when a proxy in front ends
    /// TLS. Requests without it are `http`.
    pub forwarded_proto_header: Option<String>,
}

/// A Worker, with everything that `wrangler.toml` would give it.
#[derive(Debug, Clone, Default)]
pub struct WorkerService {
    /// The name of the service.
    pub name: String,
    /// Its modules; the first one is the main module.
    pub modules: Vec<Module>,
    /// `compatibility_date`, as `YYYY-MM-DD`.
    pub compatibility_date: String,
    /// `compatibility_flags`.
    pub compatibility_flags: Vec<String>,
    /// Its `env`: names and values.
    pub bindings: Vec<(String, Binding)>,
    /// The service behind the global `fetch`. `None` is workerd's default: public addresses only.
    pub global_outbound: Option<String>,
    /// Its Durable Object classes.
    pub durable_objects: Vec<DurableObject>,
    /// Where its Durable Objects keep their data.
    pub storage: DurableObjectStorage,
}

/// A module of a Worker.
#[derive(Debug, Clone)]
pub struct Module {
    /// The name by which other modules import it, relative to the main module: `index_bg.wasm`.
    pub name: String,
    /// Its kind and contents.
    pub body: ModuleBody,
}

/// What a module is, and where its contents come from.
#[derive(Debug, Clone)]
pub enum ModuleBody {
    /// JavaScript in a file.
    EsModule(PathBuf),
    /// JavaScript given here.
    EsModuleText(String),
    /// WebAssembly in a file; importing it gives a `WebAssembly.Module`.
    Wasm(PathBuf),
    /// Bytes in a file; importing it gives an `ArrayBuffer`.
    Data(PathBuf),
}

/// A value in a Worker's `env`.
#[derive(Debug, Clone)]
pub enum Binding {
    /// A variable or a secret: the Worker sees no difference.
    Text(String),
    /// A value parsed from JSON.
    Json(String),
    /// Another service of this configuration; `entrypoint` names an exported class other than the
    /// default one.
    Service {
        /// The service.
        service: String,
        /// The exported entrypoint; `None` is the default one.
        entrypoint: Option<String>,
    },
    /// A KV namespace that the named service plays by HTTP: `GET`, `PUT` and `DELETE` of
    /// `/{key}?urlencoded=true`.
    KvNamespace(String),
    /// The namespace of one of this Worker's own Durable Object classes.
    DurableObjectNamespace(String),
    /// The namespace of a Durable Object class of another Worker of this configuration.
    DurableObjectNamespaceOf {
        /// The other Worker.
        service: String,
        /// The exported class.
        class_name: String,
    },
}

/// A Durable Object class.
#[derive(Debug, Clone)]
pub struct DurableObject {
    /// The exported class.
    pub class_name: String,
    /// What its stored data is found by; keep it when data must outlive a restart.
    pub unique_key: String,
    /// Whether its storage is `SQLite`, as for every new class on the edge.
    pub sql: bool,
}

/// Where Durable Objects keep their data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum DurableObjectStorage {
    /// Nowhere: right for a Worker without Durable Objects.
    #[default]
    None,
    /// In memory, gone with the process.
    InMemory,
    /// In files in an existing folder.
    LocalDisk(PathBuf),
}

/// One server that gets every request of a service, whatever host the request names.
/// The request's own host stays in its `Host` header.
#[derive(Debug, Clone)]
pub struct ExternalService {
    /// The name of the service.
    pub name: String,
    /// `host:port`, spoken to in plain HTTP.
    pub address: String,
    /// The header that tells the server the scheme of the URL that the Worker asked for.
    pub forwarded_proto_header: Option<String>,
}

/// The network, within limits.
#[derive(Debug, Clone)]
pub struct NetworkService {
    /// The name of the service; `internet` replaces the default outbound of every Worker.
    pub name: String,
    /// What may be reached: blocks in CIDR notation, `public`, `private` or `local`.
    pub allow: Vec<String>,
    /// Certificates to trust, in PEM; when there is none, those that browsers trust.
    pub trusted_certificates: Vec<String>,
}

impl Module {
    /// A module with a name and a body.
    #[must_use]
    pub fn new(name: impl Into<String>, body: ModuleBody) -> Self {
        Self {
            name: name.into(),
            body,
        }
    }
}

impl Socket {
    /// A socket on a port of the operating system's choice.
    #[must_use]
    pub fn on_any_port(name: impl Into<String>, service: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            port: 0,
            service: service.into(),
            forwarded_proto_header: None,
        }
    }
}

impl WorkerService {
    /// A Worker of one JavaScript module.
    #[must_use]
    pub fn from_script(
        name: impl Into<String>,
        script: impl Into<String>,
        settings: &WranglerSettings,
    ) -> Self {
        Self {
            name: name.into(),
            modules: vec![Module::new(
                "index.js",
                ModuleBody::EsModuleText(script.into()),
            )],
            compatibility_date: settings.compatibility_date.clone(),
            compatibility_flags: settings.compatibility_flags.clone(),
            ..Self::default()
        }
    }

    /// A built Worker. Its snapshot and bindings are for the caller to add.
    #[must_use]
    pub fn from_bundle(
        name: impl Into<String>,
        bundle: &WorkerBundle,
        settings: &WranglerSettings,
    ) -> Self {
        Self {
            name: name.into(),
            modules: vec![
                Module::new("index.js", ModuleBody::EsModule(bundle.index_js.clone())),
                Module::new("index_bg.wasm", ModuleBody::Wasm(bundle.wasm.clone())),
            ],
            compatibility_date: settings.compatibility_date.clone(),
            compatibility_flags: settings.compatibility_flags.clone(),
            ..Self::default()
        }
    }

    /// Adds a module.
    #[must_use]
    pub fn with_module(mut self, name: impl Into<String>, body: ModuleBody) -> Self {
        self.modules.push(Module::new(name, body));
        self
    }

    /// Adds a binding.
    #[must_use]
    pub fn with_binding(mut self, name: impl Into<String>, binding: Binding) -> Self {
        self.bindings.push((name.into(), binding));
        self
    }
}
