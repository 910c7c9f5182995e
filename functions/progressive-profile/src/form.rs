//! `GET /edge/profile/{id}`: the form.

use vestibule_http::{Outcome, Step};
use vestibule_profile::Problem;
use vestibule_tenant::SnapshotError;

use crate::ask_who;
use crate::carried::Carried;
use crate::decide::{Context, Decision, Need, Stepped};
use crate::hand_back::{self, HandedBack};
use crate::network::Network;
use crate::opened::{Locks, Opened};
use crate::place::Place;
use crate::refuse::{Refusal, refuse, refuse_at, refuse_in};
use crate::session_id::SessionId;
use crate::sheet::Sheet;
use crate::trace::{End, Trace};

/// Shows the first page of the form. Looking uses nothing up.
pub(crate) fn answer(context: Context<'_>, id: SessionId) -> Stepped {
    let (opened, locks) = match Opened::find(context, id) {
        Ok(found) => found,
        Err(why) => return refuse(context, None, Refusal::new(End::NoSession, why)),
    };
    let place = match Place::find(context, Some(&opened.ask)) {
        Step::Done(place) => place,
        Step::Need(needs) => return Step::Need(needs),
    };
    match Sheet::of(context, &opened, &place) {
        Ok(Some(_)) if opened.session.network == Network::Other => {
            Step::Done(ask_who::ask(context, &opened, &place))
        }
        Ok(Some(sheet)) => {
            let shown = Shown {
                carried: Carried::default(),
                problems: Vec::new(),
                is_not_saved: false,
                end: End::Shown,
            };
            Step::Done(show(context, &opened, locks, &place, &sheet, &shown))
        }
        // The kill switch is on, or there is nothing to ask any more: whoever is on the way is let finish.
        Ok(None) => {
            hand_back::without_answers(context, &opened, locks, &place, HandedBack::NotAsked)
        }
        Err(error) => damaged(context, &opened, error),
    }
}

/// What a form is shown with.
pub(crate) struct Shown {
    pub(crate) carried: Carried,
    /// What is wrong, by name of field.
    pub(crate) problems: Vec<(String, Problem)>,
    pub(crate) is_not_saved: bool,
    pub(crate) end: End,
}

/// Shows a page of the form.
pub(crate) fn show(
    context: Context<'_>,
    opened: &Opened,
    locks: Locks<'_>,
    place: &Place<'_>,
    sheet: &Sheet<'_>,
    shown: &Shown,
) -> Decision {
    let id = opened.session.id();
    let mut carried = shown.carried.clone();
    carried.note(sheet.shown_consents(&carried));
    let sealed = carried.seal(locks.keys, id, context.nonces.of_place(1));
    match sheet.render(context, opened, place, shown, &sealed) {
        Ok(html) => Decision {
            outcome: Outcome::Page(html.into()),
            cookies: Vec::new(),
            trace: trace(opened, place, shown.end),
        },
        Err(error) => {
            let failed = Refusal::new(End::Unavailable, error.to_string());
            refuse_at(context, opened, place, failed)
        }
    }
}

/// What the log says of a request within a session.
pub(crate) fn trace(opened: &Opened, place: &Place<'_>, end: End) -> Trace {
    let fields = opened.ask.steps.iter().flatten();
    Trace {
        session: Some(opened.session.id().to_string()),
        client: place.client.as_ref().map(|client| client.id().clone()),
        organization: place.organization.as_ref().map(|it| it.id().clone()),
        fields: fields.map(|field| field.name.clone()).collect(),
        ..Trace::ended(end)
    }
}

/// The configuration cannot be read.
pub(crate) fn damaged(
    context: Context<'_>,
    opened: &Opened,
    error: SnapshotError,
) -> Step<Decision, Need> {
    refuse_in(
        context,
        opened,
        Refusal::new(End::Unavailable, error.to_string()),
    )
}
