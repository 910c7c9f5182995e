//! The secrets that Auth0's Action and this page share.

use std::fmt;

use thiserror::Error;
use vestibule_claims::{Algorithm, Backend, KeyError, SigningKey, VerifyingKey};

/// The secrets that Auth0's Action and this page share: one for the way here and another for the way back, so that a token of one way
/// is never good for the other.
///
/// `encodeToken` and `validateToken` of Auth0 take the octets of the text, whatever is written in it, and so does this.
pub struct PageSecrets {
    /// What tokens of the Action are verified with; the current one first.
    pub(crate) page: Vec<VerifyingKey>,
    /// What answers are signed with.
    pub(crate) answer: SigningKey,
}

/// One of the secrets, as deployments call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretName {
    /// `PAGE_SECRET`.
    Page,
    /// `PAGE_SECRET_PREVIOUS`.
    PreviousPage,
    /// `RETURN_SECRET`.
    Return,
}

/// Why secrets are of no use. No part of a secret is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SecretsError {
    /// It is too short: HS256 takes 32 octets at least (RFC 7518, section 3.2).
    #[error("{0} is no secret for HS256: {1}")]
    Unfit(SecretName, KeyError),
    /// Both ways would have the same one.
    #[error("{0} is also the one for the way back")]
    Same(SecretName),
}

impl PageSecrets {
    /// Takes the secrets as deployments have them. White space around one is dropped: a secret that was piped in often ends with a line
    /// feed.
    ///
    /// `previous` is the one before `page`, until nothing that was signed with it can be on its way any more.
    ///
    /// # Errors
    /// A [`SecretsError`].
    pub fn parse(
        backend: &Backend,
        page: &str,
        previous: Option<&str>,
        answer: &str,
    ) -> Result<Self, SecretsError> {
        let answer = answer.trim_ascii();
        let named = [
            (SecretName::Page, Some(page)),
            (SecretName::PreviousPage, previous),
        ];
        let mut keys = Vec::new();
        for (name, text) in named {
            let Some(text) = text.map(str::trim_ascii) else {
                continue;
            };
            if text == answer {
                return Err(SecretsError::Same(name));
            }
            let key = VerifyingKey::from_secret(backend, text.as_bytes(), Algorithm::HS256, None);
            keys.push(key.map_err(|error| SecretsError::Unfit(name, error))?);
        }
        let answer = SigningKey::from_secret(backend, answer.as_bytes(), Algorithm::HS256, None)
            .map_err(|error| SecretsError::Unfit(SecretName::Return, error))?;
        Ok(Self { page: keys, answer })
    }
}

impl fmt::Debug for PageSecrets {
    /// Says only that they are secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PageSecrets")
            .finish_non_exhaustive()
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Page => "PAGE_SECRET",
            Self::PreviousPage => "PAGE_SECRET_PREVIOUS",
            Self::Return => "RETURN_SECRET",
        })
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;

    use super::*;

    const ONE: &str = "a secret of thirty-two octets, so";
    const TWO: &str = "another one of thirty-two octets.";

    #[test]
    fn secrets_are_long_and_differ() {
        let parse = |page: &str, previous: Option<&str>, answer: &str| {
            PageSecrets::parse(&BACKEND, page, previous, answer).err()
        };
        assert_eq!(parse(ONE, None, TWO), None);
        assert_eq!(
            parse(ONE, Some(&format!("{ONE}!")), &format!("{TWO}\n")),
            None
        );
        let same = SecretsError::Same;
        assert_eq!(
            parse(ONE, None, &format!(" {ONE}\n")),
            Some(same(SecretName::Page))
        );
        assert_eq!(
            parse(ONE, Some(TWO), TWO),
            Some(same(SecretName::PreviousPage))
        );
        for (page, previous, answer, name) in [
            ("short", None, TWO, SecretName::Page),
            (ONE, Some("short"), TWO, SecretName::PreviousPage),
            (ONE, None, "short", SecretName::Return),
        ] {
            let error = parse(page, previous, answer).unwrap();
            assert_eq!(error, SecretsError::Unfit(name, KeyError::ShortSecret));
            assert!(error.to_string().starts_with(&name.to_string()), "{error}");
        }
    }

    #[test]
    fn secrets_do_not_show_themselves() {
        let secrets = PageSecrets::parse(&BACKEND, ONE, None, TWO).unwrap();
        assert_eq!(format!("{secrets:?}"), "PageSecrets { .. }");
    }
}
