//! `/authorize`, by GET and by POST.

mod begin;
mod client;
mod deliver;
mod error_page;
mod organization;
mod request;

use std::sync::Arc;

pub(crate) use begin::{is_good_enough, next_prompt};
pub(crate) use deliver::{deliver, deliver_error};
pub(crate) use error_page::{Known, error_page};
pub(crate) use request::{AuthorizeRequest, PkceMethod, is_audience};

use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::reply::Reply;
use crate::state::TenantState;

/// Checks an authorization request and sends the browser on its way.
///
/// What is wrong before the callback is known to be the application's goes to the tenant's error
/// page; what is wrong after that goes to the callback.
pub(crate) fn authorize(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let params = incoming.query.or(&incoming.body);
    let known = Known::from_params(&params);
    let (client, redirect_uri) = match client::identify(state, &params) {
        Ok(identified) => identified,
        Err(error) => return error_page(state, incoming, &known, &error),
    };
    let client = Arc::new(client);
    let mut request = AuthorizeRequest::unchecked(&params, redirect_uri);
    let checked = request
        .check(state, &client, &params)
        .and_then(|()| organization::resolve(state, &client, &request))
        .and_then(|organization| begin::begin(state, incoming, &client, &request, organization));
    match checked {
        Ok(reply) => reply,
        Err(error) => {
            let mut event = LogEvent::refused("f", &error);
            event.client_id = Some(client.client_id.clone());
            event.connection.clone_from(&request.connection);
            event.organization_id.clone_from(&request.organization);
            state.log(event);
            deliver_error(&request, &error)
        }
    }
}
