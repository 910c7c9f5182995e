//! Addresses and domains, parsed once more and on purpose: what the code under test parses, it
//! parses with `vestibule-identity`.

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

/// What a text turns out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    Empty,
    /// An address: its text without spaces around, its local part and its domain.
    Address {
        text: String,
        local: String,
        domain: String,
    },
    /// Nearly an address, with something in it that is worth saying.
    Mistake,
    /// Something with an at-sign that leads nowhere.
    Unusable,
    /// No at-sign: a user name, for all that is known.
    Name,
}

const AT_SIGNS: [char; 3] = ['@', '\u{ff20}', '\u{fe6b}'];

pub(crate) fn read(text: &str) -> Text {
    let text = text.trim_matches(' ');
    if text.is_empty() {
        return Text::Empty;
    }
    let at_signs = text.chars().filter(|it| AT_SIGNS.contains(it)).count();
    if at_signs == 0 {
        return if text.contains(' ') {
            Text::Mistake
        } else {
            Text::Name
        };
    }
    if at_signs > 1 {
        return Text::Mistake;
    }
    let (local, domain_text) = text.split_once(AT_SIGNS).unwrap();
    if local.len() > 64 || local.chars().any(is_forbidden) || text.contains(' ') {
        return Text::Mistake;
    }
    if domain_text.len() > 253 || domain_text.split('.').any(|label| label.len() > 63) {
        return Text::Mistake;
    }
    let dotted = local.split('.').all(|atom| !atom.is_empty());
    match domain(domain_text) {
        Some(domain) if dotted => Text::Address {
            text: text.to_owned(),
            local: local.to_owned(),
            domain,
        },
        _ => Text::Unusable,
    }
}

/// What RFC 5321 gives no atom, and what nobody can see (or sees wrongly) outside ASCII.
fn is_forbidden(character: char) -> bool {
    if character.is_ascii() {
        return !(character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(character));
    }
    character.is_control()
        || character.is_whitespace()
        || matches!(
            character,
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
        )
        || ('\u{2028}'..='\u{202e}').contains(&character)
        || ('\u{2060}'..='\u{206f}').contains(&character)
}

/// A domain by its A-labels, if it can be one of an address.
pub(crate) fn domain(text: &str) -> Option<String> {
    let ascii = Uts46::new()
        .to_ascii(
            text.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::Check,
            DnsLength::Verify,
        )
        .ok()?
        .into_owned();
    let mut labels = ascii.split('.');
    let last = labels.next_back()?;
    let numeric = last.bytes().all(|it| it.is_ascii_digit());
    (labels.next().is_some() && !last.is_empty() && !numeric).then_some(ascii)
}

/// A domain as a hint names it: bare, or behind an at-sign.
pub(crate) fn bare_domain(text: &str) -> Option<String> {
    let text = text.trim_matches(' ');
    domain(text.strip_prefix('@').unwrap_or(text))
}
