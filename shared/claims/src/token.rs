//! The compact form (RFC 7515, section 7.1).

use thiserror::Error;

use crate::header::{Header, HeaderError};
use crate::text;

/// Characters that a token may have. Auth0's have one or two thousand; browsers and proxies give up at 8 KB of a
/// header line anyway.
pub const LONGEST_TOKEN: usize = 8 * 1024;

/// A token taken apart. Nothing in it is believed yet, and its claims are not even read: see
/// [`verify`](crate::verify).
#[derive(Clone)]
pub struct Token<'a> {
    pub(crate) header: Header,
    /// What was signed: the first two parts with the dot between them, byte for byte as they came.
    pub(crate) signed: &'a str,
    pub(crate) payload: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

/// Why a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TokenError {
    /// It is longer than any that we read. Found before anything else is looked at.
    #[error("the token is too long")]
    TooLong,
    /// It has not three parts. Five would be an encrypted token (RFC 7516), which is none of ours.
    #[error("the token has not three parts")]
    Parts,
    /// A part is not canonical base64url.
    #[error("a part of the token is not canonical base64url")]
    Encoding,
    /// There is no signature.
    #[error("the token is not signed")]
    Unsigned,
    /// The header is refused.
    #[error(transparent)]
    Header(#[from] HeaderError),
}

impl<'a> Token<'a> {
    /// Takes a token apart.
    ///
    /// # Errors
    /// A [`TokenError`].
    pub fn parse(text: &'a str) -> Result<Self, TokenError> {
        Self::parse_within(text, LONGEST_TOKEN)
    }

    /// The same for tokens of at most that many characters, where [`LONGEST_TOKEN`] is not the right limit.
    ///
    /// # Errors
    /// A [`TokenError`].
    pub fn parse_within(text: &'a str, longest: usize) -> Result<Self, TokenError> {
        if text.len() > longest {
            return Err(TokenError::TooLong);
        }
        let (signed, signature) = text.rsplit_once('.').ok_or(TokenError::Parts)?;
        let (header, payload) = signed.split_once('.').ok_or(TokenError::Parts)?;
        if payload.contains('.') {
            return Err(TokenError::Parts);
        }
        let decode = |part| text::decode(part).ok_or(TokenError::Encoding);
        let header = decode(header)?;
        let payload = decode(payload)?;
        let signature = decode(signature)?;
        let header = Header::parse(&header)?;
        if signature.is_empty() {
            return Err(TokenError::Unsigned);
        }
        Ok(Self {
            header,
            signed,
            payload,
            signature,
        })
    }

    /// What the header says, not to be believed.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_arrives_is_a_token_or_an_error(text in "\\PC*", parts in "[A-Za-z0-9_.-]{0,200}") {
            let _ = Token::parse(&text);
            let _ = Token::parse(&parts);
        }

        #[test]
        fn whatever_a_header_and_a_key_set_hold_they_are_read_or_refused(json in json()) {
            let _ = Header::parse(json.as_bytes());
            let set = format!("{{\"keys\":[{json}]}}");
            let backend = &jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER;
            let _ = crate::read_jwks(backend, set.as_bytes(), &crate::Algorithm::ALL);
        }
    }

    /// An object with members that mean something, of whatever type.
    fn json() -> impl Strategy<Value = String> {
        let name = prop::sample::select(vec![
            "alg", "kid", "typ", "crit", "kty", "crv", "n", "e", "x", "y", "use", "key_ops",
        ]);
        let value = prop_oneof![
            prop::sample::select(vec![
                "null",
                "1",
                "-0.5",
                "[]",
                "{}",
                "\"RSA\"",
                "\"EC\"",
                "\"OKP\"",
                "\"P-256\"",
                "\"P-384\"",
                "\"Ed25519\"",
                "\"RS256\"",
                "\"ES256\"",
                "\"EdDSA\"",
                "[\"verify\"]",
            ])
            .prop_map(str::to_owned),
            "[A-Za-z0-9_-]{0,90}".prop_map(|text| format!("\"{text}\"")),
        ];
        let members = prop::collection::vec((name, value), 0..8);
        members.prop_map(|members| {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("\"{name}\":{value}"))
                .collect();
            format!("{{{}}}", members.join(","))
        })
    }

    /// `{"alg":"HS256"}`
    const HEADER: &str = "eyJhbGciOiJIUzI1NiJ9";

    #[test]
    fn the_form_is_strict() {
        assert!(Token::parse(&format!("{HEADER}.e30.AA")).is_ok());
        for (text, error) in [
            (String::new(), TokenError::Parts),
            (format!("{HEADER}.e30"), TokenError::Parts),
            (format!("{HEADER}.e30.AA."), TokenError::Parts),
            (format!("{HEADER}.e30.AA.AA.AA"), TokenError::Parts),
            (format!("{HEADER}.e30."), TokenError::Unsigned),
            (format!("{HEADER}.e30.AB"), TokenError::Encoding),
            (format!("{HEADER}.e30.AA\n"), TokenError::Encoding),
            (format!(" {HEADER}.e30.AA"), TokenError::Encoding),
            (format!("{HEADER}.e3 0.AA"), TokenError::Encoding),
            (format!("{HEADER}=.e30.AA"), TokenError::Encoding),
        ] {
            assert_eq!(Token::parse(&text).err(), Some(error), "{text:?}");
        }
    }

    #[test]
    fn a_token_is_measured_before_it_is_read() {
        let of = |length| format!("{HEADER}.{}.AA", "A".repeat(length - HEADER.len() - 4));
        assert!(Token::parse(&of(LONGEST_TOKEN)).is_ok());
        let longer = of(LONGEST_TOKEN + 4);
        assert_eq!(Token::parse(&longer).err(), Some(TokenError::TooLong));
        assert!(Token::parse_within(&longer, longer.len()).is_ok());
    }
}
