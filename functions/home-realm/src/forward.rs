//! Weighing a login's signals and acting on what they come to.

use vestibule_http::{Outcome, Readers, SafeRedirect, Step};
use vestibule_identity::EmailAddress;
use vestibule_tenant::SignalKind;

use crate::decide::{Decision, Stepped, wait_for};
use crate::flow::{Said, WayIn};
use crate::login::Login;
use crate::realm::Realm;
use crate::settle::{Choice, Settled, fallback, settle};
use crate::signals::{Considered, Evidence, Verdict};
use crate::trace::{End, Trace, Winner};
use crate::weigh::weigh;
use crate::{front_door, memory, pages};

/// How the visitor came to this step, which decides how they can be sent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came<'a> {
    /// By a link or redirect: a redirect leads on.
    ByLink,
    /// From a form of ours: a page leads on, since browsers hold a redirect against the form's
    /// policy at every hop. A page to stay on has an address of its own, made of what the form said:
    /// going back to the answer of a form ends in an error of the browser's.
    ByForm(&'a Said),
    /// To such an address: nothing leads on, however often somebody goes back to it.
    Again,
}

/// Weighs the signals and acts on them.
pub(crate) fn forward(
    login: &Login<'_>,
    evidence: &Evidence<'_>,
    choice: Choice<'_>,
    came: Came<'_>,
) -> Stepped {
    let weighed = match weigh(login.snapshot, &login.client, evidence) {
        Ok(Step::Done(weighed)) => weighed,
        Ok(Step::Need(shards)) => return wait_for(shards),
        Err(error) => return Step::Done(without_snapshot(login, &error.to_string())),
    };
    let settled = match weighed.verdict {
        // What this browser chose before is offered, never acted on behind the visitor's back: the
        // next person at a shared machine must be able to say no.
        Verdict::Realms(realms, SignalKind::Remembered) if came == Came::ByLink => {
            let decision = pages::remembered(login, &realms);
            return Step::Done(decision.considering(weighed.considered));
        }
        _ if login.breaks_glass() && came != Came::ByLink => fallback(login),
        verdict => settle(login, evidence, verdict, choice),
    };
    let elsewhere = match came {
        Came::ByForm(said) if !settled.leads_on() => pages::see_other(login, said),
        _ => None,
    };
    let decision = elsewhere.unwrap_or_else(|| act(login, evidence, choice, settled, came));
    Step::Done(decision.considering(weighed.considered))
}

fn act(
    login: &Login<'_>,
    evidence: &Evidence<'_>,
    choice: Choice<'_>,
    settled: Settled<'_>,
    came: Came<'_>,
) -> Decision {
    let identifier = evidence.identifier_text();
    match settled {
        Settled::Go(realm, winner) => go(login, evidence, Some(&realm), winner, came),
        Settled::UniversalLogin => go(login, evidence, None, Winner::Fallback, came),
        Settled::ChooseConnection(realms) => pages::connections(login, identifier, &realms, choice),
        Settled::ChooseOrganization(realms) => {
            pages::organizations(login, identifier, &realms, choice)
        }
        Settled::Blocked(one, others) => pages::conflict(login, identifier, &one, &others),
        Settled::Doubt(suggestion) => pages::doubt(login, identifier, &suggestion),
        Settled::Nowhere => pages::no_match(login, identifier),
        // A hint that is not listened to is still worth showing.
        Settled::Ask => pages::identifier(login, identifier, None),
    }
}

fn go(
    login: &Login<'_>,
    evidence: &Evidence<'_>,
    realm: Option<&Realm<'_>>,
    winner: Winner,
    came: Came<'_>,
) -> Decision {
    if came == Came::Again {
        return pages::identifier(login, evidence.identifier_text(), None);
    }
    if came == Came::ByLink && memory::goes_in_circles(login, realm) {
        let destination = realm.and_then(Realm::display_name);
        return pages::circles(login, evidence.identifier_text(), destination);
    }
    let hint = hand_over(login, evidence, realm, winner);
    let target = login.target(realm, hint.as_deref()).ok();
    match target.and_then(|target| leads_on(login, realm, target, came)) {
        Some(outcome) => Decision {
            outcome,
            readers: Readers::Nobody,
            cookies: match came {
                Came::ByLink => memory::count(login, realm),
                Came::ByForm(_) | Came::Again => memory::remember(login, realm),
            },
            trace: sent_on(login, realm, winner),
        },
        None => pages::bad_request(login.context, login.query, login.way_in),
    }
}

fn leads_on(
    login: &Login<'_>,
    realm: Option<&Realm<'_>>,
    target: SafeRedirect,
    came: Came<'_>,
) -> Option<Outcome> {
    match came {
        Came::ByLink => Some(Outcome::Redirect(target)),
        Came::ByForm(_) | Came::Again => pages::going_on(login, realm, &target),
    }
}

/// The `login_hint` to hand over, when the request does not say it already.
///
/// A bare domain that found a realm is nobody's login name; a word that found none may be one. A
/// connection may want another form of the address, which takes the place of what the request says.
pub(crate) fn hand_over(
    login: &Login<'_>,
    evidence: &Evidence<'_>,
    realm: Option<&Realm<'_>>,
    winner: Winner,
) -> Option<String> {
    let identifier = evidence.identifier()?;
    let (address, text) = (identifier.address(), identifier.text().trim_matches(' '));
    let connection = realm.and_then(|realm| realm.connection.as_ref());
    let template = connection.and_then(|connection| connection.login_hint_template);
    if let (Some(template), Some(address)) = (template, address) {
        return Some(fill(template, address));
    }
    // Also typed once more, an address that the request says already stays where it stands.
    let said = login.query.first_non_empty("login_hint");
    let stands_there =
        login.way_in == WayIn::FrontDoor && said.is_some_and(|said| said.trim_matches(' ') == text);
    let is_name =
        address.is_some() || winner == Winner::Fallback || identifier.bare_domain().is_none();
    (!stands_there && is_name).then(|| text.to_owned())
}

/// Fills in `{email}`, `{local}` and `{domain}`, in one pass: a local part may hold braces of its own.
fn fill(template: &str, address: &EmailAddress) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let parts = [
            ("email}", address.as_str()),
            ("local}", address.local_part()),
            ("domain}", address.domain().as_str()),
        ];
        let part = parts
            .iter()
            .find_map(|(name, part)| Some((from.strip_prefix(name)?, *part)));
        let (behind, part) = part.unwrap_or((from, "{"));
        filled.push_str(part);
        rest = behind;
    }
    filled + rest
}

pub(crate) fn sent_on(login: &Login<'_>, realm: Option<&Realm<'_>>, winner: Winner) -> Trace {
    let connection = realm.and_then(|realm| realm.connection.as_ref());
    Trace {
        winner: Some(winner),
        organization: realm.and_then(|realm| realm.organization_id().cloned()),
        connection: connection.map(|connection| connection.name.clone()),
        ..login.trace(End::SentOn)
    }
}

/// The snapshot cannot be read: open to neutral at the front door, a page otherwise.
fn without_snapshot(login: &Login<'_>, fault: &str) -> Decision {
    let mut decision = match login.way_in {
        WayIn::FrontDoor => front_door::pass_on(login.context, login.query, None),
        _ => pages::unavailable(login.context, login.query, login.way_in),
    };
    decision.trace.fault = Some(fault.to_owned());
    decision
}

impl Decision {
    /// The same decision with all that was weighed for it.
    fn considering(mut self, considered: Vec<Considered>) -> Self {
        self.trace.considered = considered;
        self
    }
}
