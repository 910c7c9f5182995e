//! Downloads Debian's Chromium and what it needs, as any user.
//!
//! apt itself does the work, so that mirrors, proxies and signature checks are the system's own; only
//! its state and its caches are ours. `apt-get download` with a walk over `apt-cache depends` was
//! rejected: it would repeat apt's choice between alternatives, and badly.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::unavailable;
use crate::command::{self, CommandError};
use crate::progress::{Progress, Step};
use crate::toolbox::ToolboxError;

/// What to fetch whether the system has it or not. The font is one that covers Latin, Greek,
/// Cyrillic and Arabic; without any font Chromium draws empty boxes.
const PACKAGES: [&str; 3] = ["chromium", "chromium-common", "fonts-dejavu-core"];

/// Downloads the packages and every dependency that the system lacks, and returns the files.
pub(super) fn download(folder: &Path, progress: &Progress) -> Result<Vec<PathBuf>, ToolboxError> {
    let step = progress.step("Download Chromium from Debian's archive");
    let archives = folder.join("apt/cache/archives");
    for inner in ["apt/state/lists/partial", "apt/cache/archives/partial"] {
        let inner = folder.join(inner);
        fs::create_dir_all(&inner).map_err(ToolboxError::file(&inner))?;
    }
    let settings = folder.join("apt/apt.conf");
    fs::write(&settings, render(folder)).map_err(ToolboxError::file(&settings))?;

    // The system's own lists may be absent (container images) or too old to match the mirror.
    apt_get(&settings, &["update"], &step)?;
    let mut install = vec![
        "install",
        "--yes",
        "--download-only",
        "--no-install-recommends",
        // Without this apt would not download what the system has installed already.
        "--reinstall",
    ];
    install.extend(PACKAGES);
    apt_get(&settings, &install, &step)?;

    let mut packages = fs::read_dir(&archives)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(ToolboxError::file(&archives))?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|it| it == "deb"))
        .collect::<Vec<_>>();
    packages.sort();
    step.done(format!("{} packages", packages.len()));
    Ok(packages)
}

fn apt_get(settings: &Path, arguments: &[&str], step: &Step) -> Result<(), ToolboxError> {
    let mut command = Command::new("apt-get");
    // `--config-file` is read after the system's settings, unlike `APT_CONFIG`, so ours win.
    command
        .arg("--config-file")
        .arg(settings)
        .arg("--quiet")
        .args(arguments)
        .env("LC_ALL", "C")
        .env("DEBIAN_FRONTEND", "noninteractive");
    match command::run(command, Some(step)) {
        Ok(_) => Ok(()),
        Err(error) if error.is_not_found() || has_no_chromium(&error) => Err(unavailable()),
        Err(source) => Err(ToolboxError::Step {
            what: "downloading Chromium",
            source,
        }),
    }
}

/// Whether apt knows no such package, as on Ubuntu.
fn has_no_chromium(error: &CommandError) -> bool {
    let text = error.to_string();
    ["has no installation candidate", "Unable to locate package"]
        .iter()
        .any(|message| text.contains(message))
}

/// Settings that let any user run apt beside the system's own use of it.
fn render(folder: &Path) -> String {
    let ours = folder.join("apt");
    let ours = ours.display();
    format!(
        "// Written by Vestibule's harness. The list of installed packages stays the system's.\n\
         Dir::State \"{ours}/state\";\n\
         Dir::Cache \"{ours}/cache\";\n\
         Dir::Log \"{ours}/log\";\n\
         // The lock belongs to root, and nothing is installed.\n\
         Debug::NoLocking \"true\";\n\
         // Root would hand the download to a user who may not enter this folder.\n\
         APT::Sandbox::User \"root\";\n\
         // Container images clean the system's cache in these, which only root may do.\n\
         #clear APT::Update::Post-Invoke;\n\
         #clear APT::Update::Post-Invoke-Success;\n\
         #clear DPkg::Post-Invoke;\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_apt_writes_stays_in_the_folder() {
        let text = render(Path::new("/checkout/target/tools/chromium"));
        for kind in ["State", "Cache", "Log"] {
            let line = format!("Dir::{kind} \"/checkout/target/tools/chromium/apt/");
            assert!(text.contains(&line), "{text}");
        }
    }
}
