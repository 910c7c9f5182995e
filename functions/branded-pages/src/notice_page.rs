//! `/edge/notice/{kind}`: what became of something around a login.

use vestibule_http::{RawQuery, Step};
use vestibule_pages::Topic;

use crate::catalogue;
use crate::decide::{Context, Decision, Stepped};
use crate::denied_reason::DeniedReason;
use crate::page;
use crate::place::Place;
use crate::trace::{End, Trace};

/// What comes before the kind.
pub(crate) const PREFIX: &str = "/edge/notice/";

/// Says what there is to say. `client_id` and `organization` choose whose page it is and where it leads; `denied` takes a
/// sealed `reason`, and a reason that does not open is as good as none.
pub(crate) fn answer(context: Context<'_>, kind: &str, query: RawQuery<'_>) -> Stepped {
    let place = match Place::find(context, query) {
        Step::Done(place) => place,
        Step::Need(shards) => return Step::Need(shards),
    };
    let topic = catalogue::NOTICES
        .iter()
        .find_map(|(name, topic)| (*name == kind).then_some(*topic));
    let trace = Trace {
        topic,
        client: place.client.as_ref().map(|client| client.id().clone()),
        organization: place.organization().map(|it| it.id().clone()),
        ..Trace::ended(End::Notice)
    };
    let Some(topic) = topic else {
        return Step::Done(Decision {
            outcome: page::not_found(context, query, &place),
            trace: Trace {
                end: End::NotFound,
                ..trace
            },
        });
    };
    let reason = query
        .first_non_empty("reason")
        .filter(|_| topic == Topic::Denied)
        .and_then(|sealed| opened(context, &sealed));
    let reason = reason.as_ref().map(DeniedReason::text);
    Step::Done(Decision {
        outcome: page::explain(context, query, &place, topic, reason, None),
        trace,
    })
}

fn opened(context: Context<'_>, sealed: &str) -> Option<DeniedReason> {
    let snapshot = context.snapshot?;
    DeniedReason::open(context.keys?, snapshot, context.now, sealed).ok()
}
