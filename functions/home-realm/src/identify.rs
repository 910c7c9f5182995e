//! `POST /edge/realm`: what somebody typed, or chose.

use vestibule_http::{Form, RawQuery, Step};
use vestibule_identity::{EmailAddress, EmailAddressError};
use vestibule_pages::{ConnectionChooser, Identifier, IdentifierProblem, OrganizationPicker};

use crate::decide::{Context, Decision, Stepped};
use crate::flow::{FlowState, WayIn};
use crate::forward::{Came, forward};
use crate::login::Login;
use crate::settle::Choice;
use crate::signals::Evidence;
use crate::{front_door, initiate, memory, pages};

/// Answers the identifier page and the connection chooser: both post here, with the flow's state.
pub(crate) fn answer_form(context: Context<'_>, body: &str) -> Stepped {
    let form = Form::new(body);
    let field = form.field(FlowState::FIELD).unwrap_or_default();
    let Ok(flow) = FlowState::decode(&field) else {
        return Step::Done(pages::bad_request(context, WayIn::Initiate));
    };
    let login = match resumed(context, &flow) {
        Ok(login) => login,
        // The configuration went away since the page was shown. A redirect after a form would be
        // held against the page's policy.
        Err(decision) => return Step::Done(pages::leave_by_page(context, *decision)),
    };
    let typed = form.field(Identifier::FIELD).unwrap_or_default();
    let organization = form.field(OrganizationPicker::FIELD);
    let connection = form.field(ConnectionChooser::FIELD);
    let find = form.field(OrganizationPicker::FIND);
    let doubted = form.field(Identifier::DOUBTED);
    let choice = Choice {
        organization: organization.as_deref(),
        connection: connection.as_deref(),
        // Seeing all of them again ends the search.
        find: find
            .as_deref()
            .filter(|_| form.field(OrganizationPicker::ALL).is_none()),
        doubted: doubted.as_deref(),
    };
    // On the pages that follow from a link alone nothing was typed; something was picked instead.
    let remembered = form.field(pages::REMEMBERED).is_some();
    let picked = remembered || organization.is_some() || connection.is_some() || find.is_some();
    match problem_with(&typed) {
        Some(IdentifierProblem::Empty) if picked => {}
        None => {}
        problem => return Step::Done(pages::identifier(&login, &typed, problem)),
    }
    let evidence = Evidence::of_form(&login, &typed);
    forward(&login, &evidence, choice, Came::ByForm)
}

/// Begins a flow anew, with an empty field: nothing is taken from what was remembered or hinted, and
/// what was remembered is forgotten.
pub(crate) fn ask_again(context: Context<'_>, field: &str) -> Decision {
    let Ok(flow) = FlowState::decode(field) else {
        return pages::bad_request(context, WayIn::Initiate);
    };
    match resumed(context, &flow) {
        Ok(login) => {
            let cookies = memory::forget(&login);
            Decision {
                cookies,
                ..pages::other_account(&login)
            }
        }
        Err(decision) => *decision,
    }
}

/// The login that a flow belongs to.
fn resumed<'a>(context: Context<'a>, flow: &'a FlowState) -> Result<Login<'a>, Box<Decision>> {
    let query = RawQuery::new(&flow.query);
    match flow.way_in {
        WayIn::Initiate => initiate::login(context, query),
        WayIn::FrontDoor => front_door::login(context, query),
    }
}

/// What is worth saying at the field. Everything else that is no address (a user name, a domain that
/// cannot be) goes to the fallback without a word, as an unknown domain does.
fn problem_with(typed: &str) -> Option<IdentifierProblem> {
    use EmailAddressError::{Domain, Empty, ForbiddenCharacter, LocalPartTooLong, SeveralAtSigns};

    match EmailAddress::parse(typed).err()? {
        Empty => Some(IdentifierProblem::Empty),
        LocalPartTooLong => Some(IdentifierProblem::TooLong),
        Domain(_) if has_long_domain(typed) => Some(IdentifierProblem::TooLong),
        // Several at-signs are how domain matching was fooled elsewhere; quoted local parts and
        // spaces are typing errors far more often than addresses.
        SeveralAtSigns | ForbiddenCharacter => Some(IdentifierProblem::NotAnAddress),
        _ if typed.trim_matches(' ').contains(' ') => Some(IdentifierProblem::NotAnAddress),
        _ => None,
    }
}

/// Whether the domain is longer than DNS allows (RFC 1035, section 2.3.4): 63 octets a label, 253 in
/// all.
fn has_long_domain(typed: &str) -> bool {
    let domain = typed.rsplit_once('@').map_or("", |(_, domain)| domain);
    domain.len() > 253 || domain.split('.').any(|label| label.len() > 63)
}
