//! Pages for trips that end here.

use vestibule_http::{Outcome, Step, encode_component};
use vestibule_pages::{Explanation, Frame, Link, Topic, Way, WayOn};
use vestibule_profile::ask::Ask;

use crate::decide::{Context, Decision, Stepped};
use crate::opened::Opened;
use crate::place::{Place, language};
use crate::trace::{End, Trace};

/// Why a trip ends.
pub(crate) struct Refusal {
    end: End,
    why: String,
}

impl Refusal {
    pub(crate) fn new(end: End, why: impl Into<String>) -> Self {
        Self {
            end,
            why: why.into(),
        }
    }
}

/// A page that says how to start again, in the look of whoever asked, where that is known. There is no form on it, and nothing of the
/// request.
pub(crate) fn refuse(context: Context<'_>, ask: Option<&Ask>, refusal: Refusal) -> Stepped {
    match Place::find(context, ask) {
        Step::Done(place) => Step::Done(refusal_at(context, (ask, None), &place, refusal)),
        Step::Need(needs) => Step::Need(needs),
    }
}

/// The same within a session.
pub(crate) fn refuse_in(context: Context<'_>, opened: &Opened, refusal: Refusal) -> Stepped {
    match Place::find(context, Some(&opened.ask)) {
        Step::Done(place) => Step::Done(refuse_at(context, opened, &place, refusal)),
        Step::Need(needs) => Step::Need(needs),
    }
}

/// The same where it is known whose page it is.
pub(crate) fn refuse_at(
    context: Context<'_>,
    opened: &Opened,
    place: &Place<'_>,
    refusal: Refusal,
) -> Decision {
    let session = opened.session.id().to_string();
    refusal_at(context, (Some(&opened.ask), Some(session)), place, refusal)
}

fn refusal_at(
    context: Context<'_>,
    (ask, session): (Option<&Ask>, Option<String>),
    place: &Place<'_>,
    refusal: Refusal,
) -> Decision {
    let start = place.client.as_ref().and_then(|client| {
        client.login_url()?;
        let id = encode_component(client.id().as_str());
        Some(format!("/edge/start/{id}"))
    });
    let start = start
        .as_deref()
        .and_then(|address| Link::parse(address).ok());
    let ways: Vec<_> = start
        .map(|link| WayOn {
            way: Way::StartAgain,
            link,
        })
        .into_iter()
        .collect();
    let brand = place.brand();
    let spoken = language(context, ask, place);
    let page = Explanation {
        frame: Frame::new(&brand, &spoken).with_reference(context.id),
        topic: Topic::StepLost,
        reason: None,
        ways: &ways,
        organization: None,
        onward: None,
        application: place.client.as_ref().map(vestibule_tenant::Client::name),
        tracking: None,
    };
    Decision {
        outcome: Outcome::Page(page.render().into()),
        cookies: Vec::new(),
        trace: Trace {
            why: Some(refusal.why),
            session,
            client: place.client.as_ref().map(|client| client.id().clone()),
            organization: place.organization.as_ref().map(|it| it.id().clone()),
            ..Trace::ended(refusal.end)
        },
    }
}
