//! Why a question cannot be asked.

use thiserror::Error;

/// Why a question cannot be asked. None of them says what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum QuestionError {
    /// Neither a client nor a URL.
    #[error("say which login: `client` with what the request says, or `url`")]
    NoLogin,
    /// A URL and parts of one.
    #[error("`url` is the whole request: leave out `{0}`")]
    UrlAndParts(&'static str),
    /// Not an absolute URL, and no path.
    #[error("`url` must begin with `https://`, `http://` or `/`")]
    RelativeUrl,
    /// Something after the host, or nothing in it.
    #[error("`host` must be a host alone, such as `login.example.com`")]
    NotAHost,
    /// Not two letters.
    #[error("`country` must be two letters, such as `DE`")]
    NotACountry,
    /// No `=`.
    #[error("`parameter` must be NAME=VALUE")]
    NotAParameter,
    /// Something about a memory, and nobody's.
    #[error(
        "`remembered_organization` is missing: of somebody who belongs to none, a browser remembers nothing"
    )]
    NothingRemembered,
    /// No id of an organization.
    #[error("`remembered_organization` must be an organization's id, as in `org_…`")]
    NotAnOrganization,
    /// No name of a connection.
    #[error("`remembered_connection` must be the name of a connection")]
    NotAConnection,
    /// The tenant file has no origin for the Worker, which the compiler rules out.
    #[error("the tenant file names no edge origin: say `host`")]
    NoHost,
    /// A path that home realm does not answer.
    #[error(
        "home realm answers nothing at `{0}`: name an address of it, as /authorize and /edge/realm are"
    )]
    NotOurs(String),
    /// A shard that the compiler did not write.
    #[error("the snapshot is incomplete; this is a fault of `vestibule`, please report it")]
    Incomplete,
    /// The key that cookies are sealed with here is none.
    #[error("no cookie can be sealed; this is a fault of `vestibule`, please report it")]
    NoKey,
}
