//! From a signed-in user to the answer: organization, membership, consent, Actions, code.

mod advance;
mod continuation;
mod event;
mod finish;
mod issue;
mod membership;
mod metadata;
mod run;

pub(crate) use advance::{resume, resume_endpoint};
pub(crate) use continuation::continue_login;
pub(crate) use finish::{finish, refusal};
pub(crate) use metadata::write as write_metadata;
pub(crate) use run::{PendingRun, Then, refresh_execution};

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
