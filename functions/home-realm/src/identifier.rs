//! Who somebody says they are.

use std::borrow::Cow;

use vestibule_identity::{Domain, EmailAddress};

/// A `login_hint`, or what was typed into our own form: as it came, and as what it was read.
///
/// It is read once: a decision looks at it in half a dozen places, and reading a domain is the
/// dearest step of most of them.
#[derive(Clone, Debug)]
pub(crate) struct Identifier<'a> {
    text: Cow<'a, str>,
    meaning: Meaning,
}

#[derive(Clone, Debug)]
enum Meaning {
    Address(EmailAddress),
    Domain(Domain),
    /// A user name, or anything else that says nothing about where its owner belongs.
    Name,
}

impl<'a> Identifier<'a> {
    /// Reads one; `None` when there is nothing but spaces.
    pub(crate) fn read(text: impl Into<Cow<'a, str>>) -> Option<Self> {
        let text = text.into();
        if text.trim_matches(' ').is_empty() {
            return None;
        }
        let meaning = match EmailAddress::parse(&text) {
            Ok(address) => Meaning::Address(address),
            Err(_) => bare_domain(&text).map_or(Meaning::Name, Meaning::Domain),
        };
        Some(Self { text, meaning })
    }

    /// As it came.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The email address that it is.
    pub(crate) fn address(&self) -> Option<&EmailAddress> {
        match &self.meaning {
            Meaning::Address(address) => Some(address),
            Meaning::Domain(_) | Meaning::Name => None,
        }
    }

    /// The domain that it is, when it names a place and no person.
    pub(crate) fn bare_domain(&self) -> Option<&Domain> {
        match &self.meaning {
            Meaning::Domain(domain) => Some(domain),
            Meaning::Address(_) | Meaning::Name => None,
        }
    }

    /// Whether it looks like an address and is none: worth a second look by whoever sits there.
    pub(crate) fn is_malformed(&self) -> bool {
        matches!(self.meaning, Meaning::Name) && self.text.contains(['@', '\u{ff20}', '\u{fe6b}'])
    }
}

/// The domain of a hint that is a bare domain: `globex.example`, `@globex.example`.
pub(crate) fn bare_domain(hint: &str) -> Option<Domain> {
    let text = hint.trim_matches(' ');
    Domain::parse(text.strip_prefix('@').unwrap_or(text)).ok()
}
