//! Compares what is installed with what the lock files say, and installs nothing.

mod browser;
mod npm;
mod rust;

use std::fmt;

use crate::workspace::Workspace;

/// Whether a tool can be used as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is there in the right version.
    Ok,
    /// It is not there yet, and the next command that needs it installs it.
    Absent,
    /// Somebody has to do something about it.
    Broken,
}

/// What the doctor found about one tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The tool.
    pub tool: String,
    /// Whether it can be used.
    pub state: State,
    /// What was found, and what was expected if that differs.
    pub found: String,
    /// What to run or to install, in one line; `None` when nothing is needed.
    pub mend: Option<String>,
}

/// Checks every tool that the harness uses, in the order in which they are needed.
#[must_use]
pub fn doctor(workspace: &Workspace) -> Vec<Check> {
    let mut checks = rust::check(workspace);
    checks.extend(npm::check(workspace));
    checks.push(browser::check(workspace));
    checks
}

impl Check {
    fn ok(tool: impl Into<String>, found: impl Into<String>) -> Self {
        Self {
            tool: tool.into(),
            state: State::Ok,
            found: found.into(),
            mend: None,
        }
    }

    fn absent(tool: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            tool: tool.into(),
            state: State::Absent,
            found: "not installed yet".to_owned(),
            mend: Some(mend.into()),
        }
    }

    fn broken(tool: impl Into<String>, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            tool: tool.into(),
            state: State::Broken,
            found: found.into(),
            mend: Some(mend.into()),
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Ok => "ok",
            Self::Absent => "absent",
            Self::Broken => "BROKEN",
        })
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<8}{:<28}{}", self.state, self.tool, self.found)?;
        match &self.mend {
            Some(mend) => write!(f, "; {mend}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_one_line_with_its_mend() {
        let check = Check::broken("rustc", "1.80.0, needs 1.91", "run `rustup update stable`");
        assert_eq!(
            check.to_string(),
            "BROKEN  rustc                       1.80.0, needs 1.91; run `rustup update stable`"
        );
    }
}
