//! Callouts of Actions.

use vestibule_claims_enrichment::{Context, decide};
use vestibule_http::webhook::Macs;
use vestibule_http::{Readers, Request, Step};

use crate::head::Head;
use crate::log::About;
use crate::route::{Answered, Known, Need};

/// Answers a callout; `None` for another request.
pub(crate) fn answer(
    request: &Request<'_>,
    head: &Head<'_>,
    is_whole: bool,
    known: Known<'_>,
) -> Option<Step<Answered, Need>> {
    let macs = known
        .callout_keys
        .map(|keys| |prefix: &str, body: &str| keys.macs(prefix, body));
    let context = Context {
        snapshot: known.snapshot,
        signed: head.signed(request.body),
        is_whole,
        macs: macs.as_ref().map(|macs| macs as &Macs<'_>),
        now: known.now,
    };
    Some(match decide(request, &context)? {
        Step::Need(shards) => Step::Need(shards.into_iter().map(Need::Shard).collect()),
        Step::Done(decision) => Step::Done(Answered {
            outcome: decision.outcome,
            readers: Readers::Nobody,
            cookies: Vec::new(),
            id: decision.id,
            about: About::Callout(decision.trace),
        }),
    })
}
