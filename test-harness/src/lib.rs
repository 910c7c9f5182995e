//! The commands of `cargo harness`.
//!
//! A library under a thin binary, so that the wire tests set up the very things that the commands
//! do.

pub mod answered_once;
pub mod branded_tenant;
pub mod cli;
mod commands;
pub mod connection;
pub mod large_tenant;
pub mod prepared;
pub mod profile_trips;
pub mod say;

use anyhow::Result;

use crate::cli::{Cli, Command};

/// Runs a command to its end.
///
/// # Errors
/// With a message that says in one line what is wrong and, where somebody can mend it, how.
pub fn run(cli: Cli) -> Result<()> {
    match cli.command {
        Command::Build(options) => commands::build::run(&options),
        Command::Demo(options) => commands::demo::run(&options),
        Command::Serve(options) => commands::serve::run(&options),
        Command::Test(options) => commands::test::run(&options),
        Command::Bench(options) => commands::bench::run(&options),
        Command::Doctor => commands::doctor::run(),
    }
}
