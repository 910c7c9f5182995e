//! The browser that is found or fetched runs scripts.

use std::path::Path;
use std::process::Command;

use vestibule_toolchain::{Chromium, Progress, Workspace};

#[test]
fn chromium_runs_a_page() {
    let workspace = Workspace::find_from(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let chromium = Chromium::prepare(&workspace, &Progress::new()).unwrap();
    assert!(
        chromium.version().contains("Chrom"),
        "{}",
        chromium.version()
    );
    assert_eq!(Chromium::find(&workspace).as_ref(), Some(&chromium));

    let profile = workspace.target().join("toolchain-chromium-profile");
    let output = Command::new(chromium.program())
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg("data:text/html,<p id=sum></p><script>sum.textContent=19+23</script>")
        .output()
        .unwrap();
    let page = String::from_utf8_lossy(&output.stdout);
    assert!(page.contains("<p id=\"sum\">42</p>"), "{page}");
}
