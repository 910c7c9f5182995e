//! An email address as somebody typed it.

use std::fmt;

use crate::{Domain, DomainError};

/// RFC 5321, section 4.5.3.1.1.
const MAX_LOCAL_PART_LENGTH: usize = 64;

/// An email address: exactly one at-sign, a dot-atom before it, a [`Domain`] after it.
///
/// It keeps what was typed, upper case and all, because that is what is echoed to the person and sent on as
/// `login_hint`; only spaces (U+0020) at both ends are dropped. Letters outside ASCII before the at-sign are kept
/// (RFC 6531, section 3.3).
///
/// Quoted local parts and addresses in brackets are valid in RFC 5321 and refused on purpose: no company directory
/// uses them, and a second at-sign inside quotes is how other login systems were talked into the wrong domain.
/// A full-width at-sign counts as an at-sign, here and when a second one is looked for.
///
/// `Debug` leaves out the local part, so that an address does not get into a log by accident.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress {
    typed: Box<str>,
    local_part_length: usize,
    domain: Domain,
}

/// Why a text is not an [`EmailAddress`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EmailAddressError {
    /// There is nothing, or nothing but spaces.
    #[error("an email address is not empty")]
    Empty,
    /// There is no at-sign; it may be a user name.
    #[error("an email address has an `@`")]
    NoAtSign,
    /// There is more than one at-sign.
    #[error("an email address has only one `@`")]
    SeveralAtSigns,
    /// Nothing stands before the at-sign.
    #[error("an email address has a name before the `@`")]
    EmptyLocalPart,
    /// The part before the at-sign has more than 64 octets.
    #[error("the part before the `@` has at most {MAX_LOCAL_PART_LENGTH} characters")]
    LocalPartTooLong,
    /// The part before the at-sign is quoted, or has a space, a control or another character that does not belong there.
    #[error("the part before the `@` has a character that does not belong there")]
    ForbiddenCharacter,
    /// The part before the at-sign begins or ends with a dot, or has two in a row.
    #[error("the part before the `@` has a dot at its end or two in a row")]
    MisplacedDot,
    /// What follows the at-sign is not a domain.
    #[error("{0}")]
    Domain(#[from] DomainError),
}

impl EmailAddress {
    /// Reads an email address.
    ///
    /// The parts are limited (64 octets, and [`Domain`]'s 253), the whole is not: RFC 5321 limits the path of an SMTP
    /// envelope to 254, but this is not mail, and a refused login helps nobody.
    ///
    /// # Errors
    ///
    /// An [`EmailAddressError`] that says which rule the text breaks. None of them names any part of the text.
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        let typed = text.trim_matches(' ');
        if typed.is_empty() {
            return Err(EmailAddressError::Empty);
        }
        let (local_part, domain) = typed
            .split_once(is_at_sign)
            .ok_or(EmailAddressError::NoAtSign)?;
        if domain.contains(is_at_sign) {
            return Err(EmailAddressError::SeveralAtSigns);
        }
        check_local_part(local_part)?;
        let domain = Domain::parse(domain)?;
        Ok(Self {
            local_part_length: local_part.len(),
            typed: typed.into(),
            domain,
        })
    }

    /// What was typed, without the spaces around it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// What stands before the at-sign, as typed, tags (`+news`) included.
    #[must_use]
    pub fn local_part(&self) -> &str {
        // The length was taken from this very text; the fallback only spares a reachable panic.
        self.typed.get(..self.local_part_length).unwrap_or_default()
    }

    /// The domain in the form in which domains are compared, which need not be the one that was typed.
    #[must_use]
    pub const fn domain(&self) -> &Domain {
        &self.domain
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.typed)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EmailAddress(…@{})", self.domain)
    }
}

impl TryFrom<&str> for EmailAddress {
    type Error = EmailAddressError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::parse(text)
    }
}

impl std::str::FromStr for EmailAddress {
    type Err = EmailAddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// The at-sign and the two characters that compatibility mappings turn into it: full-width and small.
const fn is_at_sign(character: char) -> bool {
    matches!(character, '@' | '\u{ff20}' | '\u{fe6b}')
}

/// RFC 5322, section 3.2.3 (`dot-atom-text`), widened by RFC 6531 to characters outside ASCII.
fn check_local_part(local_part: &str) -> Result<(), EmailAddressError> {
    if local_part.is_empty() {
        return Err(EmailAddressError::EmptyLocalPart);
    }
    if local_part.len() > MAX_LOCAL_PART_LENGTH {
        return Err(EmailAddressError::LocalPartTooLong);
    }
    if !local_part
        .chars()
        .all(|character| character == '.' || belongs_to_an_atom(character))
    {
        return Err(EmailAddressError::ForbiddenCharacter);
    }
    if local_part.split('.').any(str::is_empty) {
        return Err(EmailAddressError::MisplacedDot);
    }
    Ok(())
}

fn belongs_to_an_atom(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(character)
    } else {
        !(character.is_control() || character.is_whitespace() || is_invisible(character))
    }
}

/// Characters that show nothing, or turn the direction of what stands around them: with them two addresses that differ
/// look alike. The joiners U+200C and U+200D are not among them, since some scripts are spelt with them.
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}
