//! `vestibule publish` with the real wrangler, into a namespace on this machine, and a Worker that reads what came of it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use vestibule_stand::Stand;

use crate::snapshots::{assert_decides, assert_neutral};
use crate::support::{acme, acme_file, link_logos, prepared};

/// A folder with a configuration that has the binding, and what wrangler keeps for it.
struct Namespace(tempfile::TempDir);

impl Namespace {
    fn new() -> Self {
        let folder = prepared().workspace.target().join("harness");
        let folder = tempfile::tempdir_in(folder).unwrap();
        let config = "name = \"vestibule\"\ncompatibility_date = \"2026-11-17\"\n\
                      [[kv_namespaces]]\nbinding = \"SNAPSHOT\"\nid = \"a\"\npreview_id = \"b\"\n";
        std::fs::write(folder.path().join("wrangler.toml"), config).unwrap();
        Self(folder)
    }

    /// Runs something beside the configuration, as an operator would, with the pinned wrangler.
    fn run(&self, mut command: Command) -> Output {
        let toolbox = &prepared().toolbox;
        for (name, value) in toolbox.wrangler().get_envs() {
            command.env(name, value.unwrap_or_default());
        }
        let node = toolbox.node().parent().unwrap().to_owned();
        let path = std::env::var_os("PATH").unwrap();
        let path = std::iter::once(node).chain(std::env::split_paths(&path));
        command.env("PATH", std::env::join_paths(path).unwrap());
        let output = command.current_dir(self.0.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?}: {said}");
        output
    }

    fn publish(&self, arguments: &[&str]) -> Value {
        let mut command = Command::new(vestibule());
        let wrangler = prepared().toolbox.node_modules().join(".bin/wrangler");
        command
            .args(["publish", "--json", "--local", "--persist-to", "kv"])
            .arg("--wrangler")
            .arg(wrangler)
            .args(arguments);
        serde_json::from_slice(&self.run(command).stdout).unwrap()
    }

    /// What `wrangler kv key …` prints.
    fn key(&self, arguments: &[&str]) -> Vec<u8> {
        let mut command = prepared().toolbox.wrangler();
        command.args(["kv", "key"]).args(arguments);
        command.args(["--binding", "SNAPSHOT", "--local", "--persist-to", "kv"]);
        self.run(command).stdout
    }

    /// All that is in it, read with wrangler.
    fn pairs(&self) -> Vec<(String, Vec<u8>)> {
        let listed: Value = serde_json::from_slice(&self.key(&["list"])).unwrap();
        let keys = listed.as_array().unwrap().iter();
        keys.map(|key| {
            let key = key["name"].as_str().unwrap().to_owned();
            let value = self.key(&["get", &key]);
            (key, value)
        })
        .collect()
    }
}

/// The command line, built.
fn vestibule() -> std::path::PathBuf {
    let workspace = &prepared().workspace;
    let output = Command::new(env!("CARGO"))
        .args(["build", "--locked", "-p", "vestibule-cli"])
        .args(["--message-format", "json"])
        .current_dir(workspace.root())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let messages = said
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let built = messages
        .filter_map(|message| message["executable"].as_str().map(str::to_owned))
        .next_back();
    built.unwrap().into()
}

/// How the tenant file is compiled for the parties of a stand.
fn variables(stand: &Stand) -> Vec<String> {
    let addresses = stand.addresses();
    [
        ("tenant_origin", &addresses.tenant),
        ("app_origin", &addresses.app),
        ("edge_origin", &addresses.worker),
    ]
    .iter()
    .map(|(name, url)| format!("--variable={name}={}", url.as_str().trim_end_matches('/')))
    .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_decides_by_what_was_published() {
    let mut stand = acme().await;
    let written_by_the_stand = stand.namespace().keys();
    let namespace = Namespace::new();
    let (file, variables) = (acme_file(), variables(&stand));
    let publish = |file: &Path| {
        let variables = variables.iter().map(String::as_str);
        let arguments: Vec<&str> = std::iter::once(file.to_str().unwrap())
            .chain(variables)
            .collect();
        namespace.publish(&arguments)
    };
    let published = publish(&file);
    let digest = published["digest"].as_str().unwrap();
    assert_eq!(
        (&published["before"], &published["written"]),
        (&Value::Null, &published["parts"])
    );

    // Byte for byte what the stand itself puts there.
    let pairs = namespace.pairs();
    let keys: Vec<&str> = pairs.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, written_by_the_stand);
    for (key, value) in &pairs {
        let named = key.rsplit_once('/').map(|(_, digest)| digest);
        let hashed = vestibule_tenant_compiler::sha256(value).to_string();
        match named {
            Some(named) => assert_eq!(named, hashed, "{key}"),
            None => assert_eq!((key.as_str(), &value[..]), ("current", digest.as_bytes())),
        }
    }
    stand.namespace().clear();
    stand.restart_worker().unwrap();
    assert_neutral(&stand).await;
    for (key, value) in pairs {
        stand.namespace().put(&key, value);
    }
    stand.restart_worker().unwrap();
    assert_decides(&stand).await;

    // Another version beside it, of which only what is new is written; and back.
    let other = namespace.0.path().join("vestibule.toml");
    link_logos(namespace.0.path());
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &other,
        text.replace("name = \"Acme\"", "name = \"Acme renamed\""),
    )
    .unwrap();
    let again = publish(&other);
    assert_eq!(
        (&again["before"], &again["written"]),
        (&published["digest"], &1.into())
    );
    assert_eq!(
        namespace.key(&["get", "current"]),
        again["digest"].as_str().unwrap().as_bytes()
    );
    let back = namespace.publish(&["--rollback", digest.get(..12).unwrap()]);
    assert_eq!(
        (&back["digest"], &back["before"]),
        (&published["digest"], &again["digest"])
    );
    assert_eq!(namespace.key(&["get", "current"]), digest.as_bytes());
}
