//! "Is this you?": asked of whoever arrives from another network than the login came from.

use vestibule_http::{Form, Outcome, SafeRedirect};
use vestibule_pages::{Frame, IsThisYou, Link, LinkError};

use crate::cookie;
use crate::decide::{Context, Decision, PATH};
use crate::form::trace;
use crate::mask::masked;
use crate::network::Network;
use crate::opened::{Locks, Opened};
use crate::place::{Place, language};
use crate::refuse::{Refusal, refuse_at};
use crate::sheet::other_account;
use crate::trace::End;

/// Shows the question.
pub(crate) fn ask(context: Context<'_>, opened: &Opened, place: &Place<'_>) -> Decision {
    match page(context, opened, place) {
        Ok(outcome) => Decision {
            outcome,
            cookies: Vec::new(),
            trace: trace(opened, place, End::AskedWho),
        },
        Err(error) => {
            let failed = Refusal::new(End::Unavailable, error.to_string());
            refuse_at(context, opened, place, failed)
        }
    }
}

fn page(context: Context<'_>, opened: &Opened, place: &Place<'_>) -> Result<Outcome, LinkError> {
    let brand = place.brand();
    let spoken = language(context, Some(&opened.ask), place);
    let action = format!("{PATH}/{}", opened.session.id());
    let other = other_account(place);
    let account = opened.ask.account.as_deref().map(masked);
    let page = IsThisYou {
        frame: Frame::new(&brand, &spoken).with_reference(context.id),
        action: Link::parse(&action)?,
        account: account.as_deref().unwrap_or_default(),
        start_again: Link::parse(&other)?,
    };
    Ok(Outcome::Page(page.render().into()))
}

/// Takes what was pressed: the session goes on if it was the button, and the question stands there again otherwise.
pub(crate) fn take(
    context: Context<'_>,
    opened: &Opened,
    locks: Locks<'_>,
    place: &Place<'_>,
    body: &str,
) -> Decision {
    if Form::new(body).field(IsThisYou::GO).as_deref() != Some(IsThisYou::ME) {
        return ask(context, opened, place);
    }
    let mut session = opened.session.clone();
    session.network = Network::OtherConfirmed;
    let id = session.id();
    let sealed = session.seal(locks.keys, context.nonces.of_place(0));
    match cookie::set(id, &sealed, session.seconds_left(context.now)) {
        Ok(line) => Decision {
            outcome: Outcome::Redirect(SafeRedirect::to_own_child(PATH, &id.to_string())),
            cookies: vec![line],
            trace: trace(opened, place, End::Confirmed),
        },
        Err(error) => {
            let failed = Refusal::new(End::Unavailable, error.to_string());
            refuse_at(context, opened, place, failed)
        }
    }
}
