//! npm, Node.js, and the packages that `package.json` names.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::Check;
use crate::command;
use crate::toolbox::{self, packages_folder};
use crate::workspace::Workspace;

const INSTALLS: &str = "the next `cargo harness demo` installs it";

pub(super) fn check(workspace: &Workspace) -> Vec<Check> {
    let node_modules = packages_folder(workspace);
    let mut checks = vec![npm()];
    match wanted(workspace) {
        Some(packages) => checks.extend(
            packages
                .iter()
                .map(|package| installed(package, &node_modules)),
        ),
        None => checks.push(Check::broken(
            "package-lock.json",
            "does not match package.json",
            "restore both: `git checkout package.json package-lock.json`",
        )),
    }
    checks.push(node(&node_modules));
    checks.push(runs("workerd", toolbox::workerd_binary(&node_modules)));
    checks.push(runs("esbuild", toolbox::esbuild_binary(&node_modules)));
    checks
}

/// A package that `package.json` names, at the version of the lock file.
struct Wanted {
    name: String,
    version: String,
    /// Whether the lock file restricts it to other machines than this one.
    optional: bool,
}

fn npm() -> Check {
    let mut command = Command::new("npm");
    command.arg("--version");
    match command::run(command, None) {
        Ok(printed) => Check::ok("npm", printed.stdout.trim()),
        Err(_) => Check::broken("npm", "does not run", "install Node.js, which brings npm"),
    }
}

/// The direct dependencies, with the locked versions.
fn wanted(workspace: &Workspace) -> Option<Vec<Wanted>> {
    let manifest = read(&workspace.root().join("package.json"))?;
    let lock = read(&workspace.root().join("package-lock.json"))?;
    let mut wanted = Vec::new();
    for (section, optional) in [
        ("dependencies", false),
        ("devDependencies", false),
        ("optionalDependencies", true),
    ] {
        let Some(names) = manifest.get(section).and_then(Value::as_object) else {
            continue;
        };
        for name in names.keys() {
            let version = lock
                .get("packages")?
                .get(format!("node_modules/{name}"))?
                .get("version")?
                .as_str()?;
            wanted.push(Wanted {
                name: name.clone(),
                version: version.to_owned(),
                optional,
            });
        }
    }
    Some(wanted)
}

fn installed(wanted: &Wanted, node_modules: &Path) -> Check {
    let manifest = node_modules.join(&wanted.name).join("package.json");
    let found = read(&manifest).and_then(|it| it.get("version")?.as_str().map(ToOwned::to_owned));
    match found {
        Some(version) if version == wanted.version => Check::ok(&wanted.name, version),
        Some(version) => Check::broken(
            &wanted.name,
            format!("{version}, locked {}", wanted.version),
            format!("remove {}: {INSTALLS}", node_modules.display()),
        ),
        // npm leaves out what is not for this machine.
        None if wanted.optional && node_modules.is_dir() => {
            Check::ok(&wanted.name, "not for this machine")
        }
        None => Check::absent(&wanted.name, INSTALLS),
    }
}

fn node(node_modules: &Path) -> Check {
    match toolbox::find_node(node_modules) {
        Ok(node) => runs("node", Ok(node)),
        Err(_) if !node_modules.is_dir() => Check::absent("node", INSTALLS),
        Err(error) => Check::broken("node", error.to_string(), "install Node.js 22.12 or newer"),
    }
}

/// Whether the binary starts; a package may be there and yet be for another system.
fn runs(tool: &'static str, binary: Result<std::path::PathBuf, toolbox::ToolboxError>) -> Check {
    let tool = format!("{tool} starts");
    let Ok(binary) = binary else {
        return Check::absent(tool, INSTALLS);
    };
    let mut command = Command::new(&binary);
    command.arg("--version");
    match command::run(command, None) {
        Ok(printed) => Check::ok(tool, printed.stdout.trim()),
        Err(error) => Check::broken(
            tool,
            error.to_string().replace('\n', " "),
            format!("remove {} and install again", binary.display()),
        ),
    }
}

fn read(path: &Path) -> Option<Value> {
    serde_json::from_str(&fs::read_to_string(path).ok()?).ok()
}
