//! A domain name, in the one form in which domains are compared.

use crate::text::text_identifier;
use crate::to_ascii::to_ascii;

/// Longest text that is looked at. A valid name has at most 253 octets in its ASCII form; the typed form may be longer,
/// since UTS #46 drops some characters, but nobody types a kilobyte.
const MAX_TYPED_LENGTH: usize = 1024;

/// A fully qualified domain name of at least two labels: lower case, A-labels, no dot at the end.
///
/// Whatever way a name is typed (`MÜLLER.de`, `müller.de`, `xn--mller-kva.de`, with full-width letters or dots), it
/// becomes the same value. The mapping is UTS #46, non-transitional, with STD3 rules and DNS lengths verified, so that
/// `ß` stays itself and is not folded to `ss`.
/// Look-alikes from other scripts are other names and stay so; telling them apart is the linter's task.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Domain(Box<str>);

text_identifier!(Domain, DomainError);

/// Why a text is not a [`Domain`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DomainError {
    /// There is nothing.
    #[error("a domain is not empty")]
    Empty,
    /// It is so long that it was not looked at; [`DomainError::Malformed`] covers lengths in the ordinary range.
    #[error("a domain has at most 253 characters")]
    TooLong,
    /// It ends with a dot. DNS allows that, email addresses do not (RFC 5321, section 4.1.2).
    #[error("a domain does not end with a dot")]
    TrailingDot,
    /// It is a domain literal such as `[10.0.0.1]`.
    #[error("an address in brackets is not a domain")]
    Literal,
    /// It has a character that host names cannot have, an empty or overlong label, a hyphen at the end of a label,
    /// broken Punycode, or more than 253 octets.
    #[error(
        "a domain is made of labels of letters, digits and inner hyphens, 63 characters at most each"
    )]
    Malformed,
    /// It has a single label, as `localhost` or a bare top-level domain.
    #[error("a domain has at least two labels, as in `example.com`")]
    SingleLabel,
    /// Its last label is a number, as in `10.0.0.1`.
    #[error("the last label of a domain is not a number")]
    NumericTopLevel,
}

impl Domain {
    /// Reads a domain name in any of the ways people type it. No space is trimmed.
    ///
    /// # Errors
    ///
    /// A [`DomainError`] that says which rule the text breaks.
    pub fn parse(text: &str) -> Result<Self, DomainError> {
        if text.is_empty() {
            return Err(DomainError::Empty);
        }
        if text.len() > MAX_TYPED_LENGTH {
            return Err(DomainError::TooLong);
        }
        if text.starts_with('[') {
            return Err(DomainError::Literal);
        }
        let ascii = to_ascii(text).ok_or(DomainError::Malformed)?;
        if ascii.ends_with('.') {
            return Err(DomainError::TrailingDot);
        }
        let Some((_, top_level)) = ascii.rsplit_once('.') else {
            return Err(DomainError::SingleLabel);
        };
        if is_number(top_level) {
            return Err(DomainError::NumericTopLevel);
        }
        Ok(Self(ascii.into()))
    }

    /// The domains above this one, nearest first, down to two labels:
    /// `a.b.example.com` gives `b.example.com`, then `example.com`.
    ///
    /// A top-level domain is never among them, so no entry can catch every name under it.
    #[must_use]
    pub fn parents(&self) -> ParentDomains<'_> {
        ParentDomains { rest: &self.0 }
    }
}

/// The domains above a [`Domain`], in the same form as [`Domain::as_str`]; see [`Domain::parents`].
#[derive(Clone, Debug)]
pub struct ParentDomains<'a> {
    rest: &'a str,
}

impl<'a> Iterator for ParentDomains<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let (_, parent) = self.rest.split_once('.')?;
        self.rest = parent;
        parent.contains('.').then_some(parent)
    }
}

/// Whether browsers and resolvers would take a name with this last label for an IPv4 address
/// (WHATWG URL, "ends in a number": decimal digits, or hexadecimal ones after `0x`).
fn is_number(label: &str) -> bool {
    let decimal = label.bytes().all(|byte| byte.is_ascii_digit());
    let hexadecimal = label
        .strip_prefix("0x")
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    decimal || hexadecimal
}

#[cfg(test)]
mod tests {
    use super::{Domain, DomainError as Error};

    #[test]
    fn every_way_of_typing_a_name_gives_the_same_value() {
        let long = format!(
            "{}.{}.{}.{}",
            "a".repeat(63),
            "b".repeat(63),
            "c".repeat(63),
            "d".repeat(61)
        );
        assert_eq!(long.len(), 253);
        for (text, expected) in [
            ("example.com", "example.com"),
            ("EXAMPLE.Com", "example.com"),
            ("müller.de", "xn--mller-kva.de"),
            ("MÜLLER.DE", "xn--mller-kva.de"),
            ("xn--mller-kva.de", "xn--mller-kva.de"),
            ("XN--MLLER-KVA.de", "xn--mller-kva.de"),
            // Decomposed: `u` and a combining diaeresis.
            ("mu\u{308}ller.de", "xn--mller-kva.de"),
            ("straße.de", "xn--strae-oqa.de"),
            ("strasse.de", "strasse.de"),
            ("ｅｘａｍｐｌｅ．ｃｏｍ", "example.com"),
            ("example。com", "example.com"),
            ("exam\u{200b}ple.com", "example.com"),
            ("exam\u{ad}ple.com", "example.com"),
            ("r3---sn.example.com", "r3---sn.example.com"),
            ("1.2.example", "1.2.example"),
            ("tenant.localhost", "tenant.localhost"),
            (&long, &long),
        ] {
            assert_eq!(Domain::parse(text).unwrap().as_str(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_look_alike_is_another_name() {
        // The first letter is Cyrillic.
        let cyrillic = Domain::parse("\u{430}pple.com").unwrap();
        assert_eq!(cyrillic.as_str(), "xn--pple-43d.com");
        assert_ne!(cyrillic, Domain::parse("apple.com").unwrap());
    }

    #[test]
    fn refuses_what_is_no_domain_with_the_rule_it_breaks() {
        let label = format!("{}.com", "a".repeat(64));
        let long = format!(
            "{}.{}.{}.{}",
            "a".repeat(63),
            "b".repeat(63),
            "c".repeat(63),
            "d".repeat(62)
        );
        let unicode_label = format!("{}.de", "ü".repeat(63));
        let huge = format!("{}.com", "a.".repeat(5000));
        for (text, error) in [
            ("", Error::Empty),
            (".", Error::Malformed),
            (&label, Error::Malformed),
            (&long, Error::Malformed),
            (&unicode_label, Error::Malformed),
            (&huge, Error::TooLong),
            ("x.org.", Error::TrailingDot),
            ("x.org..", Error::Malformed),
            ("x..org", Error::Malformed),
            (".x.org", Error::Malformed),
            ("x;org", Error::Malformed),
            ("new_org.org", Error::Malformed),
            ("new org.org", Error::Malformed),
            (" x.org", Error::Malformed),
            ("x.org\u{a0}", Error::Malformed),
            ("x.org\n", Error::Malformed),
            ("x.o\0rg", Error::Malformed),
            ("x.org:443", Error::Malformed),
            ("a@x.org", Error::Malformed),
            ("a＠x.org", Error::Malformed),
            ("x.org/path", Error::Malformed),
            ("*.x.org", Error::Malformed),
            ("-x.org", Error::Malformed),
            ("x-.org", Error::Malformed),
            // Zero width joiner where no script asks for it.
            ("exam\u{200d}ple.com", Error::Malformed),
            ("xn--\u{fc}.de", Error::Malformed),
            ("xn--zzzzzzzz99999.de", Error::Malformed),
            ("xn--a.de", Error::Malformed),
            ("[10.0.0.1]", Error::Literal),
            ("[IPv6:::1]", Error::Literal),
            ("localhost", Error::SingleLabel),
            ("com", Error::SingleLabel),
            ("10.0.0.1", Error::NumericTopLevel),
            ("１０.０.０.１", Error::NumericTopLevel),
            ("example.123", Error::NumericTopLevel),
            ("127.0x1", Error::NumericTopLevel),
            ("127.0X", Error::NumericTopLevel),
        ] {
            assert_eq!(Domain::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn parents_end_before_the_top_level() {
        let domain = Domain::parse("deep.sub.example.com").unwrap();
        assert_eq!(
            domain.parents().collect::<Vec<_>>(),
            ["sub.example.com", "example.com"]
        );
        assert_eq!(Domain::parse("example.com").unwrap().parents().next(), None);
    }
}
