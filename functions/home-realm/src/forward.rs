//! Acting on a place.

use vestibule_http::{Outcome, Step};
use vestibule_identity::EmailAddress;

use crate::decide::{Decision, Stepped};
use crate::flow::WayIn;
use crate::login::Login;
use crate::place::Placed;
use crate::realm::{Place, Realm};
use crate::trace::{End, Signal, Trace};
use crate::{front_door, pages};

/// Acts on the place of a `login_hint`: the browser came by a link, so a redirect leads on.
pub(crate) fn on_hint(login: &Login<'_>, hint: &str, placed: Placed<'_>) -> Stepped {
    let place = match placed {
        Ok(Step::Done(place)) => place,
        Ok(Step::Need(shards)) => return Step::Need(shards),
        Err(error) => return Step::Done(without_snapshot(login, &error.to_string())),
    };
    // In the query already when the request came to the front door; an address typed at the
    // application when it comes by `initiate`, to be handed back.
    let handed_back = (login.way_in == WayIn::Initiate)
        .then_some(hint)
        .filter(|hint| is_address(hint));
    Step::Done(match place {
        Place::One(realm, domain) => redirect(
            login,
            Some(&realm),
            handed_back,
            winner(Signal::LoginHint, domain),
            domain,
        ),
        Place::Several(realms, domain) => pages::chooser(login, hint, &realms, domain),
        Place::UniversalLogin => redirect(login, None, handed_back, Signal::Fallback, None),
        Place::Nowhere => pages::no_match(login, hint),
    })
}

/// Acts on the place of what was typed into our own form: a page leads on, since browsers hold a
/// redirect against the form's policy at every hop.
pub(crate) fn on_typed(
    login: &Login<'_>,
    typed: &str,
    chosen: Option<&str>,
    placed: Placed<'_>,
) -> Stepped {
    let place = match placed {
        Ok(Step::Done(place)) => place,
        Ok(Step::Need(shards)) => return Step::Need(shards),
        Err(error) => return Step::Done(without_snapshot(login, &error.to_string())),
    };
    let typed = typed.trim_matches(' ');
    // A bare domain that found a realm is nobody's login name; a word that found none may be one.
    let hint = Some(typed).filter(|typed| is_address(typed) || !place.is_by_domain());
    Step::Done(match place {
        Place::One(realm, domain) => going_on(
            login,
            Some(&realm),
            hint,
            winner(Signal::Typed, domain),
            domain,
        ),
        Place::Several(realms, domain) => {
            let named = |realm: &&Realm<'_>| {
                let connection = realm.connection.as_ref();
                connection.is_some_and(|connection| Some(connection.name.as_str()) == chosen)
            };
            // A name that is not among those that matched is as good as none.
            match realms.iter().find(named) {
                Some(realm) => going_on(login, Some(realm), hint, Signal::Chosen, Some(domain)),
                None => pages::chooser(login, typed, &realms, domain),
            }
        }
        Place::UniversalLogin => going_on(login, None, hint, Signal::Fallback, None),
        Place::Nowhere => pages::no_match(login, typed),
    })
}

/// The domain table decided when an entry of it matched, the fallback otherwise.
fn winner(signal: Signal, domain: Option<&str>) -> Signal {
    if domain.is_some() {
        signal
    } else {
        Signal::Fallback
    }
}

fn is_address(hint: &str) -> bool {
    EmailAddress::parse(hint).is_ok()
}

fn redirect(
    login: &Login<'_>,
    realm: Option<&Realm<'_>>,
    hint: Option<&str>,
    winner: Signal,
    domain: Option<&str>,
) -> Decision {
    match login.target(realm, hint) {
        Ok(target) => Decision {
            outcome: Outcome::Redirect(target),
            trace: sent_on(login, realm, winner, domain),
        },
        Err(_) => pages::bad_request(login.context, login.way_in),
    }
}

fn going_on(
    login: &Login<'_>,
    realm: Option<&Realm<'_>>,
    hint: Option<&str>,
    winner: Signal,
    domain: Option<&str>,
) -> Decision {
    let target = login.target(realm, hint).ok();
    match target.and_then(|target| pages::going_on(login, realm, &target)) {
        Some(outcome) => Decision {
            outcome,
            trace: sent_on(login, realm, winner, domain),
        },
        None => pages::bad_request(login.context, login.way_in),
    }
}

fn sent_on(
    login: &Login<'_>,
    realm: Option<&Realm<'_>>,
    winner: Signal,
    domain: Option<&str>,
) -> Trace {
    Trace {
        winner: Some(winner),
        domain: domain.map(str::to_owned),
        organization: realm.and_then(|realm| {
            realm
                .organization
                .as_ref()
                .map(|customer| customer.id.clone())
        }),
        connection: realm.and_then(|realm| {
            realm
                .connection
                .as_ref()
                .map(|connection| connection.name.clone())
        }),
        ..login.trace(End::SentOn)
    }
}

/// The snapshot cannot be read: open to neutral at the front door, a page otherwise.
fn without_snapshot(login: &Login<'_>, fault: &str) -> Decision {
    let mut decision = match login.way_in {
        WayIn::FrontDoor => front_door::pass_on(login.context, login.query, None),
        WayIn::Initiate => pages::unavailable(login.context, login.way_in),
    };
    decision.trace.fault = Some(fault.to_owned());
    decision
}
