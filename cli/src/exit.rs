//! What the exit codes of all commands mean.

use std::process::ExitCode;

/// How a command ended, errors that kept it from doing anything apart: those, and mistakes in the
/// command line, exit with 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: done, and nothing to complain about.
    Fine,
    /// 1: done, and something of what was looked at is wrong.
    Findings,
}

impl Exit {
    /// The code of a command that could not do what it was asked for; clap exits with it, too.
    pub(crate) const FAILED: u8 = 2;

    pub(crate) fn code(self) -> ExitCode {
        match self {
            Self::Fine => ExitCode::SUCCESS,
            Self::Findings => ExitCode::from(1),
        }
    }
}
