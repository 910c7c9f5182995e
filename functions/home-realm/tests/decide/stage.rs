//! The example tenant, and a driver that supplies what a decision asks for.

use std::path::Path;

use serde_json::Value;
use vestibule_home_realm::{Caller, Context, Decision, End, Finding, Memory, Need, Winner, decide};
use vestibule_http::{Origin, Outcome, Request, Step};
use vestibule_tenant::{Bundle, Manifest, NetworkFacts, Shard, SignalKind, Snapshot};
use vestibule_tenant_compiler::{CompileOptions, compile, sha256};

pub(crate) const EDGE: &str = "https://start.acme.example";
pub(crate) const CLIENT: &str = "acmeDemoApp0000000000000000000001";

/// A compiled tenant of which only the manifest is resident at first.
pub(crate) struct Stage {
    bundle: Vec<u8>,
}

/// A decision, taken apart for assertions.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) decision: Decision,
    /// How many shards it had to ask for.
    pub(crate) asked_for: usize,
}

impl Stage {
    pub(crate) fn acme() -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/acme/vestibule.toml");
        let compiled = compile(&file, &CompileOptions::default()).unwrap();
        Self {
            bundle: compiled.bundle().unwrap(),
        }
    }

    /// The example with its text changed before it is compiled.
    pub(crate) fn acme_with(name: &str, change: impl FnOnce(String) -> String) -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/acme/vestibule.toml");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let changed = folder.join("vestibule.toml");
        let logos = folder.join("logos");
        if !logos.exists() {
            std::os::unix::fs::symlink(file.with_file_name("logos"), logos).unwrap();
        }
        let before = std::fs::read_to_string(file).unwrap();
        let after = change(before.clone());
        assert_ne!(before, after, "the change found nothing to change");
        std::fs::write(&changed, after).unwrap();
        let compiled = compile(&changed, &CompileOptions::default()).unwrap();
        Self {
            bundle: compiled.bundle().unwrap(),
        }
    }

    pub(crate) fn get(&self, target: &str) -> Answer {
        self.request("GET", target, "")
    }

    pub(crate) fn post(&self, target: &str, body: &str) -> Answer {
        self.request("POST", target, body)
    }

    /// A request on another host, from another network.
    pub(crate) fn get_from(&self, host: &str, network: NetworkFacts, target: &str) -> Answer {
        self.answer("GET", &format!("https://{host}{target}"), "", network)
    }

    /// A form that was sent on another host.
    pub(crate) fn post_from(&self, host: &str, target: &str, body: &str) -> Answer {
        let network = NetworkFacts::default();
        self.answer("POST", &format!("https://{host}{target}"), body, network)
    }

    pub(crate) fn request(&self, method: &str, target: &str, body: &str) -> Answer {
        let url = format!("{EDGE}{target}");
        self.answer(method, &url, body, NetworkFacts::default())
    }

    fn answer(&self, method: &str, url: &str, body: &str, network: NetworkFacts) -> Answer {
        self.answer_remembering(method, url, body, network, None)
    }

    pub(crate) fn answer_remembering(
        &self,
        method: &str,
        url: &str,
        body: &str,
        network: NetworkFacts,
        memory: Option<Memory<'_>>,
    ) -> Answer {
        self.drive(|snapshot| {
            let caller = Caller::default();
            step(url, method, body, network, memory, caller, Some(snapshot))
        })
    }

    /// A request of a browser that says which languages its owner reads.
    pub(crate) fn request_in(
        &self,
        accept_language: &str,
        method: &str,
        target: &str,
        body: &str,
    ) -> Answer {
        let url = format!("{EDGE}{target}");
        self.drive(|snapshot| {
            let request = Request::new(method, &url, body).unwrap();
            let context = Context {
                accept_language: Some(accept_language),
                ..plain(&url, Some(snapshot))
            };
            decide(&request, context).unwrap()
        })
    }

    /// A link that is followed in a browser in which a language was chosen before.
    pub(crate) fn request_again_in(
        &self,
        chosen: &str,
        accept_language: &str,
        target: &str,
    ) -> Answer {
        let url = format!("{EDGE}{target}");
        self.drive(|snapshot| {
            let request = Request::new("GET", &url, "").unwrap();
            let context = Context {
                accept_language: Some(accept_language),
                remembered_language: chosen,
                ..plain(&url, Some(snapshot))
            };
            decide(&request, context).unwrap()
        })
    }

    /// Whether the answer depends on the languages that a visitor reads. Everything is resident.
    pub(crate) fn waits_for_languages(&self, method: &str, target: &str, body: &str) -> bool {
        let bundle = Bundle::from_bytes(&self.bundle).unwrap();
        let snapshot = bundle.snapshot(sha256).unwrap();
        let url = format!("{EDGE}{target}");
        let request = Request::new(method, &url, body).unwrap();
        let context = Context {
            accept_language: None,
            ..plain(&url, Some(&snapshot))
        };
        let step = decide(&request, context).unwrap();
        step == Step::Need(vec![Need::AcceptLanguage])
    }

    /// What a script of a page, or another program, is told.
    pub(crate) fn tell(
        &self,
        method: &str,
        target: &str,
        body: &str,
        memory: Option<Memory<'_>>,
        caller: Caller<'_>,
    ) -> Answer {
        let url = format!("{EDGE}{target}");
        let network = NetworkFacts::default();
        self.drive(|snapshot| step(&url, method, body, network, memory, caller, Some(snapshot)))
    }

    fn drive(&self, ask: impl Fn(&Snapshot) -> Step<Decision, Need>) -> Answer {
        let bundle = Bundle::from_bytes(&self.bundle).unwrap();
        let manifest =
            Manifest::from_bytes(bundle.manifest().to_vec(), bundle.manifest_digest()).unwrap();
        let mut snapshot = Snapshot::new(manifest);
        for asked_for in 0..10 {
            match ask(&snapshot) {
                Step::Done(decision) => {
                    return Answer {
                        decision,
                        asked_for,
                    };
                }
                Step::Need(needs) => {
                    for need in needs {
                        let Need::Shard(id) = need else {
                            panic!("the languages of the visitor are known");
                        };
                        let bytes = bundle.shard(id).unwrap().to_vec();
                        let digest = sha256(&bytes);
                        snapshot
                            .insert(Shard::from_bytes(bytes, digest).unwrap())
                            .unwrap();
                    }
                }
            }
        }
        panic!("asks for shards without end");
    }
}

/// A decision without any snapshot.
pub(crate) fn without_snapshot(method: &str, target: &str, body: &str) -> Decision {
    let url = format!("{EDGE}{target}");
    let network = NetworkFacts::default();
    match step(&url, method, body, network, None, Caller::default(), None) {
        Step::Done(decision) => decision,
        Step::Need(_) => panic!("needs a part of nothing"),
    }
}

fn step(
    url: &str,
    method: &str,
    body: &str,
    network: NetworkFacts,
    memory: Option<Memory<'_>>,
    caller: Caller<'_>,
    snapshot: Option<&Snapshot>,
) -> Step<Decision, Need> {
    let request = Request::new(method, url, body).unwrap();
    let context = Context {
        network,
        memory,
        caller,
        ..plain(url, snapshot)
    };
    decide(&request, context).unwrap()
}

/// The context of a request of which nothing is known.
fn plain<'a>(url: &'a str, snapshot: Option<&'a Snapshot>) -> Context<'a> {
    Context {
        snapshot,
        manifest: None,
        at_last: false,
        tenant_origin: Some(Origin::parse("https://neutral.example").unwrap()),
        host: url.split('/').nth(2).unwrap(),
        network: NetworkFacts::default(),
        memory: None,
        accept_language: Some(""),
        remembered_language: "",
        caller: Caller::default(),
        id: "0123456789abcdef0123456789abcdef",
    }
}

impl Answer {
    /// Where it redirects to.
    pub(crate) fn location(&self) -> &str {
        match &self.decision.outcome {
            Outcome::Redirect(target) => target.as_str(),
            _ => panic!("no redirect: {:?}", self.decision.trace),
        }
    }

    /// Its JSON.
    pub(crate) fn json(&self) -> Value {
        match &self.decision.outcome {
            Outcome::Json(json) => serde_json::from_str(&json.body).unwrap(),
            _ => panic!("no JSON: {:?}", self.decision.trace),
        }
    }

    /// The status and code of its problem.
    pub(crate) fn problem(&self) -> (u16, &'static str) {
        match &self.decision.outcome {
            Outcome::Problem(problem) => (problem.status.code(), problem.code),
            _ => panic!("no problem: {:?}", self.decision.trace),
        }
    }

    /// Its page.
    pub(crate) fn page(&self) -> &str {
        match &self.decision.outcome {
            Outcome::Page(page) => &page.body,
            _ => panic!("no page: {:?}", self.decision.trace),
        }
    }

    /// Where its page goes on to by itself.
    pub(crate) fn goes_on_to(&self) -> &str {
        match &self.decision.outcome {
            Outcome::Page(page) => page
                .headers
                .iter()
                .find_map(|(name, value)| (*name == "refresh").then_some(value))
                .and_then(|value| value.split_once("url="))
                .map(|(_, url)| url)
                .unwrap(),
            _ => panic!("no page: {:?}", self.decision.trace),
        }
    }

    /// The value of the hidden field that carries the flow.
    pub(crate) fn flow(&self) -> String {
        let (_, rest) = self.page().split_once("name=\"flow\" value=\"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// Where "use another account" leads.
    pub(crate) fn other_account(&self) -> String {
        let (_, rest) = self.page().split_once("href=\"/edge/realm?").unwrap();
        format!("/edge/realm?{}", rest.split_once('"').unwrap().0)
    }

    pub(crate) fn end(&self) -> End {
        self.decision.trace.end
    }

    /// The configured entry that the winning signal matched.
    pub(crate) fn rule(&self) -> Option<&str> {
        self.decision
            .trace
            .considered
            .iter()
            .find_map(|considered| considered.rule.as_deref())
    }

    /// How each signal came out, absent ones left out.
    pub(crate) fn findings(&self) -> Vec<(SignalKind, Finding)> {
        let considered = self.decision.trace.considered.iter();
        considered
            .map(|considered| (considered.signal, considered.finding))
            .filter(|(_, finding)| !matches!(finding, Finding::Absent))
            .collect()
    }

    pub(crate) fn winner(&self) -> Option<Winner> {
        self.decision.trace.winner
    }
}
