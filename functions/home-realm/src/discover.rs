//! `/.well-known/webfinger`: which issuer signs somebody in.

use serde::Serialize;
use vestibule_http::{Json, Outcome, Pair, Problem, RawQuery, Readers, Status, Step};
use vestibule_identity::Domain;
use vestibule_tenant::{Lookup, Target};

use crate::decide::{Context, Decision, Stepped, wait_for};
use crate::flow::WayIn;
use crate::resolve::{TOO_MANY, UNAVAILABLE};
use crate::trace::{End, Trace};

/// The path.
pub(crate) const PATH: &str = "/.well-known/webfinger";

/// The relation of a person to their issuer (OpenID Connect Discovery 1.0, section 2).
const ISSUER: &str = "http://openid.net/specs/connect/1.0/issuer";

/// A JSON Resource Descriptor (RFC 7033, section 4.4).
#[derive(Serialize)]
struct Descriptor<'a> {
    subject: &'a str,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct Link {
    rel: &'static str,
    href: String,
}

/// Answers for everybody at a domain that belongs to an organization or leads to a connection.
///
/// Only the domain counts, not the person: an address that is configured by itself is no more there
/// than any other.
pub(crate) fn answer(context: Context<'_>, query: RawQuery<'_>) -> Stepped {
    let refuse = |problem: Problem, end| Step::Done(tell(Outcome::Problem(problem), end));
    let Some(snapshot) = context.snapshot else {
        return refuse(UNAVAILABLE, End::Unavailable);
    };
    if context.caller.is_limited {
        return refuse(TOO_MANY, End::Refused);
    }
    let Some(resource) = query.first_escaped("resource") else {
        return refuse(NO_RESOURCE, End::Refused);
    };
    let Some(domain) = domain_of(&resource) else {
        return refuse(NO_RESOURCE, End::Refused);
    };
    let mapped = match snapshot.route(&domain) {
        Ok(Lookup::NotResident(shard)) => return wait_for(vec![shard]),
        Ok(Lookup::Found(route)) => route
            .targets()
            .iter()
            .any(|target| !matches!(target, Target::Consumer)),
        Ok(Lookup::Absent) => false,
        Err(error) => {
            let mut decision = tell(Outcome::Problem(UNAVAILABLE), End::Unavailable);
            decision.trace.fault = Some(error.to_string());
            return Step::Done(decision);
        }
    };
    if !mapped {
        return refuse(NOT_MAPPED, End::NoMatch);
    }
    let mut wanted = query
        .pairs()
        .filter(|pair| pair.is_named("rel"))
        .map(Pair::value)
        .peekable();
    // Whoever names no relation wants all of them (RFC 7033, section 4.3).
    let links = if wanted.peek().is_none() || wanted.any(|rel| rel == ISSUER) {
        vec![Link {
            rel: ISSUER,
            href: format!("{}/", snapshot.manifest().tenant_origin()),
        }]
    } else {
        Vec::new()
    };
    let descriptor = Descriptor {
        subject: &resource,
        links,
    };
    let json = Json {
        status: Status::Ok,
        media_type: "application/jrd+json",
        // Texts alone cannot fail to be written.
        body: serde_json::to_string(&descriptor).unwrap_or_default(),
    };
    Step::Done(tell(Outcome::Json(json), End::Answered))
}

/// The host of a resource: an `acct` URI (RFC 7565), a `mailto` URI, or an https URL (OpenID Connect
/// Discovery 1.0, section 2.1).
fn domain_of(resource: &str) -> Option<Domain> {
    let (scheme, rest) = resource.split_once(':')?;
    let host = match scheme.to_ascii_lowercase().as_str() {
        "acct" | "mailto" => {
            let (person, host) = rest.split_once('@')?;
            Some(host).filter(|_| !person.is_empty())
        }
        "https" => {
            let authority = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
            authority.split(':').next()
        }
        _ => None,
    };
    Domain::parse(host?).ok()
}

/// Anybody may read the answer (RFC 7033, section 5).
fn tell(outcome: Outcome, end: End) -> Decision {
    Decision {
        outcome,
        readers: Readers::Anybody,
        cookies: Vec::new(),
        trace: Trace::by(WayIn::Discovery, end),
    }
}

const NO_RESOURCE: Problem = Problem::new(
    Status::BadRequest,
    "invalid-resource",
    "`resource` is an `acct` URI, or an https URL, with a domain.",
);

const NOT_MAPPED: Problem = Problem::new(
    Status::NotFound,
    "unknown-resource",
    "Nobody is known at that domain.",
);
