//! What was chosen of several.

use super::{Answer, Problem};
use crate::kind::Choices;

/// Reads what was chosen. An empty value is what a list sends whose first line says that nothing is chosen.
pub(super) fn read(choices: &Choices<'_>, sent: &[&str]) -> Result<Option<Answer>, Problem> {
    let sent = || sent.iter().filter(|value| !value.is_empty());
    if !sent().all(|value| choices.values.contains(value)) {
        return Err(Problem::NotAnOption);
    }
    // In the order of the options, and each once, whatever the order and however often they were sent.
    let chosen = choices
        .values
        .iter()
        .filter(|value| sent().any(|sent| sent == *value))
        .map(|value| (*value).to_owned())
        .collect::<Vec<_>>();
    let count = chosen.len();
    if count == 0 {
        return Ok(None);
    }
    let Some(several) = choices.several else {
        let mut chosen = chosen.into_iter();
        return match (chosen.next(), chosen.next()) {
            (Some(one), None) => Ok(Some(Answer::Text(one))),
            _ => Err(Problem::TooMany { count, most: 1 }),
        };
    };
    if count < usize::from(several.min) {
        let least = several.min;
        return Err(Problem::TooFew { count, least });
    }
    if count > usize::from(several.max) {
        let most = several.max;
        return Err(Problem::TooMany { count, most });
    }
    Ok(Some(Answer::List(chosen)))
}
