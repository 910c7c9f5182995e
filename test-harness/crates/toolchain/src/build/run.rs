//! `cargo run` of another program of the workspace.

use std::ffi::OsStr;
use std::process::Command;

use super::cargo::forget_outer_cargo;
use crate::command::{self, CommandError};
use crate::progress::Step;
use crate::workspace::Workspace;

/// Builds the one program of a crate if it has changed, and runs it to its end.
///
/// # Errors
/// When it does not build, or fails; the message repeats what was printed.
pub fn run_crate(
    workspace: &Workspace,
    name: &str,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    step: &Step,
) -> Result<(), CommandError> {
    let mut command = Command::new("cargo");
    command
        .current_dir(workspace.root())
        .args(["run", "--locked", "--package", name])
        .arg("--target-dir")
        .arg(workspace.target())
        .arg("--")
        .args(arguments);
    forget_outer_cargo(&mut command);
    command::run(command, Some(step)).map(drop)
}
