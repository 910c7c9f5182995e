//! That the user agrees to a text.

use super::{Answer, Problem};
use crate::kind::Consent;

/// Reads the version of the text that was agreed to. If the text was replaced between the page and the answer, what was agreed to is
/// not what is asked for: the page is to be shown again.
pub(super) fn read(consent: &Consent<'_>, sent: &str) -> Result<Option<Answer>, Problem> {
    match sent {
        "" => Ok(None),
        version if version == consent.version => Ok(Some(Answer::Text(version.to_owned()))),
        _ => Err(Problem::NotAgreed),
    }
}
