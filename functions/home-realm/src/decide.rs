//! The entry: which page or endpoint was asked for.

use vestibule_http::sealed::{Keys, Nonces};
use vestibule_http::{Method, Origin, Outcome, Problem, RawQuery, Readers, Request, Status, Step};
use vestibule_identity::UnixSeconds;
use vestibule_tenant::{Manifest, NetworkFacts, ShardId, Snapshot};

use crate::trace::{End, Trace};
use crate::{discover, front_door, identify, initiate, look, resolve, start};

/// What a decision may rely on besides the request.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The published configuration; `None` before the first one arrives and with the kill switch on.
    pub snapshot: Option<&'a Snapshot>,
    /// The tenant's own look and language, for a time without a snapshot to answer from: with the kill switch on.
    pub manifest: Option<&'a Manifest>,
    /// Whether nothing more can be fetched: a page then does without what it would only look better with.
    pub at_last: bool,
    /// Where `/authorize` passes on to without one: the tenant's origin as the deployment names it.
    pub tenant_origin: Option<Origin<'a>>,
    /// The host that the request came in on, with its port if that is unusual. The platform's own,
    /// never a forwarded header's.
    pub host: &'a str,
    /// Where on the network the visitor is, as far as the platform says so.
    pub network: NetworkFacts,
    /// What this browser may remember; `None` when the deployment has no keys for it.
    pub memory: Option<Memory<'a>>,
    /// What the visitor's browser says of the languages that its owner reads: the `Accept-Language` header,
    /// empty when there is none. `None` until somebody asks ([`Need::AcceptLanguage`]): nothing but pages
    /// depends on it, and most logins come to none.
    pub accept_language: Option<&'a str>,
    /// The tag of the language that was chosen in this browser before; empty where none was, and until
    /// [`Self::accept_language`] is known.
    pub remembered_language: &'a str,
    /// What else of the request the answers to programs depend on.
    pub caller: Caller<'a>,
    /// The id of this decision, shown to people and written to the log.
    pub id: &'a str,
}

impl<'a> Context<'a> {
    /// Where the tenant's own look and language stand.
    pub(crate) fn manifest(&self) -> Option<&'a Manifest> {
        self.snapshot.map(Snapshot::manifest).or(self.manifest)
    }
}

/// The program that asks, where one does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Caller<'a> {
    /// The origin of the page whose script asks: the `Origin` header (RFC 6454, section 7).
    pub origin: Option<&'a str>,
    /// Whether the body is JSON.
    pub is_json: bool,
    /// Whether so many questions came from there that this one is not to be answered.
    pub is_limited: bool,
}

/// Whether a path answers questions that somebody could ask in numbers to learn who is a customer. Who
/// decides such a request says in [`Caller::is_limited`] whether it is one too many.
#[must_use]
pub fn is_to_be_limited(path: &str, method: Method) -> bool {
    match path {
        resolve::PATH => method == Method::Post,
        discover::PATH => matches!(method, Method::Get | Method::Head),
        _ => false,
    }
}

/// What it takes to seal what a browser keeps for us, and to read it again: the realm cookie, and the
/// state of a flow.
#[derive(Clone, Copy, Debug)]
pub struct Memory<'a> {
    /// The keys that it is sealed with.
    pub keys: &'a Keys,
    /// The request's `Cookie` header.
    pub cookies: &'a str,
    /// Random bytes for what this answer seals.
    pub nonces: Nonces,
    /// The time of the request.
    pub now: UnixSeconds,
    /// Whether nobody looks at the answer (`HEAD`, a prefetch): then nothing is counted or written.
    pub quiet: bool,
}

/// A decision and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What to answer.
    pub outcome: Outcome,
    /// Whose scripts may read the answer.
    pub readers: Readers,
    /// Values of `Set-Cookie` lines.
    pub cookies: Vec<String>,
    /// For the log; holds nothing that a visitor typed.
    pub trace: Trace,
}

/// What a decision lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A part of the snapshot.
    Shard(ShardId),
    /// What [`Context::accept_language`] says, since there is a page to show.
    AcceptLanguage,
}

/// A decision, or what it waits for.
pub(crate) type Stepped = Step<Decision, Need>;

/// Waits for these shards.
pub(crate) fn wait_for(shards: Vec<ShardId>) -> Stepped {
    Step::Need(shards.into_iter().map(Need::Shard).collect())
}

/// Decides a request for one of home realm's routes; `None` when the path is none of them.
///
/// | path | methods |
/// |---|---|
/// | `/authorize` | `GET`, `POST`: the front door (OpenID Connect Core 1.0, section 3.1.2.1 wants both) |
/// | `/edge/realm` | `GET`: the identifier page of the *initiate* way; `POST`: what was typed or chosen |
/// | `/edge/realm/resolve` | `POST`: the same decision for a script of the application; `OPTIONS` |
/// | `/.well-known/webfinger` | `GET`: the issuer of everybody at a domain (RFC 7033) |
/// | `/edge/start/{client}` | `GET`: the client's `initiate_login_uri`: default login route, invitations, links |
#[must_use]
pub fn decide(request: &Request<'_>, context: Context<'_>) -> Option<Stepped> {
    // Who cannot see a page is answered all the same, but leaves no trace.
    let memory = context.memory.map(|memory| Memory {
        quiet: memory.quiet || request.method == Method::Head,
        ..memory
    });
    let context = Context { memory, ..context };
    let stepped = match (request.path, request.method) {
        ("/authorize", Method::Get | Method::Head) => front_door::enter(context, request.query),
        // Parameters may stand in the body, in the query, or in both.
        ("/authorize", Method::Post) => {
            let both = request.query.joined_with(RawQuery::new(request.body));
            front_door::enter(context, RawQuery::new(&both))
        }
        ("/edge/realm", Method::Get | Method::Head) => initiate::enter(context, request.query),
        ("/edge/realm", Method::Post) => identify::answer_form(context, request.body),
        (path, Method::Get | Method::Head) if path.starts_with(start::PREFIX) => {
            start::enter(context, path, request.query)
        }
        (resolve::PATH, Method::Post) => resolve::answer(context, request.body),
        (resolve::PATH, Method::Options) => Step::Done(resolve::preflight(context)),
        (discover::PATH, Method::Get | Method::Head) => discover::answer(context, request.query),
        ("/authorize" | "/edge/realm", _) => other_method("GET, HEAD, POST"),
        (resolve::PATH, _) => other_method("POST, OPTIONS"),
        (discover::PATH, _) => other_method("GET, HEAD"),
        _ => return None,
    };
    // What such a page would say is not written yet: see `pages::unwritten`.
    Some(match stepped {
        Step::Done(Decision {
            outcome: Outcome::Page(_),
            ..
        }) if context.accept_language.is_none() => Step::Need(vec![Need::AcceptLanguage]),
        // No redirect pays for a look.
        Step::Done(
            decision @ Decision {
                outcome: Outcome::Page(_),
                ..
            },
        ) => match look::missing(context, request.query) {
            missing if missing.is_empty() => Step::Done(decision),
            missing => wait_for(missing),
        },
        stepped => stepped,
    })
}

fn other_method(answered: &'static str) -> Stepped {
    Step::Done(Decision {
        outcome: Outcome::Problem(
            Problem::new(
                Status::MethodNotAllowed,
                "method-not-allowed",
                "This address answers other methods.",
            )
            .with_header("allow", answered),
        ),
        readers: Readers::Nobody,
        cookies: Vec::new(),
        trace: Trace::ended(End::Refused),
    })
}
