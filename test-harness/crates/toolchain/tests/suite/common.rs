//! What the tests of this folder share.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use vestibule_toolchain::{Progress, Toolbox, WorkerBuild, Workspace, WranglerSettings};

pub(crate) fn prepare() -> (Workspace, Progress, Toolbox) {
    let workspace = Workspace::find_from(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let progress = Progress::new();
    let toolbox = Toolbox::prepare(&workspace, &progress).unwrap();
    (workspace, progress, toolbox)
}

pub(crate) fn settings() -> WranglerSettings {
    WranglerSettings::parse("compatibility_date = \"2026-11-01\"").unwrap()
}

pub(crate) fn fixture(workspace: &Workspace) -> WorkerBuild {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/worker");
    WorkerBuild {
        entry: crate_folder.join("js/entry.js"),
        crate_folder,
        features: Vec::new(),
        default_features: true,
        profile: "release".to_owned(),
        out_dir: workspace.target().join("toolchain-fixture"),
    }
}

/// Speaks just enough HTTP: one request, read to the end of the connection.
pub(crate) fn get(address: SocketAddr, path: &str, headers: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: edge.test\r\nConnection: close\r\n{headers}\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
