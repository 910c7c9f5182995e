//! The feeds of the directory: what has changed about users and organizations, from whoever knows.

mod auth0_events;
mod changes;
mod problems;

use vestibule_http::webhook::{Macs, SignedRequest};
use vestibule_http::{BearerToken, Method, Problem, Request};
use vestibule_identity::UnixSeconds;

use crate::directory::{DirectoryKey, Entry};

/// What the paths of feeds begin with; the name of one follows.
pub const FEEDS: &str = "/edge/hooks/";
/// The feed in our own format, signed as callouts are.
const DIRECTORY: &str = "directory";
/// The feed of Auth0's event streams, which show a token.
const AUTH0_EVENTS: &str = "auth0-events";
/// Changes in one request: each takes a read and a write.
pub const MOST_CHANGES: usize = 100;

/// What feeds are believed by.
#[derive(Clone, Copy)]
pub struct FeedContext<'a> {
    /// What the request says about who signed it.
    pub signed: SignedRequest<'a>,
    /// Its `Authorization`; empty when there is none.
    pub authorization: &'a str,
    /// Whether all of its body was read.
    pub is_whole: bool,
    /// Computes the codes under the live secrets; `None` without secrets.
    pub macs: Option<&'a Macs<'a>>,
    /// The live tokens of Auth0's event streams.
    pub tokens: &'a [BearerToken],
    /// The time of the request.
    pub now: UnixSeconds,
}

/// What is to be written, each under a key of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// The entries.
    pub changes: Vec<(DirectoryKey, Entry)>,
    /// How many things were said that are of no interest here.
    pub ignored: usize,
}

/// Reads a request of a feed; `None` for a path that is none.
///
/// Writing is left to the caller. Whatever order requests arrive in, the later entry must win: [`Entry::at`] says which that is.
///
/// # Errors
/// A problem to answer with. Whoever is not believed is told nothing.
#[must_use]
pub fn read_feed(
    request: &Request<'_>,
    context: &FeedContext<'_>,
) -> Option<Result<Feed, Problem>> {
    let name = request.path.strip_prefix(FEEDS)?;
    Some(read(request, name, context))
}

fn read(request: &Request<'_>, name: &str, context: &FeedContext<'_>) -> Result<Feed, Problem> {
    if request.method != Method::Post {
        return Err(problems::METHOD_NOT_ALLOWED);
    }
    if !context.is_whole {
        return Err(problems::TOO_LARGE);
    }
    match name {
        DIRECTORY => {
            let macs = context.macs.ok_or(problems::NO_SECRET)?;
            let verified = context.signed.verify(context.now, macs);
            let verified = verified.map_err(|_| problems::NOT_SIGNED)?;
            changes::read(request.body, verified.at)
        }
        AUTH0_EVENTS => {
            if context.tokens.is_empty() {
                return Err(problems::NO_TOKEN);
            }
            if !BearerToken::any_is(context.tokens, context.authorization) {
                return Err(problems::WRONG_TOKEN);
            }
            auth0_events::read(request.body)
        }
        _ => Err(problems::UNKNOWN_FEED),
    }
}
