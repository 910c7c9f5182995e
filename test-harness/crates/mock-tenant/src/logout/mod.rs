//! Where sessions end.

mod oidc;
mod return_url;
mod v2;

pub(crate) use oidc::logout as oidc_logout;
pub(crate) use v2::logout as v2_logout;

use crate::idp;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::reply::{Answer, Reply};
use crate::state::TenantState;

/// Ends the browser's session on this domain and goes to the target, by way of the identity provider that the session came
/// from where that is to end its own.
fn end(
    state: &mut TenantState,
    incoming: &Incoming,
    client_id: Option<&str>,
    target: Option<String>,
    federated: bool,
) -> Reply {
    let session = state.session_of(incoming);
    let cookie = state.end_session(incoming);
    let provider = session
        .as_ref()
        .filter(|_| federated)
        .and_then(|session| state.config.connection(&session.connection))
        .filter(|connection| !connection.is_database())
        .map(|connection| connection.name.clone());
    if let Some(session) = session {
        state.log(LogEvent {
            client_id: client_id.map(str::to_owned),
            user_id: Some(session.user_id),
            connection: Some(session.connection),
            ..LogEvent::new("slo", "User successfully logged out")
        });
    }
    let answer = match (provider, target) {
        (Some(provider), target) => Answer::redirect(idp::logout_url(
            state,
            incoming,
            &provider,
            client_id,
            target.as_deref(),
        )),
        (None, Some(target)) => Answer::redirect(target),
        (None, None) => Answer::text(200, "OK"),
    };
    answer.with_cookie(Some(cookie)).into()
}
