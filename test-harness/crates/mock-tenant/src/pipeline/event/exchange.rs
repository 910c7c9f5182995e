//! The event of a machine that wants a token.

use serde_json::{Value, json};

use crate::incoming::Incoming;
use crate::state::TenantState;
use crate::token::PendingExchange;

use super::{About, request_without_secrets, surroundings};

/// The event of `grant_type=client_credentials`.
pub(in crate::pipeline) fn of_exchange(
    state: &TenantState,
    incoming: &Incoming,
    pending: &PendingExchange,
) -> Value {
    let mut event = surroundings(
        state,
        &About {
            client: &pending.client,
            domain: &incoming.domain,
            organization: pending.organization.as_deref(),
            audience: Some(&pending.audience),
        },
    );
    event.insert(
        "accessToken".to_owned(),
        json!({"scope": pending.scope, "customClaims": {}}),
    );
    event.insert("request".to_owned(), request_without_secrets(incoming));
    event.insert(
        "transaction".to_owned(),
        json!({"requested_scopes": pending.requested}),
    );
    Value::Object(event)
}
