//! `/edge/realm`: an application asks us to find out where its user belongs, before it starts.

use vestibule_http::{RawQuery, Step};
use vestibule_identity::ClientId;

use crate::decide::{Context, Decision, Stepped};
use crate::flow::WayIn;
use crate::login::Login;
use crate::{forward, pages};

/// Shows the identifier page, or goes on at once when a `login_hint` says enough.
pub(crate) fn enter(context: Context<'_>, query: RawQuery<'_>) -> Stepped {
    let login = match login(context, query) {
        Ok(login) => login,
        Err(decision) => return Step::Done(*decision),
    };
    match query.first_non_empty("login_hint") {
        Some(hint) => forward::on_hint(&login, &hint),
        None => Step::Done(pages::identifier(&login, "", None)),
    }
}

/// The login that such a query asks for: of a known client with a login URL to come back to.
pub(crate) fn login<'a>(
    context: Context<'a>,
    query: RawQuery<'a>,
) -> Result<Login<'a>, Box<Decision>> {
    let way_in = WayIn::Initiate;
    let Some(snapshot) = context.snapshot else {
        return Err(Box::new(pages::unavailable(context, way_in)));
    };
    let client = query
        .first("client_id")
        .and_then(|id| ClientId::parse(&id).ok());
    client
        .and_then(|id| snapshot.manifest().client(&id))
        .filter(|client| client.login_url().is_some())
        .map(|client| Login {
            context,
            snapshot,
            client,
            way_in,
            query,
        })
        .ok_or_else(|| Box::new(pages::bad_request(context, way_in)))
}
