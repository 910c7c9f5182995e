//! `/edge/notice/{kind}`: what became of something around a login.

use vestibule_http::{DeniedReason, RawQuery, Step};
use vestibule_pages::Topic;

use crate::catalogue;
use crate::decide::{Context, Decision, Stepped};
use crate::page::{self, Said};
use crate::place::Place;
use crate::resume;
use crate::trace::{End, Trace};

/// What comes before the kind.
pub(crate) const PREFIX: &str = "/edge/notice/";

/// Says what there is to say. `client_id` and `organization` choose whose page it is and where it leads. `denied` takes a
/// sealed `reason`, and a reason that does not open is as good as none; and the `state` of a login that waits until its
/// owner has read it.
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
    let is_denial = topic == Topic::Denied;
    let reason = query
        .first_non_empty("reason")
        .filter(|_| is_denial)
        .and_then(|sealed| opened(context, &sealed));
    // A denial of ours has a page that says more about it than that there was one, in the visitor's language.
    let of_code = reason
        .as_ref()
        .and_then(|reason| catalogue::of_code(&reason.code));
    let back = context
        .snapshot
        .filter(|_| is_denial)
        .and_then(|snapshot| resume::address(snapshot, reason.as_ref(), query));
    let said = Said {
        topic: of_code.unwrap_or(topic),
        reason: reason
            .as_ref()
            .filter(|_| of_code.is_none())
            .map(|reason| reason.text.as_str()),
        back: back.as_deref(),
        tracking: None,
    };
    Step::Done(Decision {
        outcome: page::explain(context, query, &place, said),
        trace: Trace {
            topic: Some(said.topic),
            ..trace
        },
    })
}

fn opened(context: Context<'_>, sealed: &str) -> Option<DeniedReason> {
    let tenant_origin = context.snapshot?.manifest().tenant_origin();
    DeniedReason::open(context.keys?, tenant_origin, context.now, sealed).ok()
}
