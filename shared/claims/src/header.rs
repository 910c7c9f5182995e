//! The header of a token (RFC 7515, section 4).

use serde_json::Value;
use thiserror::Error;

use crate::algorithm::Algorithm;
use crate::json::{JsonError, Object, parse_object};

/// What a header says that we listen to.
///
/// `jwk`, `jku`, `x5u`, `x5c` and `x5t` are not among it: whoever made the token wrote them, so they say nothing about
/// whom to trust (RFC 8725, section 3.10). They are not refused either, since an issuer may put them in for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// `alg`: what the token *claims* to be signed with. It has to be the algorithm of the key, which is never
    /// chosen by it.
    pub algorithm: Algorithm,
    /// `kid`: a hint which of the configured keys to try.
    pub key_id: Option<String>,
    /// `typ`, in lower case and without `application/` in front (RFC 7515, section 4.1.9).
    pub media_type: Option<String>,
}

/// Why a header is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HeaderError {
    /// It is not the JSON that a header has to be.
    #[error("the header cannot be read: {0}")]
    Json(#[from] JsonError),
    /// There is no `alg`, or it is no algorithm of ours: `none` is one of many that are not.
    #[error("the algorithm is none that we know")]
    Algorithm,
    /// The token asks for something that we would have to understand and do not: extensions (`crit`, and with it
    /// `b64` of RFC 7797), compression (`zip`; RFC 8725, section 3.6), encryption (`enc`).
    #[error("the header asks for {0}")]
    Unsupported(&'static str),
    /// `kid` or `typ` is no text, or longer than any real one.
    #[error("{0} is not a short text")]
    NotText(&'static str),
}

/// Characters of the longest `kid` and `typ`; Auth0's have 21, thumbprints 43.
const LONGEST_NAME: usize = 256;

/// Members that change what a token means for everyone who understands them. We understand none.
const UNSUPPORTED: [&str; 4] = ["crit", "b64", "zip", "enc"];

impl Header {
    /// Reads a header.
    ///
    /// # Errors
    /// A [`HeaderError`].
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, HeaderError> {
        let header = parse_object(bytes)?;
        // Before the algorithm: that a token is encrypted or compressed says more than that its `alg` is unknown.
        if let Some(name) = UNSUPPORTED.iter().find(|name| header.contains_key(**name)) {
            return Err(HeaderError::Unsupported(name));
        }
        let algorithm = header.get("alg").and_then(Value::as_str);
        Ok(Self {
            algorithm: algorithm
                .and_then(Algorithm::from_name)
                .ok_or(HeaderError::Algorithm)?,
            key_id: name(&header, "kid")?.map(str::to_owned),
            media_type: name(&header, "typ")?.map(media_type),
        })
    }
}

/// A `typ` in the form that two of them are compared in.
pub(crate) fn media_type(text: &str) -> String {
    let text = text.to_ascii_lowercase();
    // Only the short form is without a slash: `application/a/b` would come out as another type's long form.
    match text.strip_prefix("application/") {
        Some(short) if !short.contains('/') => short.to_owned(),
        _ => text,
    }
}

/// Whether a header may have this as `kid` or `typ`.
pub(crate) const fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_NAME
}

fn name<'a>(header: &'a Object, name: &'static str) -> Result<Option<&'a str>, HeaderError> {
    match header.get(name) {
        None => Ok(None),
        Some(Value::String(text)) if is_name(text) => Ok(Some(text)),
        Some(_) => Err(HeaderError::NotText(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_may_need_is_passed_over() {
        let header = Header::parse(
            br#"{"alg":"RS256","typ":"application/AT+JWT","kid":"k","jku":"https://evil.example","x5c":["AA=="],"jwk":{}}"#,
        );
        assert_eq!(
            header.unwrap(),
            Header {
                algorithm: Algorithm::RS256,
                key_id: Some("k".to_owned()),
                media_type: Some("at+jwt".to_owned()),
            }
        );
    }

    #[test]
    fn what_changes_the_meaning_is_refused_even_when_it_is_empty() {
        for (member, name) in [
            (r#""crit":[]"#, "crit"),
            (r#""crit":null"#, "crit"),
            (r#""crit":["exp"]"#, "crit"),
            (r#""\u0063rit":["x"]"#, "crit"),
            (r#""b64":true"#, "b64"),
            (r#""zip":"DEF""#, "zip"),
            (r#""enc":"A256GCM""#, "enc"),
        ] {
            let text = format!(r#"{{"alg":"RS256",{member}}}"#);
            let refused = Header::parse(text.as_bytes());
            assert_eq!(refused, Err(HeaderError::Unsupported(name)), "{text}");
        }
    }

    #[test]
    fn media_types_are_compared_in_one_form() {
        for (text, expected) in [
            ("JWT", "jwt"),
            ("application/jwt", "jwt"),
            ("at+jwt", "at+jwt"),
            ("application/a/b", "application/a/b"),
            ("text/jwt", "text/jwt"),
        ] {
            assert_eq!(media_type(text), expected);
        }
    }
}
