//! What a decision comes to.

use crate::redirect::SafeRedirect;

/// The state of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<T, N> {
    /// Decided.
    Done(T),
    /// Something is missing: fetch all of it and ask again. Never empty.
    Need(Vec<N>),
}

/// What to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Send the browser on. Becomes 302 after a `GET` and 303 after a `POST`, so that a body is
    /// never sent twice (RFC 9110, section 15.4.4; RFC 9700, section 4.12 rules out 307).
    Redirect(SafeRedirect),
    /// Send the browser on to what it is to see instead: 303 whatever the method (RFC 9110, section 15.4.4). For an address that is
    /// exchanged for another one, and not where the other one stands for now.
    SeeOther(SafeRedirect),
    /// Show a page.
    Page(Page),
    /// Answer a program with JSON.
    Json(Json),
    /// Answer a program with a problem (RFC 9457).
    Problem(Problem),
    /// Hand out a file that pages show.
    Asset(Asset),
    /// Say that the browser has the file already: its entity tag, without quotes.
    NotModified(String),
    /// Hand out a document that others keep for a while.
    Published(Published),
    /// Tell a browser what a page of another origin may send (Fetch, section 3.3.2).
    Preflight {
        /// The methods, separated by commas.
        methods: &'static str,
        /// The names of headers, separated by commas.
        headers: &'static str,
    },
}

/// The media type of plain JSON.
pub(crate) const APPLICATION_JSON: &str = "application/json; charset=utf-8";

/// A document for a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json {
    /// The status it is sent with.
    pub status: Status,
    /// Its media type.
    pub media_type: &'static str,
    /// The document.
    pub body: String,
}

/// A file that pages show. Its octets are elsewhere: not every file is a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The media type, known beforehand and never guessed from the file.
    pub content_type: &'static str,
    /// Its entity tag, without quotes (RFC 9110, section 8.8.3).
    pub tag: String,
    /// The name under which its octets are found.
    pub name: String,
}

/// A document for programs that may be kept for five minutes: it seldom changes, and nobody is harmed by an old one for so long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its media type.
    pub media_type: &'static str,
    /// Its entity tag, without quotes (RFC 9110, section 8.8.3).
    pub tag: String,
    /// The document; `None` if whoever asks has it already.
    pub body: Option<String>,
}

/// A page for people, with the headers that it must be sent with: a page's policy belongs to the
/// page, so whoever renders it says both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The status it is sent with.
    pub status: u16,
    /// Its headers, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The document.
    pub body: String,
}

impl Json {
    /// A document that says what was asked for, as plain JSON (RFC 8259).
    #[must_use]
    pub const fn ok(body: String) -> Self {
        Self {
            status: Status::Ok,
            media_type: APPLICATION_JSON,
            body,
        }
    }
}

/// The statuses that answers of ours have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 200.
    Ok,
    /// 400: the request cannot be understood.
    BadRequest,
    /// 401: nobody knows who asks.
    Unauthorized,
    /// 403: whoever asks may not.
    Forbidden,
    /// 404: no such page.
    NotFound,
    /// 405: the page exists, the method does not.
    MethodNotAllowed,
    /// 413: the body is longer than any form of ours.
    ContentTooLarge,
    /// 415: the body is of another type.
    UnsupportedMediaType,
    /// 429: too many of these came from there.
    TooManyRequests,
    /// 500: we failed, and say so without details.
    Internal,
    /// 503: not able to answer now; try again.
    Unavailable,
}

impl Status {
    /// The number on the wire.
    #[must_use]
    pub fn code(self) -> u16 {
        match self {
            Self::Ok => 200,
            Self::BadRequest => 400,
            Self::Unauthorized => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::ContentTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

/// A problem for a program to read (RFC 9457).
///
/// The code is the contract; the title is for whoever reads a log. Neither holds anything that the
/// request brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The status it is sent with.
    pub status: Status,
    /// A stable name, `kebab-case`.
    pub code: &'static str,
    /// One sentence.
    pub title: &'static str,
    /// A header line that belongs to the status: `allow` with 405 (RFC 9110, section 15.5.6),
    /// `www-authenticate` with 401 (section 15.5.2), `retry-after` with 429 and 503.
    pub header: Option<(&'static str, &'static str)>,
}

impl Problem {
    /// A problem that needs no header line of its own.
    #[must_use]
    pub const fn new(status: Status, code: &'static str, title: &'static str) -> Self {
        Self {
            status,
            code,
            title,
            header: None,
        }
    }

    /// The same, with the header line that belongs to its status.
    #[must_use]
    pub const fn with_header(self, name: &'static str, value: &'static str) -> Self {
        Self {
            header: Some((name, value)),
            ..self
        }
    }
}
