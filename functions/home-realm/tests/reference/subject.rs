//! The code under test, and its answers in the words of the reference.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vestibule_home_realm::{Context, Decision, decide};
use vestibule_http::{Outcome, Request, Step};
use vestibule_tenant::{Bundle, Manifest, NetworkFacts, Shard, Snapshot};
use vestibule_tenant_compiler::{CompileOptions, Finding, Severity, compile, sha256};

use crate::decision::{Answer, Asked};
use crate::query::encode;

/// The errors of files that Auth0 would refuse.
const REFUSED: [&str; 2] = ["connection-not-enabled", "organization-refused"];

pub(crate) struct Subject(Snapshot);

impl Subject {
    /// `None` for a file whose only fault is that Auth0 would refuse what it says: random files say
    /// such things, and the compiler lets none of them through.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("vestibule.toml");
        std::fs::write(&file, text).unwrap();
        let compiled = match compile(&file, &CompileOptions::default()) {
            Ok(compiled) => compiled,
            Err(errors) => {
                let refused = |finding: &&Finding| {
                    finding.severity == Severity::Error && !REFUSED.contains(&finding.code)
                };
                let other: Vec<_> = errors.findings().iter().filter(refused).collect();
                assert!(other.is_empty(), "{other:?}\n{text}");
                return None;
            }
        };
        let bundle = compiled.bundle().unwrap();
        let bundle = Bundle::from_bytes(&bundle).unwrap();
        let manifest = bundle.manifest().to_vec();
        let manifest = Manifest::from_bytes(manifest, bundle.manifest_digest()).unwrap();
        let mut snapshot = Snapshot::new(manifest);
        for (_, bytes) in &compiled.shards {
            let shard = Shard::from_bytes(bytes.clone(), sha256(bytes)).unwrap();
            snapshot.insert(shard).unwrap();
        }
        Some(Self(snapshot))
    }

    pub(crate) fn decide(&self, asked: &Asked) -> Answer {
        let path = if asked.front_door {
            "/authorize"
        } else {
            "/edge/realm"
        };
        let host = if asked.host.is_empty() {
            "x"
        } else {
            &asked.host
        };
        let (method, url, body) = match &asked.form {
            None => (
                "GET",
                format!("https://{host}{path}?{}", asked.query),
                String::new(),
            ),
            Some(form) => {
                let way_in = if asked.front_door { 'f' } else { 'i' };
                let flow = URL_SAFE_NO_PAD.encode(&asked.query);
                let mut body = format!("flow={way_in}{flow}&email={}", encode(&form.typed));
                for (name, value) in [
                    ("organization", &form.organization),
                    ("connection", &form.connection),
                ] {
                    if let Some(value) = value {
                        body += &format!("&{name}={}", encode(value));
                    }
                }
                ("POST", format!("https://{host}/edge/realm"), body)
            }
        };
        let request = Request::new(method, &url, &body).unwrap();
        let context = Context {
            snapshot: Some(&self.0),
            manifest: None,
            at_last: false,
            tenant_origin: None,
            host: &asked.host,
            network: NetworkFacts {
                ip: asked.ip,
                asn: asked.asn,
                country: asked.country,
            },
            memory: None,
            accept_language: Some(""),
            remembered_language: "",
            caller: vestibule_home_realm::Caller::default(),
            id: "0123456789abcdef0123456789abcdef",
        };
        match decide(&request, context).unwrap() {
            Step::Done(decision) => answer(decision),
            Step::Need(_) => panic!("everything is resident"),
        }
    }
}

fn answer(decision: Decision) -> Answer {
    let trace = decision.trace;
    let (target, body) = match decision.outcome {
        Outcome::Redirect(target) | Outcome::SeeOther(target) => {
            (Some(target.as_str().to_owned()), String::new())
        }
        Outcome::Page(page) => {
            let refresh = page.headers.iter().find(|(name, _)| *name == "refresh");
            let target = refresh.and_then(|(_, value)| value.split_once("url="));
            (target.map(|(_, url)| url.to_owned()), page.body)
        }
        Outcome::Json(_)
        | Outcome::Problem(_)
        | Outcome::Asset(_)
        | Outcome::NotModified(_)
        | Outcome::Published(_)
        | Outcome::Preflight { .. } => (None, String::new()),
    };
    let end = trace.end.name();
    let offered = match end {
        "offered-organizations" => values(&body, "organization"),
        "offered-connections" => values(&body, "connection"),
        _ => Vec::new(),
    };
    Answer {
        end,
        winner: trace.winner.map(|winner| winner.name().to_owned()),
        organization: trace.organization.map(|id| id.to_string()),
        connection: trace.connection.map(|name| name.to_string()),
        target,
        offered,
    }
}

/// The values of a page's buttons of one name.
fn values(body: &str, name: &str) -> Vec<String> {
    let mut values = Vec::new();
    let start = format!("name=\"{name}\" value=\"");
    for (at, _) in body.match_indices(&start) {
        let rest = &body[at + start.len()..];
        values.push(rest.split('"').next().unwrap().to_owned());
    }
    values
}
