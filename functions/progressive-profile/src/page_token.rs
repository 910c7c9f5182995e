//! The token that brings a browser here: Auth0's `session_token`, made by `api.redirect.encodeToken`.

use thiserror::Error;
use vestibule_claims::{
    Algorithm, Audience, Claims, MediaType, Rules, Token, TokenError, TokenKind, VerifyError,
    VerifyingKey, verify, verify_as_issued,
};
use vestibule_identity::UnixSeconds;

use crate::secrets::PageSecrets;

/// The claim of ours that ties a token to a page, and so keeps the tokens of two pages apart.
pub(crate) const PAGE: &str = "page";
/// Its value in the Action's token.
const PROFILE: &str = "profile";

/// Octets that a token may have. The payload of an Action's redirect has 4 KB at most, and base64 makes it a third longer.
const LONGEST: usize = 8 * 1024;
/// Seconds that a token may live: what `encodeToken` gives by itself. Our Action asks for less.
const LONGEST_LIFETIME: i64 = 900;
/// Seconds by which Auth0's clock and ours may differ.
const LEEWAY: i64 = 5;

/// Octets of a user's id at Auth0.
const LONGEST_SUBJECT: usize = 512;
/// Octets of the transaction's number, which is ours.
const LONGEST_TXN: usize = 64;

/// What a verified token says.
#[derive(Clone, PartialEq, Eq)]
pub struct PageToken {
    /// The host at which the transaction runs, and to which the browser goes back: one of the tenant's.
    pub issuer: String,
    /// The user's id at Auth0.
    pub subject: String,
    /// The number that our Action gave the transaction.
    pub txn: String,
    /// What is to be asked: a value that our callout sealed.
    pub ask: String,
    /// Where the Action's request came from, as Auth0 saw it.
    pub ip: Option<String>,
}

/// Why a token is refused. For the log; whoever sent it learns that the link is not good any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PageTokenError {
    /// It is none.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// It is not believed.
    #[error(transparent)]
    Refused(#[from] VerifyError),
    /// There is no host of the tenant that it could come from.
    #[error("the tenant has no host")]
    NoIssuer,
    /// A claim of ours is longer than any that we write.
    #[error("the claim `{0}` is too long")]
    TooLong(&'static str),
    /// It carries `state`, which only tokens of the way back do.
    #[error("the token is one of the way back")]
    WayBack,
}

/// Believes a token that the Action made: signed by one of the secrets with HS256, not expired, from one of the tenant's hosts, for this
/// page.
///
/// `issuers` are the hosts of the tenant, bare as Auth0 writes them into `iss` of these tokens: no scheme, no slash. Looking at a
/// token uses nothing up.
///
/// # Errors
/// A [`PageTokenError`].
pub fn verify_page_token(
    text: &str,
    secrets: &PageSecrets,
    issuers: impl IntoIterator<Item: AsRef<str>>,
    now: UnixSeconds,
) -> Result<PageToken, PageTokenError> {
    believed(text, secrets, issuers, |token, kind, keys| {
        verify(token, kind, keys, now)
    })
}

/// What a token said while it was good, whenever that was: for the look of the page that says that it has expired.
///
/// # Errors
/// A [`PageTokenError`].
pub(crate) fn read_expired_token(
    text: &str,
    secrets: &PageSecrets,
    issuers: impl IntoIterator<Item: AsRef<str>>,
) -> Result<PageToken, PageTokenError> {
    believed(text, secrets, issuers, verify_as_issued)
}

fn believed(
    text: &str,
    secrets: &PageSecrets,
    issuers: impl IntoIterator<Item: AsRef<str>>,
    verify: impl Fn(&Token<'_>, &TokenKind, &[&VerifyingKey]) -> Result<Claims, VerifyError>,
) -> Result<PageToken, PageTokenError> {
    let token = Token::parse_within(text, LONGEST)?;
    let keys: Vec<_> = secrets.page.iter().collect();
    let mut refusal = PageTokenError::NoIssuer;
    for issuer in issuers {
        let issuer = issuer.as_ref();
        let Ok(kind) = kind(issuer) else {
            continue;
        };
        match verify(&token, &kind, &keys) {
            Ok(claims) => return read(issuer, &claims),
            // Another host of the tenant may be the one; nothing else may be another with another host.
            Err(VerifyError::Issuer) => refusal = VerifyError::Issuer.into(),
            Err(error) => return Err(error.into()),
        }
    }
    Err(refusal)
}

pub(crate) fn kind(issuer: &str) -> Result<TokenKind, vestibule_claims::KindError> {
    TokenKind::new(Rules {
        name: "profile page",
        media_type: MediaType::JwtOrNone,
        issuer: issuer.to_owned(),
        audience: Audience::None,
        algorithms: vec![Algorithm::HS256],
        required: vec!["sub", "iat", "txn", "ask"],
        fixed: vec![(PAGE, PROFILE.to_owned())],
        max_lifetime: LONGEST_LIFETIME,
        leeway: LEEWAY,
    })
}

fn read(issuer: &str, claims: &Claims) -> Result<PageToken, PageTokenError> {
    if claims.get("state").is_some() {
        return Err(PageTokenError::WayBack);
    }
    let text = |name: &'static str, longest: usize| match claims.text(name) {
        Some(text) if text.len() <= longest => Ok(text.to_owned()),
        Some(_) => Err(PageTokenError::TooLong(name)),
        None => Err(VerifyError::Type(name).into()),
    };
    Ok(PageToken {
        issuer: issuer.to_owned(),
        subject: text("sub", LONGEST_SUBJECT)?,
        txn: text("txn", LONGEST_TXN)?,
        ask: text("ask", LONGEST)?,
        ip: claims.text("ip").map(str::to_owned),
    })
}

impl std::fmt::Debug for PageToken {
    /// Whose it is, is nobody's business.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PageToken")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
