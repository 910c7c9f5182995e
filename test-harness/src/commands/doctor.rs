//! `cargo harness doctor`: the tools on this machine against the lock files.

use anyhow::{Result, bail};
use vestibule_toolchain::{State, Workspace, doctor};

use crate::say;

/// Prints every tool's state, with the one-line mend where there is something to do.
pub(crate) fn run() -> Result<()> {
    let checks = doctor(&Workspace::find()?);
    for check in &checks {
        say::line(&check.to_string());
    }
    let broken = checks
        .iter()
        .filter(|check| check.state == State::Broken)
        .count();
    match broken {
        0 => Ok(()),
        1 => bail!("one tool needs mending"),
        _ => bail!("{broken} tools need mending"),
    }
}
