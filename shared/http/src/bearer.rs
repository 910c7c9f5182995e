//! Tokens that a caller shows as they are (RFC 6750, section 2.1).

use std::fmt;

use subtle::ConstantTimeEq as _;

/// Octets of a token: whoever can guess one is believed.
const SHORTEST: usize = 24;

/// A token that callers have to show.
#[derive(Clone)]
pub struct BearerToken(Box<str>);

impl BearerToken {
    /// Takes a token as deployments have them: at least 24 visible ASCII characters. White space around is dropped. `None`
    /// for what is no token.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_ascii();
        let is_visible = text.bytes().all(|octet| octet.is_ascii_graphic());
        (text.len() >= SHORTEST && is_visible).then(|| Self(text.into()))
    }

    /// Whether an `Authorization` header shows one of these. Nothing but a token's length can be told from the time it takes.
    #[must_use]
    pub fn any_is(tokens: &[Self], authorization: &str) -> bool {
        let Some((scheme, shown)) = authorization.split_once(' ') else {
            return false;
        };
        let shown = shown.trim_ascii_start().as_bytes();
        let fits = tokens.iter().fold(0, |fits, token| {
            fits | token.0.as_bytes().ct_eq(shown).unwrap_u8()
        });
        scheme.eq_ignore_ascii_case("bearer") && fits == 1
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BearerToken")
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_token_is_believed() {
        let [one, two] = ["the first token of this test", "another-token-of-this-test"];
        assert!(BearerToken::parse(one).is_none(), "it has spaces");
        assert!(BearerToken::parse("too-short").is_none());
        let one = one.replace(' ', "-");
        let tokens = [&one, two].map(|text| BearerToken::parse(&format!("{text}\n")).unwrap());
        for (authorization, fits) in [
            (format!("Bearer {one}"), true),
            (format!("bearer  {two}"), true),
            (format!("Basic {one}"), false),
            (format!("Bearer {one}x"), false),
            (format!("Bearer {}", one.to_uppercase()), false),
            (format!("Bearer {one} {two}"), false),
            (one.clone(), false),
            ("Bearer ".to_owned(), false),
            (String::new(), false),
        ] {
            assert_eq!(
                BearerToken::any_is(&tokens, &authorization),
                fits,
                "{authorization}"
            );
        }
        assert!(!BearerToken::any_is(&[], &format!("Bearer {one}")));
        assert_eq!(format!("{:?}", tokens[0]), "BearerToken { .. }");
    }
}
