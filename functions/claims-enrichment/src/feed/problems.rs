//! What can be wrong with a request of a feed.

use vestibule_http::{Problem, Status};

pub(super) const METHOD_NOT_ALLOWED: Problem = Problem::new(
    Status::MethodNotAllowed,
    "method-not-allowed",
    "Feeds are sent with POST.",
)
.with_header("allow", "POST");
pub(super) const TOO_LARGE: Problem = Problem::new(
    Status::ContentTooLarge,
    "content-too-large",
    "A request of a feed has at most 64 KiB.",
);
pub(super) const UNKNOWN_FEED: Problem = Problem::new(
    Status::NotFound,
    "unknown-feed",
    "There are directory and auth0-events.",
);
pub(super) const NO_SECRET: Problem = Problem::new(
    Status::Unavailable,
    "no-hook-secret",
    "This deployment has no usable HOOK_SECRET.",
);
pub(super) const NO_TOKEN: Problem = Problem::new(
    Status::Unavailable,
    "no-hook-token",
    "This deployment has no usable HOOK_TOKEN.",
);
pub(super) const NOT_SIGNED: Problem = Problem::new(
    Status::Unauthorized,
    "not-authenticated",
    "The signature is missing, wrong or out of time.",
)
.with_header("www-authenticate", "Webhook-Signature");
pub(super) const WRONG_TOKEN: Problem = Problem::new(
    Status::Unauthorized,
    "not-authenticated",
    "The token is missing or wrong.",
)
.with_header("www-authenticate", "Bearer");
pub(super) const NOT_JSON: Problem =
    Problem::new(Status::BadRequest, "not-json", "The body is not JSON.");
pub(super) const UNKNOWN_VERSION: Problem = Problem::new(
    Status::BadRequest,
    "unknown-version",
    "The version of the feed is not 1.",
);
pub(super) const NOT_CHANGES: Problem = Problem::new(
    Status::BadRequest,
    "not-changes",
    "The changes are 1 to 100 objects, each with user or organization, and set or remove.",
);
pub(super) const ENTRY_TOO_LARGE: Problem = Problem::new(
    Status::BadRequest,
    "entry-too-large",
    "An entry has at most 8 KiB.",
);
pub(super) const SAME_ENTRY_TWICE: Problem = Problem::new(
    Status::BadRequest,
    "same-entry-twice",
    "Two changes are about the same entry.",
);
pub(super) const NOT_AN_EVENT: Problem = Problem::new(
    Status::BadRequest,
    "not-an-event",
    "The body is no event of a user of Auth0's event streams.",
);
