//! `/edge/realm`: an application asks us to find out where its user belongs, before it starts.

use vestibule_http::{Outcome, RawQuery, Readers, Step};
use vestibule_identity::ClientId;
use vestibule_pages::Topic;

use crate::decide::{Context, Decision, Stepped};
use crate::flow::{FlowState, WayIn};
use crate::forward::{Came, forward};
use crate::identifier::Identifier;
use crate::login::Login;
use crate::settle::Choice;
use crate::signals::Evidence;
use crate::trace::{End, Trace, Winner};
use crate::{identify, invitation, memory, pages};

/// Parameters that say where the login belongs; what the application says itself is passed on.
const EXPLICIT: [&str; 4] = [
    "organization",
    "organization_name",
    "invitation",
    "connection",
];

/// Asks for an address anew, and has the browser forget what it remembers. Whoever follows somebody else's link with it
/// loses no more than a suggestion.
const OTHER_ACCOUNT: &str = "other_account";

/// Shows the identifier page, or goes on at once when the request says enough.
pub(crate) fn enter(context: Context<'_>, query: RawQuery<'_>) -> Stepped {
    if let Some(flow) = query.first(FlowState::FIELD) {
        let chosen = query.first("ui_locales").unwrap_or_default();
        return identify::resume(context, &flow, &chosen);
    }
    let login = match login(context, query) {
        Ok(login) => login,
        Err(decision) => return Step::Done(*decision),
    };
    // What our own pages link to, where an account turned out to be the wrong one.
    if query.first_non_empty(OTHER_ACCOUNT).is_some() {
        return Step::Done(identify::ask_again(&login));
    }
    // An error that an application hands back must not lead straight to where it came from.
    let refused = query.first_non_empty("error").is_some();
    if refused || login.breaks_glass() {
        return Step::Done(pages::identifier(&login, "", None));
    }
    if let Some(topic) = invitation::problem_with(&login) {
        return Step::Done(pages::explained(context, query, &login.client, topic));
    }
    let evidence = Evidence::of_link(&login);
    if EXPLICIT
        .iter()
        .any(|name| query.first_non_empty(name).is_some())
    {
        return Step::Done(pass_on(&login));
    }
    if evidence.identifier().is_some_and(Identifier::is_malformed) {
        let hint = evidence.identifier_text();
        return Step::Done(pages::identifier(&login, hint, None));
    }
    forward(&login, &evidence, Choice::default(), Came::ByLink)
}

/// Starts the application's login with what it, or an invitation's link, said itself.
fn pass_on(login: &Login<'_>) -> Decision {
    let said = EXPLICIT
        .into_iter()
        .chain(["login_hint"])
        .filter_map(|name| Some((name, login.query.first_non_empty(name)?.into_owned())))
        .collect();
    match login.start(said) {
        Ok(target) => Decision {
            outcome: Outcome::Redirect(target),
            readers: Readers::Nobody,
            cookies: Vec::new(),
            trace: Trace {
                winner: Some(Winner::Explicit),
                ..login.trace(End::PassedOn)
            },
        },
        Err(_) => pages::bad_request(login.context, login.query, login.way_in),
    }
}

/// The login that such a query asks for: of a known client with a login URL to come back to.
pub(crate) fn login<'a>(
    context: Context<'a>,
    query: RawQuery<'a>,
) -> Result<Login<'a>, Box<Decision>> {
    let way_in = WayIn::Initiate;
    let Some(snapshot) = context.snapshot else {
        return Err(Box::new(pages::unavailable(context, query, way_in)));
    };
    let client = query
        .first("client_id")
        .and_then(|id| ClientId::parse(&id).ok());
    let Some(client) = client.and_then(|id| snapshot.manifest().client(&id)) else {
        return Err(Box::new(pages::bad_request(context, query, way_in)));
    };
    if client.login_url().is_none() {
        let topic = Topic::AppMisconfigured;
        return Err(Box::new(pages::explained(context, query, &client, topic)));
    }
    Ok(Login {
        context,
        snapshot,
        client,
        way_in,
        query,
        kept: memory::read(context, snapshot),
    })
}
