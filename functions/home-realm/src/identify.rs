//! `POST /edge/realm`: what somebody typed, or chose.

use vestibule_http::{Form, RawQuery, Step};
use vestibule_identity::{ClientId, EmailAddress, EmailAddressError};
use vestibule_pages::{ConnectionChooser, Identifier, IdentifierProblem};

use crate::decide::{Context, Stepped};
use crate::flow::{FlowState, WayIn};
use crate::login::Login;
use crate::{forward, front_door, initiate, pages, place};

/// Answers the identifier page and the connection chooser: both post here, with the flow's state.
pub(crate) fn answer_form(context: Context<'_>, body: &str) -> Stepped {
    let form = Form::new(body);
    let field = form.field(FlowState::FIELD).unwrap_or_default();
    let Ok(flow) = FlowState::decode(&field) else {
        return Step::Done(pages::bad_request(context, WayIn::Initiate));
    };
    let query = RawQuery::new(&flow.query);
    let login = match flow.way_in {
        WayIn::Initiate => initiate::login(context, query),
        WayIn::FrontDoor => match front_door_login(context, query) {
            Some(login) => Ok(login),
            // The configuration went away between the page and the answer.
            None => return Step::Done(front_door::pass_on(context, query, None)),
        },
    };
    let login = match login {
        Ok(login) => login,
        Err(decision) => return Step::Done(*decision),
    };
    let typed = form.field(Identifier::FIELD).unwrap_or_default();
    if let Some(problem) = problem_with(&typed) {
        return Step::Done(pages::identifier(&login, &typed, Some(problem)));
    }
    let placed = place::place(login.snapshot, &login.client, &typed);
    let chosen = form.field(ConnectionChooser::FIELD);
    forward::on_typed(&login, &typed, chosen.as_deref(), placed)
}

fn front_door_login<'a>(context: Context<'a>, query: RawQuery<'a>) -> Option<Login<'a>> {
    let snapshot = context.snapshot?;
    let id = ClientId::parse(&query.first("client_id")?).ok()?;
    let client = snapshot.manifest().client(&id)?;
    Some(Login {
        context,
        snapshot,
        client,
        way_in: WayIn::FrontDoor,
        query,
    })
}

/// What is worth saying at the field. Everything else that is no address (a user name, a typing
/// error we cannot name) goes to the fallback without a word, as an unknown domain does.
fn problem_with(typed: &str) -> Option<IdentifierProblem> {
    match EmailAddress::parse(typed) {
        Err(EmailAddressError::Empty) => Some(IdentifierProblem::Empty),
        Err(EmailAddressError::LocalPartTooLong) => Some(IdentifierProblem::TooLong),
        Err(_) if typed.len() > 320 => Some(IdentifierProblem::TooLong),
        Err(_) if typed.trim_matches(' ').contains(' ') => Some(IdentifierProblem::NotAnAddress),
        _ => None,
    }
}
