//! `/edge/notice/{kind}`: what became of something around a login.

use vestibule_http::{DeniedReason, RawQuery, Step, encode_component};
use vestibule_pages::{Topic, Way};

use crate::catalogue;
use crate::decide::{Context, Decision, Stepped};
use crate::page::{self, Said};
use crate::place::Place;
use crate::resume;
use crate::trace::{End, Trace};
use crate::ways;

/// What comes before the kind.
pub(crate) const PREFIX: &str = "/edge/notice/";

/// Auth0's word for whether what the link was for happened (`true` or `false`).
const SUCCESS: &str = "success";

/// Has a page stay that would go on by itself.
const STAY: &str = "stay";

/// Says what there is to say. `client_id` and `organization` choose whose page it is and where it leads. `denied` takes a
/// sealed `reason`, and a reason that does not open is as good as none; and the `state` of a login that waits until its
/// owner has read it. What Auth0 appends to the address behind a link of its emails is not shown, only whether it says
/// `success=true`.
///
/// Some pages go on by themselves, to where one of their own links leads, unless they are told to `stay`.
pub(crate) fn answer(context: Context<'_>, kind: &str, query: RawQuery<'_>) -> Stepped {
    let place = match Place::find(context, query) {
        Step::Done(place) => place,
        Step::Need(shards) => return Step::Need(shards),
    };
    let topic = catalogue::NOTICES
        .iter()
        .find_map(|(name, topic)| (*name == kind).then_some(*topic))
        .map(|topic| became_of(topic, query));
    let trace = Trace {
        topic,
        client: place.client.as_ref().map(|client| client.id().clone()),
        organization: place.organization().map(|it| it.id().clone()),
        ..Trace::ended(End::Notice)
    };
    let Some(topic) = topic else {
        return Step::Done(Decision {
            outcome: page::not_found(context, query, &place),
            cookies: Vec::new(),
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
    let onward = onward(context, kind, query, &place, topic);
    let said = Said {
        reason: reason
            .as_ref()
            .filter(|_| of_code.is_none())
            .map(|reason| reason.text.as_str()),
        back: back.as_deref(),
        onward: onward
            .as_ref()
            .map(|(target, stay)| (target.as_str(), stay.as_str())),
        ..Said::of(of_code.unwrap_or(topic))
    };
    Step::Done(Decision {
        outcome: page::explain(context, query, &place, said),
        cookies: Vec::new(),
        trace: Trace {
            topic: Some(said.topic),
            ..trace
        },
    })
}

/// What a link of Auth0's emails came to.
fn became_of(topic: Topic, query: RawQuery<'_>) -> Topic {
    let failed = query
        .first_non_empty(SUCCESS)
        .is_some_and(|value| value != "true");
    match topic {
        Topic::EmailVerified if failed => Topic::EmailNotVerified,
        Topic::PasswordChanged if failed => Topic::LinkExpired,
        topic => topic,
    }
}

/// Where the page goes by itself, and its own address for whoever wants it to stay: both made of what the tenant file knows.
fn onward(
    context: Context<'_>,
    kind: &str,
    query: RawQuery<'_>,
    place: &Place<'_>,
    topic: Topic,
) -> Option<(String, String)> {
    let way = match topic {
        // Not to a new login, which single sign-on could make a silent one.
        Topic::SignedOut => Way::Application,
        Topic::EmailVerified | Topic::PasswordChanged => Way::SignIn,
        _ => return None,
    };
    if query.contains(STAY) {
        return None;
    }
    let (_, target) = ways::of(place, topic, None)
        .into_iter()
        .find(|(known, _)| *known == way)?;
    let client = encode_component(place.client.as_ref()?.id().as_str());
    let language = page::language(context, query, place);
    let mut stay = format!("{PREFIX}{kind}?client_id={client}");
    if let Some(organization) = &place.named {
        stay.push_str("&organization=");
        stay.push_str(&encode_component(organization.id().as_str()));
    }
    stay.extend(["&ui_locales=", language.language().tag, "&", STAY, "=1"]);
    Some((target, stay))
}

fn opened(context: Context<'_>, sealed: &str) -> Option<DeniedReason> {
    let tenant_origin = context.snapshot?.manifest().tenant_origin();
    DeniedReason::open(context.keys?, tenant_origin, context.now, sealed).ok()
}
