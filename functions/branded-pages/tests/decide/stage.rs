//! The example tenant, and what it answers.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use vestibule_branded_pages::{Context, Decision, decide};
use vestibule_http::sealed::Keys;
use vestibule_http::{Origin, Outcome, Page, Request, Step};
use vestibule_identity::UnixSeconds;
use vestibule_pages::ENGLISH_EXPLANATIONS;
use vestibule_tenant::{Bundle, Manifest, Shard, ShardId, Snapshot};
use vestibule_tenant_compiler::{CompileOptions, compile, sha256};

pub(crate) const NOW: UnixSeconds = UnixSeconds(1_790_000_000);
/// The id of every decision here.
pub(crate) const ID: &str = "0123456789abcdef0123456789abcdef";

/// A compiled tenant of which only the manifest is resident at first.
pub(crate) struct Stage {
    bundle: Vec<u8>,
    pub(crate) keys: Keys,
}

impl Stage {
    pub(crate) fn acme() -> Self {
        Self::compiled(&example())
    }

    /// The example with its text changed before it is compiled.
    pub(crate) fn acme_with(name: &str, from: &str, to: &str) -> Self {
        Self::acme_with_all(name, &[(from, to)])
    }

    /// The same with several changes.
    pub(crate) fn acme_with_all(name: &str, edits: &[(&str, &str)]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        // Afresh, with what the example has beside it.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        for beside in std::fs::read_dir(example().parent().unwrap()).unwrap() {
            let beside = beside.unwrap();
            if beside.file_name() != "vestibule.toml" {
                symlink(beside.path(), folder.join(beside.file_name())).unwrap();
            }
        }
        let changed = folder.join("vestibule.toml");
        let mut text = std::fs::read_to_string(example()).unwrap();
        for (from, to) in edits {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        std::fs::write(&changed, text).unwrap();
        Self::compiled(&changed)
    }

    fn compiled(file: &Path) -> Self {
        let compiled = compile(file, &CompileOptions::default()).unwrap();
        Self {
            bundle: compiled.bundle().unwrap(),
            keys: Keys::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", None).unwrap(),
        }
    }

    /// The tenant's manifest, with no shard.
    pub(crate) fn snapshot(&self) -> Snapshot {
        let bundle = Bundle::from_bytes(&self.bundle).unwrap();
        let manifest =
            Manifest::from_bytes(bundle.manifest().to_vec(), bundle.manifest_digest()).unwrap();
        Snapshot::new(manifest)
    }

    pub(crate) fn get(&self, target: &str) -> Decision {
        self.get_on("start.acme.example", target)
    }

    /// A request on another host.
    pub(crate) fn get_on(&self, host: &str, target: &str) -> Decision {
        self.ask(&Asked::get(host, target))
    }

    /// A request of a browser that keeps something for us.
    pub(crate) fn get_with(&self, host: &str, cookies: &str, target: &str) -> Decision {
        self.ask(&Asked {
            cookies,
            ..Asked::get(host, target)
        })
    }

    pub(crate) fn ask(&self, asked: &Asked<'_>) -> Decision {
        let bundle = Bundle::from_bytes(&self.bundle).unwrap();
        let mut snapshot = self.snapshot();
        for _ in 0..5 {
            let context = Context {
                snapshot: Some(&snapshot),
                keys: Some(&self.keys),
                ..plain(asked)
            };
            match step(asked, context).unwrap() {
                Step::Done(decision) => return decision,
                Step::Need(shards) => {
                    for id in shards {
                        let bytes = bundle.shard(id).unwrap().to_vec();
                        let digest = sha256(&bytes);
                        let shard = Shard::from_bytes(bytes, digest).unwrap();
                        snapshot.insert(shard).unwrap();
                    }
                }
            }
        }
        panic!("asks for shards without end");
    }

    /// What is answered when nothing more can be fetched.
    pub(crate) fn at_last(
        &self,
        snapshot: Option<&Snapshot>,
        manifest: Option<&Manifest>,
        target: &str,
    ) -> Decision {
        let asked = Asked::get("start.acme.example", target);
        let context = Context {
            snapshot,
            manifest,
            keys: Some(&self.keys),
            at_last: true,
            ..plain(&asked)
        };
        match step(&asked, context).unwrap() {
            Step::Done(decision) => decision,
            Step::Need(shards) => panic!("asks for {shards:?} in vain"),
        }
    }
}

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/acme/vestibule.toml")
}

/// A decision without any snapshot; `None` when the path is not ours.
pub(crate) fn without_snapshot(method: &str, target: &str) -> Option<Decision> {
    ask_without_snapshot(&Asked {
        method,
        ..Asked::get("start.acme.example", target)
    })
}

pub(crate) fn ask_without_snapshot(asked: &Asked<'_>) -> Option<Decision> {
    match step(asked, plain(asked))? {
        Step::Done(decision) => Some(decision),
        Step::Need(_) => panic!("needs a part of nothing"),
    }
}

/// A request.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a str,
    pub(crate) host: &'a str,
    pub(crate) target: &'a str,
    pub(crate) body: &'a str,
    pub(crate) form_of: Option<&'a str>,
    pub(crate) cookies: &'a str,
    pub(crate) tenant_origin: &'a str,
}

impl<'a> Asked<'a> {
    pub(crate) fn get(host: &'a str, target: &'a str) -> Self {
        Self {
            method: "GET",
            host,
            target,
            body: "",
            form_of: None,
            cookies: "",
            tenant_origin: "",
        }
    }
}

fn step(asked: &Asked<'_>, context: Context<'_>) -> Option<Step<Decision, ShardId>> {
    let url = format!("https://{}{}", asked.host, asked.target);
    let request = Request::new(asked.method, &url, asked.body).unwrap();
    decide(&request, context)
}

/// The context of a request, where nothing of the tenant is known.
fn plain<'a>(asked: &Asked<'a>) -> Context<'a> {
    Context {
        snapshot: None,
        manifest: None,
        at_last: false,
        tenant_origin: Origin::parse(asked.tenant_origin).ok(),
        keys: None,
        host: asked.host,
        form_of: asked.form_of,
        cookies: asked.cookies,
        accept_language: "",
        remembered_language: "",
        now: NOW,
        id: ID,
    }
}

/// The page of a decision.
pub(crate) fn page(decision: &Decision) -> &Page {
    match &decision.outcome {
        Outcome::Page(page) => page,
        other => panic!("no page: {other:?}"),
    }
}

/// What stands between the first two marks.
pub(crate) fn between<'b>(body: &'b str, before: &str, after: &str) -> &'b str {
    let (_, rest) = body.split_once(before).unwrap();
    rest.split_once(after).unwrap().0
}

/// The heading of a decision's page.
pub(crate) fn heading(decision: &Decision) -> String {
    // Without what keeps “sign-in” on one line.
    between(&page(decision).body, "<h1>", "</h1>").replace('\u{2060}', "")
}

/// The paragraph below it, without what it says where no way on is known.
pub(crate) fn lead(decision: &Decision) -> &str {
    let lead = between(&page(decision).body, "<p class=\"lead\">", "</p>");
    let from_application = ENGLISH_EXPLANATIONS.from_application;
    assert_eq!(
        lead.ends_with(from_application),
        links(decision).is_empty(),
        "{lead}"
    );
    lead.trim_end_matches(from_application).trim_end()
}

/// Words of the tenant's own in the lead, which is in English at Acme.
pub(crate) fn own_words(decision: &Decision) -> &str {
    between(lead(decision), "<bdi lang=\"en\">", "</bdi>")
}

/// The product that the page's window names.
pub(crate) fn product(decision: &Decision) -> &str {
    let title = between(&page(decision).body, "<title>", "</title>");
    title.rsplit_once(" · ").unwrap().1
}

/// Where the links of a page's content lead.
pub(crate) fn links(decision: &Decision) -> Vec<String> {
    between(&page(decision).body, "<main>", "</main>")
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split_once('"').unwrap().0.replace("&#38;", "&"))
        .collect()
}
