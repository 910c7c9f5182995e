//! The event of a sign-up.

use serde_json::{Value, json};

use crate::incoming::Incoming;
use crate::registration::Registration;
use crate::state::TenantState;

use super::{
    About, of_connection, of_transaction, request_without_secrets, surroundings, without_null,
};

/// The event before a user is made: there is an address and no user yet.
pub(in crate::pipeline) fn of_registration(
    state: &TenantState,
    incoming: &Incoming,
    registration: &Registration,
) -> Value {
    let transaction = registration
        .login
        .as_ref()
        .and_then(|id| state.transactions.get(id));
    let mut event = surroundings(
        state,
        &About {
            client: &registration.client,
            domain: &incoming.domain,
            organization: transaction.and_then(|kept| kept.organization.as_deref()),
            audience: None,
        },
    );
    if let Some(connection) = state.config.connection(&registration.connection) {
        event.insert("connection".to_owned(), of_connection(connection));
    }
    event.insert("request".to_owned(), request_without_secrets(incoming));
    if let Some(transaction) = transaction {
        event.insert("transaction".to_owned(), of_transaction(transaction));
    }
    let user = json!({
        "email": registration.email,
        "name": registration.name,
        "given_name": registration.given_name,
        "family_name": registration.family_name,
        "app_metadata": {},
        "user_metadata": {},
    });
    event.insert("user".to_owned(), without_null(user));
    Value::Object(event)
}
