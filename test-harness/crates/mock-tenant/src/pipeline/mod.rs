//! From a signed-in user to the answer: organization, membership, consent, Actions, code; and the Actions of
//! all other triggers.

mod advance;
mod continuation;
mod event;
mod finish;
mod issue;
mod membership;
mod metadata;
mod run;
mod session;

pub(crate) use advance::{resume, resume_endpoint};
pub(crate) use continuation::continue_login;
pub(crate) use finish::{finish, refusal, unsupported};
pub(crate) use metadata::{merge as merge_metadata, write as write_metadata};
pub(crate) use run::{PendingRun, resumed as after_factor};
pub(crate) use session::change as change_session;
/// What hands a request over to the Actions of its trigger.
pub(crate) mod runs {
    pub(crate) use super::run::{exchange, refresh, registration, reset};
}

use crate::authorize::deliver_error;
use crate::error::OAuthError;
use crate::logging::LogEvent;
use crate::login;
use crate::reply::Reply;
use crate::state::TenantState;

/// Ends a login with an error at the callback.
fn refuse(state: &mut TenantState, id: &str, error: &OAuthError) -> Reply {
    let Some(transaction) = state.transactions.get_mut(id) else {
        return login::unknown_state(state);
    };
    transaction.finished = true;
    let transaction = transaction.clone();
    state.log(LogEvent {
        client_id: Some(transaction.client.client_id.clone()),
        user_id: transaction.session.map(|session| session.user_id),
        connection: transaction.connection,
        organization_id: transaction.organization,
        ..LogEvent::refused("f", error)
    });
    deliver_error(&transaction.request, error)
}
