//! The route of callouts: from a signed request to an answer for an Action.

use vestibule_http::sealed::Keys;
use vestibule_http::webhook::{Macs, SignedRequest};
use vestibule_http::{Json, Method, Outcome, Problem, Request, Status, Step};
use vestibule_identity::UnixSeconds;
use vestibule_rules::{Document, Value};
use vestibule_tenant::{Snapshot, Trigger};

use crate::enrich::{EnrichError, enrich};
use crate::item::{Items, Need};
use crate::notice;
use crate::trace::{End, Trace};
use crate::wire::wire;

/// What the paths of callouts begin with; the name of a trigger follows.
pub const CALLOUTS: &str = "/edge/callouts/";

/// What a callout is answered from.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The published configuration; `None` while there is none, or it is switched off.
    pub snapshot: Option<&'a Snapshot>,
    /// Whether nothing more can be fetched: what is not there now will not be.
    pub is_last: bool,
    /// What was fetched for earlier callouts.
    pub items: &'a dyn Items,
    /// What the request says about who signed it.
    pub signed: SignedRequest<'a>,
    /// Whether all of its body was read.
    pub is_whole: bool,
    /// What reasons of denials, and what a page is to ask, are sealed with; `None` when the deployment has no such keys: then reasons
    /// are not shown, and nobody is led to a page.
    pub keys: Option<&'a Keys>,
    /// Whether the deployment can show the form for a profile, to which logins are led: without it nobody is.
    pub has_form: bool,
    /// Computes the codes under the live secrets, as [`SignedRequest::verify`] wants them; `None` without secrets.
    pub macs: Option<&'a Macs<'a>>,
    /// The time of the request.
    pub now: UnixSeconds,
}

/// What was decided about a callout.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What to answer.
    pub outcome: Outcome,
    /// What a repeat is answered under as well: the id of the request, once its signature vouches for it.
    pub id: Option<String>,
    /// How it came about.
    pub trace: Trace,
}

/// Answers a callout; `None` for a path that is none.
///
/// The answer is a function of what is signed, the configuration and what was fetched: the time that rules see is that of the signature, the id
/// is derived from the request's. So a repeat within the tolerance gets the same octets.
///
/// Gives what it takes that is not there: shards of the snapshot, and what rules read from elsewhere.
// Not taken apart into its caller: the Worker's own crate is optimized for size.
#[inline(never)]
#[must_use]
pub fn decide(request: &Request<'_>, context: &Context<'_>) -> Option<Step<Decision, Need>> {
    let name = request.path.strip_prefix(CALLOUTS)?;
    let mut trace = Trace::default();
    Some(match answer(request, name, context, &mut trace) {
        Ok(Step::Done(Answered { id, body })) => Step::Done(Decision {
            outcome: Outcome::Json(Json::ok(body)),
            id: Some(id),
            trace,
        }),
        Ok(Step::Need(needs)) => Step::Need(needs),
        Err((problem, id)) => Step::Done(Decision {
            outcome: Outcome::Problem(problem),
            id,
            trace,
        }),
    })
}

struct Answered {
    id: String,
    body: String,
}

/// A problem, and the id of a request that is known to be signed.
type Refused = (Problem, Option<String>);

fn answer(
    request: &Request<'_>,
    name: &str,
    context: &Context<'_>,
    trace: &mut Trace,
) -> Result<Step<Answered, Need>, Refused> {
    if request.method != Method::Post {
        return Err((METHOD_NOT_ALLOWED, None));
    }
    if !context.is_whole {
        return Err((TOO_LARGE, None));
    }
    let macs = context.macs.ok_or((NO_SECRET, None))?;
    let verified = context.signed.verify(context.now, macs).map_err(|error| {
        trace.refused = Some(error);
        (NOT_AUTHENTICATED, None)
    })?;
    let id = verified.id.to_owned();
    // From here on whoever asks knows a secret and may hear what is wrong.
    let refused = |problem: Problem| (problem, Some(id.clone()));
    let trigger = Trigger::parse(name).ok_or_else(|| refused(UNKNOWN_TRIGGER))?;
    trace.trigger = Some(trigger);
    let snapshot = context.snapshot.ok_or_else(|| refused(NO_SNAPSHOT))?;
    let callout = Document::parse(context.signed.body).map_err(|_| refused(NOT_JSON))?;
    let event = event_of(&Value::from(&callout)).map_err(refused)?;
    trace.note_event(&event);
    match enrich(
        trigger,
        &event,
        snapshot,
        (context.items, context.is_last),
        verified.at,
    ) {
        Ok(Step::Done(mut answer)) => {
            if trigger == Trigger::PostLogin {
                let keys = context.keys.filter(|_| context.has_form);
                answer.lead(&event, snapshot, keys, (macs, &id));
            }
            answer.notice = notice::Sealing {
                keys: context.keys,
                macs,
                verified,
                snapshot,
            }
            .address(&answer, &event, request.origin);
            trace.note_answer(&answer);
            let body = wire(&answer, trigger, &id);
            Ok(Step::Done(Answered { id, body }))
        }
        Ok(Step::Need(needs)) => Ok(Step::Need(needs)),
        Err(EnrichError::NotAnEvent) => Err(refused(NOT_AN_EVENT)),
        Err(EnrichError::Snapshot(_)) => {
            trace.end = End::SnapshotDamaged;
            Err(refused(SNAPSHOT_DAMAGED))
        }
    }
}

/// The event of a callout of the version that this is.
fn event_of<'c>(callout: &Value<'c>) -> Result<Value<'c>, Problem> {
    if !matches!(callout.get("version"), Some(Value::Int(1))) {
        return Err(UNKNOWN_VERSION);
    }
    callout
        .get("event")
        .filter(|event| matches!(event, Value::Map(_)))
        .ok_or(NOT_AN_EVENT)
}

const METHOD_NOT_ALLOWED: Problem = Problem::new(
    Status::MethodNotAllowed,
    "method-not-allowed",
    "Callouts are sent with POST.",
)
.with_header("allow", "POST");
const TOO_LARGE: Problem = Problem::new(
    Status::ContentTooLarge,
    "content-too-large",
    "A callout has at most 64 KiB.",
);
const NO_SECRET: Problem = Problem::new(
    Status::Unavailable,
    "no-callout-secret",
    "This deployment has no usable CALLOUT_SECRET.",
);
// One answer for whatever is wrong with a signature; the log says more.
const NOT_AUTHENTICATED: Problem = Problem::new(
    Status::Unauthorized,
    "not-authenticated",
    "The signature is missing, wrong or out of time.",
)
.with_header("www-authenticate", "Webhook-Signature");
const UNKNOWN_TRIGGER: Problem = Problem::new(
    Status::NotFound,
    "unknown-trigger",
    "There are post-login, credentials-exchange and pre-user-registration.",
);
const NO_SNAPSHOT: Problem = Problem::new(
    Status::Unavailable,
    "no-configuration",
    "No configuration is published, or Vestibule is switched off.",
);
const NOT_JSON: Problem = Problem::new(Status::BadRequest, "not-json", "The body is not JSON.");
const UNKNOWN_VERSION: Problem = Problem::new(
    Status::BadRequest,
    "unknown-version",
    "The version of the callout is not 1.",
);
const NOT_AN_EVENT: Problem = Problem::new(
    Status::BadRequest,
    "not-an-event",
    "The callout has no event.",
);
const SNAPSHOT_DAMAGED: Problem = Problem::new(
    Status::Internal,
    "snapshot-damaged",
    "The published configuration is damaged.",
);
