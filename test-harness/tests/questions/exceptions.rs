//! Where a browser and the server may differ about an answer, and why: the whole list.

use unicode_normalization::is_nfc;
use vestibule_profile::{Answer, Kind, Problem, Text};

/// A reason for which a browser and the server may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exception {
    /// Spaces around, marks of direction, tabs and line ends are no part of an answer, and a letter with its accent is one character:
    /// so the server counts less, and takes an answer of spaces for none.
    OneForm,
    /// Characters that cannot be seen, and letters of several scripts in a word, are nothing that HTML asks about.
    Appearance,
    /// HTML has no pattern for texts of several lines.
    Lines,
    /// HTML asks nothing of a telephone number.
    Telephone,
    /// What a pattern says of a number is which characters are in it; order and range are the server's.
    Number,
    /// The URL Standard reads what nobody types: credentials, numbers of other forms for a host, backslashes.
    OddAddress,
    /// The server gives an address without a scheme one.
    Scheme,
    /// Of several checkboxes HTML cannot say how many.
    Several,
}

/// All of them: each has to be met, or it is none.
pub(crate) const ALL: [Exception; 8] = [
    Exception::OneForm,
    Exception::Appearance,
    Exception::Lines,
    Exception::Telephone,
    Exception::Number,
    Exception::OddAddress,
    Exception::Scheme,
    Exception::Several,
];

/// The reason for which the two may differ about what was sent, if there is one.
pub(crate) fn excused(
    kind: &Kind<'_>,
    sent: &[&str],
    browser_takes: bool,
    server: &Result<Option<Answer>, Problem>,
) -> Option<Exception> {
    let stricter = browser_takes && server.is_err();
    let text = sent.first().copied().unwrap_or_default();
    let is_changed = text.trim() != text
        || !is_nfc(text)
        || text.contains(['\t', '\u{200e}', '\u{200f}', '\u{61c}', '\r']);
    match kind {
        Kind::Text(_)
            if stricter && matches!(server, Err(Problem::Hidden | Problem::MixedScripts)) =>
        {
            Some(Exception::Appearance)
        }
        Kind::Text(Text {
            multiline: true, ..
        }) if stricter && matches!(server, Err(Problem::OtherForm | Problem::Prohibited(_))) => {
            Some(Exception::Lines)
        }
        Kind::Phone { .. } if stricter => Some(Exception::Telephone),
        Kind::Number(_) if stricter => Some(Exception::Number),
        Kind::Choice(choices) if stricter && choices.several.is_some() => Some(Exception::Several),
        Kind::Url if stricter && text.contains("://") && !is_changed => Some(Exception::OddAddress),
        Kind::Url if !browser_takes && !text.contains("://") => Some(Exception::Scheme),
        _ if is_changed => Some(Exception::OneForm),
        _ => None,
    }
}
