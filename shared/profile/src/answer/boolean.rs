//! Yes or no.

use super::{Answer, Problem};

/// Reads `true`, `false` or, where a list offers no answer, nothing.
pub(super) fn read(sent: &str) -> Result<Option<Answer>, Problem> {
    match sent {
        "" => Ok(None),
        "true" => Ok(Some(Answer::Boolean(true))),
        "false" => Ok(Some(Answer::Boolean(false))),
        _ => Err(Problem::NotAnOption),
    }
}
