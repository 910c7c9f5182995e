//! The entry: which step of the trip a request is.

use vestibule_http::sealed::{Keys, Nonces};
use vestibule_http::{Method, Outcome, Problem, Request, Status, Step};
use vestibule_identity::UnixSeconds;
use vestibule_receipts::ReceiptKey;
use vestibule_tenant::{Manifest, ShardId, Snapshot};

use crate::claim::{Claim, Claimed};
use crate::lists::Lists;
use crate::secrets::PageSecrets;
use crate::session_id::SessionId;
use crate::trace::{End, Trace};
use crate::{arrive, form, keys, submit};

/// Where Auth0's Action sends browsers, and below which the forms stand.
pub const PATH: &str = "/edge/profile";

/// What a step may rely on besides the request.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The published configuration; `None` before the first one arrives and with the kill switch on.
    pub snapshot: Option<&'a Snapshot>,
    /// The tenant's own look and language, for a time without a snapshot to answer from: with the kill switch on.
    pub manifest: Option<&'a Manifest>,
    /// Whether nothing more can be fetched: a shard that is not there is then as good as empty.
    pub at_last: bool,
    /// Where the tenant is, for a time without a configuration; empty when nobody said.
    pub tenant_origin: &'a str,
    /// The host, and port, that the request came in on.
    pub host: &'a str,
    /// The secrets shared with the Action; `None` when the deployment has none.
    pub secrets: Option<&'a PageSecrets>,
    /// What sessions are sealed with; `None` when the deployment has no such keys.
    pub keys: Option<&'a Keys>,
    /// What receipts of consents are signed with; `None` when the deployment has no such key.
    pub receipt_key: Option<&'a ReceiptKey>,
    /// Random bytes of this answer.
    pub nonces: &'a Nonces,
    /// The request's `Cookie` header.
    pub cookies: &'a str,
    /// From where a form was sent, as the browser says.
    pub sender: &'a Sender<'a>,
    /// The address that the browser comes from; empty where it is unknown. Read with a token only.
    pub address: &'a str,
    /// The visitor's country (ISO 3166-1 alpha-2); empty where it is unknown.
    pub country: &'a str,
    /// The request's `Accept-Language` header.
    pub accept_language: &'a str,
    /// The language that was chosen in this browser, as a tag; empty where there is none.
    pub remembered_language: &'a str,
    /// The request's `If-None-Match` header; `None` before it was asked for.
    pub if_none_match: Option<&'a str>,
    /// What the host has tables of.
    pub lists: &'a dyn Lists,
    /// What became of the claim that this request needed.
    pub claimed: Option<Claimed>,
    /// The time of the request.
    pub now: UnixSeconds,
    /// The id of this decision.
    pub id: &'a str,
}

impl<'a> Context<'a> {
    /// Where the tenant's own look and language stand.
    pub(crate) fn manifest(&self) -> Option<&'a Manifest> {
        self.snapshot.map(Snapshot::manifest).or(self.manifest)
    }
}

/// From where a form was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sender<'a> {
    /// `Sec-Fetch-Site` (Fetch Metadata Request Headers); empty from browsers that do not send it.
    pub site: &'a str,
    /// `Origin` (RFC 6454, section 7); empty when there is none.
    pub origin: &'a str,
}

/// What a step waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A shard of the snapshot.
    Shard(ShardId),
    /// A claim to be decided.
    Claim(Claim),
    /// To know which documents the browser has already.
    IfNoneMatch,
}

/// An answer and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What to answer.
    pub outcome: Outcome,
    /// Values of `Set-Cookie` lines.
    pub cookies: Vec<String>,
    /// For the log; holds nothing about the user.
    pub trace: Trace,
}

pub(crate) type Stepped = Step<Decision, Need>;

/// Decides a request for a step of the trip; `None` when the path is none of ours.
///
/// | path | methods |
/// |---|---|
/// | `/edge/profile` | `GET`: the token becomes a session, and the browser goes on to its address |
/// | `/edge/profile/keys` | `GET`: the public keys of receipts |
/// | `/edge/profile/{id}` | `GET`: the form; `POST`: what was typed. From another network: whether this is the user, and what was pressed |
#[must_use]
pub fn decide(request: &Request<'_>, context: Context<'_>) -> Option<Stepped> {
    let rest = request.path.strip_prefix(PATH)?;
    let looks = matches!(request.method, Method::Get | Method::Head);
    if rest.is_empty() {
        return Some(if looks {
            arrive::answer(context, request.query)
        } else {
            Step::Done(other_method("GET, HEAD"))
        });
    }
    if keys::is_keys(request.path) {
        return Some(if looks {
            keys::answer(context)
        } else {
            Step::Done(other_method("GET, HEAD"))
        });
    }
    let id = SessionId::parse(rest.strip_prefix('/')?)?;
    Some(match request.method {
        Method::Get | Method::Head => form::answer(context, id),
        Method::Post => submit::answer(context, id, request),
        Method::Options | Method::Other => Step::Done(other_method("GET, HEAD, POST")),
    })
}

/// Whether a path is one of a step.
#[must_use]
pub fn has(path: &str) -> bool {
    path.strip_prefix(PATH)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn other_method(allowed: &'static str) -> Decision {
    Decision {
        outcome: Outcome::Problem(
            Problem::new(
                Status::MethodNotAllowed,
                "method-not-allowed",
                "This address answers other methods.",
            )
            .with_header("allow", allowed),
        ),
        cookies: Vec::new(),
        trace: Trace::ended(End::Refused),
    }
}
