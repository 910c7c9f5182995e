//! What an application knows of a session, for Auth0 to check.

use std::borrow::Cow;
use std::fmt;

/// Octets of an ID token: far more than Auth0 makes, far less than an address holds.
const LONGEST: usize = 8 * 1024;

/// An ID token that an application hands over as `id_token_hint`. Auth0 checks it; here it only has to have the form of a
/// signed one (RFC 7515, section 7.1), so that nothing else travels under that name.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct IdTokenHint<'a>(Cow<'a, str>);

impl<'a> IdTokenHint<'a> {
    pub(super) fn parse(text: Cow<'a, str>) -> Option<Self> {
        let of_base64url = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let is_token = text.len() <= LONGEST
            && text.split('.').count() == 3
            && text
                .split('.')
                .all(|part| !part.is_empty() && part.bytes().all(of_base64url));
        is_token.then_some(Self(text))
    }

    /// The token.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for IdTokenHint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdTokenHint")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_token_in_its_compact_form_is_one_and_nothing_else() {
        let long = format!("a.{}.c", "b".repeat(LONGEST));
        for text in [
            "",
            "a",
            "a.b",
            "a.b.",
            "a..c",
            "a.b.c.d.e",
            "a.b.c=",
            "a.b c.d",
            "a.b.<",
            &long,
        ] {
            assert_eq!(IdTokenHint::parse(text.into()), None, "{text}");
        }
        let token = IdTokenHint::parse("eyJ.e_-9.c".into()).unwrap();
        assert_eq!(token.expose(), "eyJ.e_-9.c");
        assert!(!format!("{token:?}").contains("eyJ"));
    }
}
