//! `cargo harness`: the single entry to everything a developer does with Vestibule.

use std::process::ExitCode;

use clap::Parser as _;
use vestibule_harness::cli::Cli;

fn main() -> ExitCode {
    match vestibule_harness::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line that says what to do; `{:#}` adds the causes to it.
            vestibule_harness::say::error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
