//! What can go wrong on a visit.

use thiserror::Error;
use url::Url;

/// Why a visit ended early.
#[derive(Debug, Error)]
pub enum VisitError {
    /// Nobody answered, or not in HTTP.
    #[error("no answer from {url}: {source}")]
    NoAnswer {
        /// Where.
        url: Url,
        /// What the connection said.
        source: reqwest::Error,
    },
    /// A URL that is none.
    #[error("not a URL: {0}")]
    NotAUrl(String),
    /// Redirects without end.
    #[error("more than {0} redirects in a row, the last to {1}")]
    TooManyRedirects(usize, Url),
    /// A page had no form where one was expected.
    #[error("no form at {url} ({status}): {title}")]
    NoForm {
        /// Where.
        url: Url,
        /// Its status.
        status: u16,
        /// The page's title.
        title: String,
    },
    /// The application was told that the login failed.
    #[error("the application's callback got {error}: {description}")]
    Refused {
        /// The protocol's error code (RFC 6749, section 4.1.2.1).
        error: String,
        /// Its description.
        description: String,
    },
    /// The login ended somewhere else than at the application.
    #[error("the login stopped at {url} ({status}): {title}")]
    Stopped {
        /// Where.
        url: Url,
        /// The status there.
        status: u16,
        /// The page's title.
        title: String,
    },
    /// Something that arrived did not fit what was sent.
    #[error("{0}")]
    Mismatch(String),
}
