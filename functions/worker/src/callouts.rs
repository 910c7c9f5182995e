//! Callouts of Actions.

use vestibule_claims_enrichment::{Context, Need as CalloutNeed, decide};
use vestibule_http::webhook::Macs;
use vestibule_http::{Readers, Request, Step};

use crate::head::Head;
use crate::items::ItemsAt;
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
        is_last: known.is_last,
        items: &ItemsAt {
            kept: known.items,
            now: known.now,
        },
        signed: head.signed(request.body),
        is_whole,
        keys: known.keys,
        #[cfg(feature = "progressive-profile")]
        has_form: known.page_secrets.is_some(),
        #[cfg(not(feature = "progressive-profile"))]
        has_form: false,
        macs: macs.as_ref().map(|macs| macs as &Macs<'_>),
        now: known.now,
    };
    Some(match decide(request, &context)? {
        Step::Need(needs) => Step::Need(needs.into_iter().map(need).collect()),
        Step::Done(decision) => Step::Done(Answered {
            outcome: decision.outcome,
            readers: Readers::Nobody,
            cookies: Vec::new(),
            id: decision.id,
            about: About::Callout(decision.trace),
        }),
    })
}

fn need(need: CalloutNeed) -> Need {
    match need {
        CalloutNeed::Shard(id) => Need::Shard(id),
        CalloutNeed::Item(item) => Need::Item(item),
    }
}
