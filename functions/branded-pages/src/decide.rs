//! The entry: which page was asked for.

use vestibule_http::sealed::Keys;
use vestibule_http::{Method, Origin, Outcome, Problem, RawQuery, Request, Status, Step};
use vestibule_identity::UnixSeconds;
use vestibule_tenant::{Manifest, ShardId, Snapshot};

use crate::trace::{End, Trace};
use crate::{error_page, logout, notice_page};

/// What a page may rely on besides the request.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The published configuration; `None` before the first one arrives and with the kill switch on.
    pub snapshot: Option<&'a Snapshot>,
    /// The tenant's own look and language, for a time without a snapshot to answer from: with the kill switch on.
    pub manifest: Option<&'a Manifest>,
    /// Whether nothing more can be fetched: a shard that is not there is then as good as empty.
    pub at_last: bool,
    /// Where the tenant is without one: its origin as the deployment names it.
    pub tenant_origin: Option<Origin<'a>>,
    /// What reasons are sealed with; `None` when the deployment has no such keys.
    pub keys: Option<&'a Keys>,
    /// The host that the request came in on, with its port if that is unusual. The platform's own, never a forwarded
    /// header's.
    pub host: &'a str,
    /// The origin of the page whose form this is: the `Origin` header (RFC 6454, section 7).
    pub form_of: Option<&'a str>,
    /// The request's `Cookie` header; empty when there is none, or nobody asked.
    pub cookies: &'a str,
    /// The request's `Accept-Language` header; empty when there is none.
    pub accept_language: &'a str,
    /// The tag of the language that was chosen in this browser before; empty where none was.
    pub remembered_language: &'a str,
    /// The time of the request.
    pub now: UnixSeconds,
    /// The id of this decision, shown to people and written to the log.
    pub id: &'a str,
}

impl<'a> Context<'a> {
    /// Where the tenant's own look and language stand.
    pub(crate) fn manifest(&self) -> Option<&'a Manifest> {
        self.snapshot.map(Snapshot::manifest).or(self.manifest)
    }
}

/// A page and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What to answer.
    pub outcome: Outcome,
    /// Values of `Set-Cookie` lines.
    pub cookies: Vec<String>,
    /// For the log; holds nothing of the query but the tracking id.
    pub trace: Trace,
}

/// A decision, or the shards it waits for.
pub(crate) type Stepped = Step<Decision, ShardId>;

/// Octets of a query that are looked at; Cloudflare takes no longer ones.
const LONGEST_QUERY: usize = 16 * 1024;
/// Parameters of a query that are looked at. Auth0 sends six.
const MOST_PARAMETERS: usize = 64;

/// Decides a request for one of the pages; `None` when the path is none of them.
///
/// | path | methods |
/// |---|---|
/// | `/edge/error` | `GET`: Auth0's custom error page, and what an application got at its callback |
/// | `/edge/notice/{kind}` | `GET`: what became of something around a login |
/// | `/edge/logout` | `GET`: asks what to sign out of; `POST`: signs out |
#[must_use]
pub fn decide(request: &Request<'_>, context: Context<'_>) -> Option<Stepped> {
    if !has(request.path) {
        return None;
    }
    if request.path == logout::PATH {
        return Some(logout::answer(request, context));
    }
    if !matches!(request.method, Method::Get | Method::Head) {
        return Some(Step::Done(other_method()));
    }
    let query = readable(request.query);
    Some(match request.path.strip_prefix(notice_page::PREFIX) {
        Some(kind) => notice_page::answer(context, kind, query),
        None => error_page::answer(context, query),
    })
}

/// Whether a path is that of one of the pages.
#[must_use]
pub fn has(path: &str) -> bool {
    path == error_page::PATH || path == logout::PATH || path.starts_with(notice_page::PREFIX)
}

/// The query, or an empty one where it is larger than any that makes sense: the page then says what it says to
/// everybody.
pub(crate) fn readable(query: RawQuery<'_>) -> RawQuery<'_> {
    let fits =
        query.as_str().len() <= LONGEST_QUERY && query.pairs().nth(MOST_PARAMETERS).is_none();
    if fits { query } else { RawQuery::new("") }
}

fn other_method() -> Decision {
    Decision {
        outcome: Outcome::Problem(
            Problem::new(
                Status::MethodNotAllowed,
                "method-not-allowed",
                "This address answers other methods.",
            )
            .with_header("allow", "GET, HEAD"),
        ),
        cookies: Vec::new(),
        trace: Trace::ended(End::Refused),
    }
}
