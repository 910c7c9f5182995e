//! Unpacks Debian packages into a folder and makes the Chromium among them run from there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::unavailable;
use crate::command;
use crate::progress::Progress;
use crate::toolbox::ToolboxError;

/// Where Debian's package keeps the program itself; `/usr/bin/chromium` is a script around it that
/// looks for its parts in the system's folders.
const BINARY: &str = "root/usr/lib/chromium/chromium";

/// The script to start.
pub(super) fn program(folder: &Path) -> PathBuf {
    folder.join("chromium")
}

/// Removes what an interrupted attempt or another release left behind.
pub(super) fn start_over(folder: &Path) -> Result<(), ToolboxError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(ToolboxError::file(folder)(error))
        }
        _ => Ok(()),
    }
}

/// Unpacks the packages, removes them, and writes the script and the font settings.
pub(super) fn unpack(
    folder: &Path,
    packages: &[PathBuf],
    progress: &Progress,
) -> Result<(), ToolboxError> {
    let step = progress.step("Unpack Chromium");
    let root = folder.join("root");
    fs::create_dir_all(&root).map_err(ToolboxError::file(&root))?;
    for package in packages {
        let mut command = Command::new("dpkg-deb");
        command.arg("--extract").arg(package).arg(&root);
        command::run(command, Some(&step)).map_err(|source| ToolboxError::Step {
            what: "unpacking Chromium",
            source,
        })?;
    }
    if !folder.join(BINARY).is_file() {
        return Err(unavailable());
    }
    // The packages, lists and caches weigh as much as what was unpacked from them.
    let apt = folder.join("apt");
    fs::remove_dir_all(&apt).map_err(ToolboxError::file(&apt))?;

    let fonts = folder.join("fonts.conf");
    fs::write(&fonts, FONTS).map_err(ToolboxError::file(&fonts))?;
    let script = program(folder);
    let libraries = library_folders(folder, &root).map_err(ToolboxError::file(&root))?;
    fs::write(&script, render_script(&libraries)).map_err(ToolboxError::file(&script))?;
    make_executable(&script).map_err(ToolboxError::file(&script))
}

/// Fonts of the system, if it has any, and those that came with the packages.
const FONTS: &str = r#"<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">root/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"#;

/// The folders with shared libraries, relative to `folder`.
///
/// They are searched for instead of listed, because some packages keep private libraries one level
/// down (`pulseaudio`) and merged systems differ in `/lib` and `/usr/lib`.
fn library_folders(folder: &Path, root: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![root.join("usr/lib"), root.join("lib")];
    while let Some(candidate) = open.pop() {
        // Chromium finds its own parts by itself.
        if !candidate.is_dir() || candidate.ends_with("usr/lib/chromium") {
            continue;
        }
        let mut has_library = false;
        for entry in fs::read_dir(&candidate)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            } else {
                has_library |= is_library(&entry.file_name().to_string_lossy());
            }
        }
        if has_library && let Ok(relative) = candidate.strip_prefix(folder) {
            found.push(relative.to_string_lossy().into_owned());
        }
    }
    found.sort();
    Ok(found)
}

/// `libx.so` or `libx.so.1.2`, but not `x.socket`.
fn is_library(name: &str) -> bool {
    name.split_once(".so")
        .is_some_and(|(_, version)| version.is_empty() || version.starts_with('.'))
}

/// A script that finds everything relative to itself, so that a checkout can be moved.
fn render_script(libraries: &[String]) -> String {
    let path = libraries
        .iter()
        .map(|folder| format!("$here/{folder}"))
        .collect::<Vec<_>>()
        .join(":");
    format!(
        "#!/bin/sh\n\
         # Written by Vestibule's harness.\n\
         here=$(CDPATH= cd -- \"$(dirname -- \"$0\")\" && pwd)\n\
         export LD_LIBRARY_PATH=\"{path}${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}\"\n\
         export FONTCONFIG_FILE=\"$here/fonts.conf\"\n\
         exec \"$here/{BINARY}\" \"$@\"\n"
    )
}

#[cfg(unix)]
fn make_executable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_are_told_from_units() {
        assert!(is_library("libnss3.so") && is_library("libc.so.6"));
        assert!(!is_library("dbus.socket") && !is_library("README"));
    }

    #[test]
    fn the_script_names_libraries_relative_to_itself() {
        let script = render_script(&["root/usr/lib/a".to_owned(), "root/lib/b".to_owned()]);
        assert!(
            script.contains("LD_LIBRARY_PATH=\"$here/root/usr/lib/a:$here/root/lib/b${"),
            "{script}"
        );
    }
}
