//! The tools, and how drivers are run.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use vestibule_profile::Host;
use vestibule_toolchain::{Chromium, Progress, Toolbox, Workspace};

/// The repository and its tools, prepared once.
pub(crate) fn tools() -> &'static (Workspace, Toolbox) {
    static TOOLS: OnceLock<(Workspace, Toolbox)> = OnceLock::new();
    TOOLS.get_or_init(|| {
        let workspace = Workspace::find().unwrap();
        let toolbox = Toolbox::prepare(&workspace, &Progress::new()).unwrap();
        (workspace, toolbox)
    })
}

/// Chromium, prepared once.
pub(crate) fn chromium() -> Value {
    static CHROMIUM: OnceLock<Chromium> = OnceLock::new();
    let chromium =
        CHROMIUM.get_or_init(|| Chromium::prepare(&tools().0, &Progress::new()).unwrap());
    serde_json::to_value(chromium.program()).unwrap()
}

/// A script of `test-harness/browser`, with the pinned libraries linked beside it.
fn script(name: &str) -> PathBuf {
    static LINKED: OnceLock<PathBuf> = OnceLock::new();
    let folder = LINKED.get_or_init(|| {
        let (workspace, toolbox) = tools();
        let folder = workspace.root().join("test-harness/browser");
        let link = folder.join("node_modules");
        let target = toolbox.node_modules();
        if std::fs::read_link(&link).ok().as_deref() != Some(target) {
            // Another binary of tests may be about to do the same.
            let _ = std::fs::remove_file(&link);
            let _ = std::os::unix::fs::symlink(target, &link);
        }
        folder
    });
    folder.join(name)
}

/// Runs a driver to its end.
pub(crate) fn drive(name: &str, input: &Value) -> Value {
    let mut child = Command::new(tools().1.node())
        .arg(script(name))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.to_string().as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(text.trim()).unwrap_or_else(|_| panic!("{name} printed: {text}"))
}

/// What the Worker's host has, from crates: only the names of time zones that the tests use.
pub(crate) struct Native;

/// Time zones that the tests offer.
pub(crate) const ZONES: [&str; 3] = ["America/Lima", "Europe/Berlin", "Etc/UTC"];

impl Host for Native {
    fn composed(&self, text: &str) -> String {
        use unicode_normalization::UnicodeNormalization as _;
        text.nfc().collect()
    }

    fn knows_time_zone(&self, name: &str) -> bool {
        ZONES.contains(&name)
    }
}
