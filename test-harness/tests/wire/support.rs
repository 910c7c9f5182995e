//! What the tests share.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use url::Url;
use vestibule_harness::prepared::{Prepared, build_probe, prepare};
use vestibule_stand::{SnapshotPlace, Stand, StandOptions};
use vestibule_toolchain::{Progress, WorkerBundle};
use vestibule_visitor::{Login, Person, VisitError, Visitor, Way, log_in};

/// The tools and the Worker, prepared once for all tests.
pub(crate) fn prepared() -> &'static Prepared {
    static PREPARED: OnceLock<Prepared> = OnceLock::new();
    PREPARED.get_or_init(|| prepare(&Progress::new()).unwrap())
}

/// The Worker with its probe.
pub(crate) fn probe() -> &'static WorkerBundle {
    static PROBE: OnceLock<WorkerBundle> = OnceLock::new();
    PROBE.get_or_init(|| build_probe(prepared(), &Progress::new()).unwrap())
}

/// The example tenant, over TLS, its snapshot in KV.
pub(crate) async fn acme() -> Stand {
    stand(StandOptions::for_tests(acme_file())).await
}

pub(crate) fn acme_file() -> PathBuf {
    prepared()
        .workspace
        .root()
        .join("examples/acme/vestibule.toml")
}

pub(crate) async fn acme_with(snapshot: SnapshotPlace) -> Stand {
    stand(StandOptions {
        snapshot,
        ..StandOptions::for_tests(acme_file())
    })
    .await
}

pub(crate) async fn stand(options: StandOptions) -> Stand {
    let Prepared {
        workspace,
        toolbox,
        bundle,
    } = prepared();
    Stand::start(workspace, toolbox, bundle, options)
        .await
        .unwrap()
}

pub(crate) fn person(email: &str) -> Person {
    Person {
        email: email.to_owned(),
        password: "correct horse battery staple".to_owned(),
        connection: None,
    }
}

/// Signs somebody in who has never been here.
pub(crate) async fn sign_in(
    stand: &Stand,
    way: &Way,
    person: &Person,
) -> Result<Login, VisitError> {
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    log_in(&mut visitor, &stand.application().unwrap(), way, person).await
}

pub(crate) fn initiate(stand: &Stand) -> Way {
    Way::Initiate {
        edge: stand.addresses().worker.clone(),
    }
}

pub(crate) fn front_door(stand: &Stand, login_hint: Option<&str>) -> Way {
    Way::FrontDoor {
        edge: stand.addresses().worker.clone(),
        login_hint: login_hint.map(str::to_owned),
    }
}

/// Sends bytes to the Worker as they are and returns the whole answer.
pub(crate) fn raw(stand: &Stand, request: &[u8]) -> String {
    let address = stand.worker().unwrap().address("vestibule").unwrap();
    let mut connection = TcpStream::connect(address).unwrap();
    connection.write_all(request).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

/// The chunks of a body (RFC 9112, section 7.1), put together.
pub(crate) fn joined(mut chunks: &str) -> String {
    let mut body = String::new();
    while let Some((size, rest)) = chunks.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap();
        if size == 0 {
            break;
        }
        let (chunk, rest) = rest.split_at(size);
        body += chunk;
        chunks = rest.strip_prefix("\r\n").unwrap();
    }
    body
}

/// An address of the Worker's.
pub(crate) fn at_worker(stand: &Stand, target: &str) -> Url {
    stand.addresses().worker.join(target).unwrap()
}

/// The log line of a decision, waited for: it is written before the answer, but read from a pipe.
pub(crate) fn log_of(stand: &Stand, decision: &str) -> Value {
    let patience = std::time::Duration::from_secs(5);
    let line = stand
        .worker()
        .unwrap()
        .logs()
        .wait_for(0, patience, |line| line.text.contains(decision))
        .unwrap_or_else(|| panic!("no log line for decision {decision}"));
    serde_json::from_str(&line.text).unwrap()
}

/// A script of `test-harness/browser`, which finds its libraries in a `node_modules` beside it: the
/// pinned ones, linked there.
pub(crate) fn script(name: &str) -> PathBuf {
    static LINKED: OnceLock<PathBuf> = OnceLock::new();
    let folder = LINKED.get_or_init(|| {
        let folder = prepared().workspace.root().join("test-harness/browser");
        let link = folder.join("node_modules");
        let target = prepared().toolbox.node_modules();
        if std::fs::read_link(&link).ok().as_deref() != Some(target) {
            let _ = std::fs::remove_file(&link);
            std::os::unix::fs::symlink(target, &link).unwrap();
        }
        folder
    });
    folder.join(name)
}

/// The example tenant's file with one text replaced, in a folder of its own.
pub(crate) fn acme_but(folder: &str, from: &str, to: &str) -> PathBuf {
    let text = std::fs::read_to_string(acme_file()).unwrap();
    assert!(text.contains(from), "{from:?}");
    written(folder, &text.replace(from, to))
}

/// The example tenant's file with something added at the end, in a folder of its own. What it asks users for is left out where
/// something else is to be asked.
pub(crate) fn acme_and(folder: &str, more: &str) -> PathBuf {
    let text = std::fs::read_to_string(acme_file()).unwrap();
    let text = if more.contains("[profile") {
        // It stands at the end of the file.
        text.split_once("\n# ---- What users are asked for")
            .unwrap()
            .0
    } else {
        &text
    };
    written(folder, &format!("{text}\n{more}"))
}

fn written(folder: &str, text: &str) -> PathBuf {
    let folder = prepared().workspace.target().join("harness").join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    link_logos(&folder);
    let file = folder.join("vestibule.toml");
    std::fs::write(&file, text).unwrap();
    file
}

/// Puts the example's `mock.toml`, with its Actions and something added, beside a changed copy of its tenant file.
pub(crate) fn write_mock(tenant_file: &Path, more: &str) {
    let own = std::fs::read_to_string(acme_file().with_file_name("mock.toml")).unwrap();
    let actions = prepared().workspace.root().join("actions");
    let all = format!("{own}\n{more}").replace("../../actions", actions.to_str().unwrap());
    std::fs::write(tenant_file.with_file_name("mock.toml"), all).unwrap();
}

/// Puts the logos of the example where a changed copy of it looks for them.
pub(crate) fn link_logos(folder: &Path) {
    let link = folder.join("logos");
    if !link.exists() {
        std::os::unix::fs::symlink(acme_file().with_file_name("logos"), link).unwrap();
    }
}
