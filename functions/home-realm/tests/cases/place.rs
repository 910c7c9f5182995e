//! Decisions as a place that answers.

use std::path::{Path, PathBuf};

use vestibule_home_realm::{Context, decide};
use vestibule_http::{Origin, Request, Response, Step};
use vestibule_tenant::{Bundle, Manifest, NetworkFacts, Shard, Snapshot};
use vestibule_tenant_compiler::{CompileOptions, compile, sha256};

use crate::run::{Place, Reply, Sent};

pub(crate) const CLIENT: &str = "acmeDemoApp0000000000000000000001";
pub(crate) const TENANT: &str = "https://login.acme.example";

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test-harness/cases")
}

/// The text of the example tenant.
pub(crate) fn example() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/acme/vestibule.toml");
    std::fs::read_to_string(file).unwrap()
}

/// Decisions against one tenant, or none.
pub(crate) struct Decided(Option<Snapshot>);

impl Decided {
    pub(crate) fn nowhere() -> Self {
        Self(None)
    }

    pub(crate) fn of(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let logos = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/acme/logos");
        std::os::unix::fs::symlink(logos, folder.path().join("logos")).unwrap();
        let file = folder.path().join("vestibule.toml");
        std::fs::write(&file, text).unwrap();
        let compiled = compile(&file, &CompileOptions::default()).unwrap();
        let bundle = compiled.bundle().unwrap();
        let bundle = Bundle::from_bytes(&bundle).unwrap();
        let manifest = bundle.manifest().to_vec();
        let manifest = Manifest::from_bytes(manifest, bundle.manifest_digest()).unwrap();
        let mut snapshot = Snapshot::new(manifest);
        for (_, bytes) in &compiled.shards {
            let shard = Shard::from_bytes(bytes.clone(), sha256(bytes)).unwrap();
            snapshot.insert(shard).unwrap();
        }
        Self(Some(snapshot))
    }
}

impl Place for Decided {
    fn tenant(&self) -> String {
        TENANT.to_owned()
    }

    fn app(&self) -> String {
        "https://app.acme.example".to_owned()
    }

    fn ask(&self, sent: &Sent) -> Reply {
        // A decision gets no header at all, so there is none that it could believe.
        let _ = &sent.headers;
        let host = sent.host.as_deref().unwrap_or("start.acme.example");
        let url = format!("https://{host}{}", sent.target);
        let request = Request::new(sent.method, &url, &sent.body).unwrap();
        let id = "0123456789abcdef0123456789abcdef";
        let context = Context {
            snapshot: self.0.as_ref(),
            manifest: None,
            at_last: false,
            tenant_origin: Some(Origin::parse(TENANT).unwrap()),
            host,
            network: NetworkFacts {
                ip: sent.ip.as_ref().map(|ip| ip.parse().unwrap()),
                asn: sent.asn,
                country: None,
            },
            memory: None,
            accept_language: Some(""),
            remembered_language: "",
            caller: vestibule_home_realm::Caller::default(),
            id,
        };
        let Step::Done(decision) = decide(&request, context).unwrap() else {
            panic!("everything is resident");
        };
        let end = decision.trace.end.name().to_owned();
        let response = Response::new(decision.outcome, decision.cookies, request.method, id);
        let lines = response.lines();
        let headers = lines
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Reply {
            status: response.status,
            headers,
            body: response.body,
            end,
        }
    }
}

/// The codes of all that is found in a tenant file.
pub(crate) fn codes(text: &str) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.toml");
    std::fs::write(&file, text).unwrap();
    match compile(&file, &CompileOptions::default()) {
        Ok(compiled) => compiled.findings.iter().map(|it| it.code).collect(),
        Err(errors) => errors.findings().iter().map(|it| it.code).collect(),
    }
}
