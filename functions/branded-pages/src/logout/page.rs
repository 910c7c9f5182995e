//! The pages of signing out, filled in.

use vestibule_http::{Outcome, RawQuery, RealmCookie};
use vestibule_pages::{Frame, Link, SignOut, SigningOut, Topic};
use vestibule_tenant::Organization;

use super::target::Targets;
use super::{PATH, Wanted};
use crate::decide::{Context, Decision};
use crate::place::Place;
use crate::trace::{End, Trace};
use crate::{page, ways};

/// Asks what to sign out of.
pub(super) fn ask(
    context: Context<'_>,
    query: RawQuery<'_>,
    place: &Place<'_>,
    wanted: &Wanted<'_>,
    trace: Trace,
) -> Decision {
    let Ok(action) = Link::parse(PATH) else {
        return broken(context, query, place, trace);
    };
    let brand = place.brand();
    let mut hidden = vec![("client_id", wanted.client.id().as_str())];
    let named = place.named.as_ref();
    hidden.extend(named.map(|named| ("organization", named.id().as_str())));
    hidden.extend(wanted.params.fields());
    let stay = ways::of(place, Topic::SignedOut, None);
    let stay = stay.first().map(|(_, address)| address.as_str());
    let remembers = context.keys.is_some()
        && RealmCookie::COOKIE
            .read(context.cookies)
            .is_ok_and(|cookie| cookie.is_some());
    let language = page::language(context, query, place);
    let html = SignOut {
        frame: Frame::new(&brand, &language),
        action,
        hidden: &hidden,
        application: wanted.client.name(),
        organization: place.organization().map(Organization::display_name),
        federated: wanted.params.federated,
        remembers,
        stay: stay.and_then(|address| Link::parse(address).ok()),
    };
    Decision {
        outcome: page::page(html.render()),
        cookies: Vec::new(),
        trace: Trace {
            end: End::Asked,
            ..trace
        },
    }
}

/// Goes on to where sessions end.
pub(super) fn going_on(
    context: Context<'_>,
    query: RawQuery<'_>,
    place: &Place<'_>,
    targets: &Targets,
) -> Outcome {
    let (full, bare) = (targets.full.for_link(), targets.bare.for_link());
    let (Ok(target), Ok(link)) = (Link::parse(&full), Link::parse(&bare)) else {
        // A redirect may be held against the form's page; it is still the better answer than none.
        return Outcome::Redirect(targets.full.clone());
    };
    let brand = place.brand();
    let language = page::language(context, query, place);
    let html = SigningOut {
        frame: Frame::new(&brand, &language).in_one_language(),
        target,
        link,
    };
    page::page(html.render())
}

/// Nobody knows whom to sign out of what: a 400.
pub(super) fn broken(
    context: Context<'_>,
    query: RawQuery<'_>,
    place: &Place<'_>,
    trace: Trace,
) -> Decision {
    explained(400, Topic::SignOutBroken, context, query, place, trace)
}

/// Nobody knows where the tenant is: a 503.
pub(super) fn unavailable(
    context: Context<'_>,
    query: RawQuery<'_>,
    place: &Place<'_>,
    trace: Trace,
) -> Decision {
    explained(503, Topic::ServerTrouble, context, query, place, trace)
}

fn explained(
    status: u16,
    topic: Topic,
    context: Context<'_>,
    query: RawQuery<'_>,
    place: &Place<'_>,
    trace: Trace,
) -> Decision {
    let said = page::Said::of(topic);
    Decision {
        outcome: page::with_status(status, page::explain(context, query, place, said)),
        cookies: Vec::new(),
        trace: Trace {
            topic: Some(topic),
            ..trace
        },
    }
}
