//! Acting on a place.

use vestibule_http::{Outcome, Step};
use vestibule_identity::{Domain, EmailAddress};

use crate::decide::{Decision, Stepped};
use crate::flow::WayIn;
use crate::login::Login;
use crate::realm::{Place, Realm};
use crate::trace::{End, Signal, Trace};
use crate::{front_door, pages, place};

/// Acts on a `login_hint`: the browser came by a link, so a redirect leads on.
pub(crate) fn on_hint(login: &Login<'_>, hint: &str) -> Stepped {
    // What has an at-sign and is no address is worth a second look by whoever sits there.
    if hint.contains('@') && EmailAddress::parse(hint).is_err() && !is_domain(hint) {
        return Step::Done(pages::identifier(login, hint, None));
    }
    let place = match placed(login, hint) {
        Ok(place) => place,
        Err(stepped) => return *stepped,
    };
    // At the front door it stands in the request already.
    let handed_back = (login.way_in == WayIn::Initiate)
        .then(|| login_name(hint, &place))
        .flatten();
    Step::Done(match place {
        Place::One(realm, domain) => {
            let winner = winner(Signal::LoginHint, domain);
            redirect(login, Some(&realm), handed_back, winner, domain)
        }
        Place::Several(realms, domain) => pages::chooser(login, hint, &realms, domain),
        Place::UniversalLogin => redirect(login, None, handed_back, Signal::Fallback, None),
        Place::Nowhere => pages::no_match(login, hint),
    })
}

/// Acts on what was typed into our own form: a page leads on, since browsers hold a redirect
/// against the form's policy at every hop.
pub(crate) fn on_typed(login: &Login<'_>, typed: &str, chosen: Option<&str>) -> Stepped {
    let place = match placed(login, typed) {
        Ok(place) => place,
        Err(stepped) => return *stepped,
    };
    let hint = login_name(typed, &place);
    Step::Done(match place {
        Place::One(realm, domain) => {
            let winner = winner(Signal::Typed, domain);
            going_on(login, Some(&realm), hint, winner, domain)
        }
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

/// The place of an identifier, or what to answer when there is none to be had.
fn placed<'a>(login: &Login<'a>, identifier: &str) -> Result<Place<'a>, Box<Stepped>> {
    match place::place(login.snapshot, &login.client, identifier) {
        Ok(Step::Done(place)) => Ok(place),
        Ok(Step::Need(shards)) => Err(Box::new(Step::Need(shards))),
        Err(error) => {
            let decision = without_snapshot(login, &error.to_string());
            Err(Box::new(Step::Done(decision)))
        }
    }
}

/// What to hand over as `login_hint`. A bare domain that found a realm is nobody's login name; a word
/// that found none may be one.
fn login_name<'t>(identifier: &'t str, place: &Place<'_>) -> Option<&'t str> {
    let name = identifier.trim_matches(' ');
    (EmailAddress::parse(name).is_ok() || !place.is_by_domain()).then_some(name)
}

fn is_domain(hint: &str) -> bool {
    Domain::parse(hint.strip_prefix('@').unwrap_or(hint)).is_ok()
}

/// The domain table decided when an entry of it matched, the fallback otherwise.
fn winner(signal: Signal, domain: Option<&str>) -> Signal {
    if domain.is_some() {
        signal
    } else {
        Signal::Fallback
    }
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
