//! `POST /edge/realm`: what somebody typed, or chose.

use std::borrow::Cow;

use vestibule_http::{Form, RawQuery, Step};
use vestibule_identity::{EmailAddress, EmailAddressError};
use vestibule_pages::{ConnectionChooser, Identifier, IdentifierProblem, OrganizationPicker};

use crate::decide::{Context, Decision, Stepped};
use crate::flow::{FlowState, Said, WayIn};
use crate::forward::{Came, forward};
use crate::login::Login;
use crate::settle::Choice;
use crate::signals::Evidence;
use crate::{front_door, initiate, memory, pages};

/// Answers the identifier page, the connection chooser and the organization picker: all post here,
/// with the flow's state.
pub(crate) fn answer_form(context: Context<'_>, body: &str) -> Stepped {
    let form = Form::new(body);
    let field = form.field(FlowState::FIELD).unwrap_or_default();
    let Ok(flow) = FlowState::decode(&field, context.memory) else {
        return Step::Done(pages::bad_request(
            context,
            RawQuery::new(""),
            WayIn::Initiate,
        ));
    };
    let login = match resumed(context, &flow) {
        Ok(login) => login,
        // The configuration went away since the page was shown. A redirect after a form would be
        // held against the page's policy.
        Err(decision) => {
            let query = RawQuery::new(&flow.query);
            return Step::Done(pages::leave_by_page(context, query, *decision));
        }
    };
    let text = |name| form.field(name).map(Cow::into_owned);
    let organization = text(OrganizationPicker::FIELD);
    let connection = form.field(ConnectionChooser::FIELD);
    let find = text(OrganizationPicker::FIND);
    // On the pages that follow from a link alone nothing was typed; something was picked instead.
    let remembered = form.field(pages::REMEMBERED).is_some();
    let said = Said {
        typed: text(Identifier::FIELD).unwrap_or_default(),
        picked: remembered || organization.is_some() || connection.is_some() || find.is_some(),
        organization,
        // Seeing all of them again ends the search.
        find: find.filter(|_| form.field(OrganizationPicker::ALL).is_none()),
        doubted: text(Identifier::DOUBTED),
    };
    answer(&login, &said, connection.as_deref(), Came::ByForm(&said))
}

/// Answers a link to a flow: shows once more what came of a form, or begins anew. `chosen` is the tag of the language that the
/// visitor chose on such a page, if any: the flow goes on in it, with the tenant's own pages.
pub(crate) fn resume(context: Context<'_>, field: &str, chosen: &str) -> Stepped {
    let Ok(flow) = FlowState::decode(field, context.memory) else {
        return Step::Done(pages::bad_request(
            context,
            RawQuery::new(""),
            WayIn::Initiate,
        ));
    };
    let flow = flow.in_language(chosen);
    match (resumed(context, &flow), &flow.said) {
        (Ok(login), Some(said)) => answer(&login, said, None, Came::Again),
        (Ok(login), None) => Step::Done(ask_again(&login)),
        (Err(decision), _) => Step::Done(*decision),
    }
}

fn answer(login: &Login<'_>, said: &Said, connection: Option<&str>, came: Came<'_>) -> Stepped {
    match problem_with(&said.typed) {
        Some(IdentifierProblem::Empty) if said.picked => {}
        None => {}
        problem => {
            return Step::Done(match came {
                Came::ByForm(said) => pages::see_other(login, said)
                    .unwrap_or_else(|| pages::identifier(login, &said.typed, problem)),
                Came::ByLink | Came::Again => pages::identifier(login, &said.typed, problem),
            });
        }
    }
    let choice = Choice {
        organization: said.organization.as_deref(),
        connection,
        find: said.find.as_deref(),
        doubted: said.doubted.as_deref(),
    };
    let evidence = Evidence::of_form(login, &said.typed);
    forward(login, &evidence, choice, came)
}

/// Begins a flow anew, with an empty field: nothing is taken from what was remembered or hinted, and
/// what was remembered is forgotten.
pub(crate) fn ask_again(login: &Login<'_>) -> Decision {
    Decision {
        cookies: memory::forget(login),
        ..pages::other_account(login)
    }
}

/// The login that a flow belongs to.
fn resumed<'a>(context: Context<'a>, flow: &'a FlowState) -> Result<Login<'a>, Box<Decision>> {
    let query = RawQuery::new(&flow.query);
    match flow.way_in {
        WayIn::FrontDoor => front_door::login(context, query),
        WayIn::Initiate | WayIn::Resolve | WayIn::Discovery => initiate::login(context, query),
    }
}

/// What is worth saying at the field. Everything else that is no address (a user name, a domain that
/// cannot be) goes to the fallback without a word, as an unknown domain does.
pub(crate) fn problem_with(typed: &str) -> Option<IdentifierProblem> {
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
