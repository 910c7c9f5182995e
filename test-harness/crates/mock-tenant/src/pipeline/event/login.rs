//! The event of a login.

use serde_json::{Value, json};

use crate::clock::iso8601;
use crate::config::ConnectionConfig;
use crate::error::OAuthError;
use crate::session::Session;
use crate::state::TenantState;
use crate::transaction::Transaction;

use super::{About, common, gone, of_transaction, without_null};

/// The event of a login.
pub(in crate::pipeline) fn of_login(
    state: &TenantState,
    transaction: &Transaction,
    request: Value,
) -> Result<Value, OAuthError> {
    let session = transaction
        .session
        .as_ref()
        .ok_or_else(|| gone("session"))?;
    let user = state.user(&session.user_id).ok_or_else(|| gone("user"))?;
    let connection = state.config.connection(&session.connection);
    let method = if connection.is_some_and(ConnectionConfig::is_database) {
        "pwd"
    } else {
        "federated"
    };
    let mut methods = vec![json!({"name": method, "timestamp": iso8601(session.auth_time)})];
    methods.extend(session.factors.iter().map(
        |factor| json!({"name": "mfa", "timestamp": iso8601(factor.at), "type": factor.kind.as_str()}),
    ));
    let mut event = common(
        state,
        user,
        &About {
            client: &transaction.client,
            domain: &transaction.domain,
            organization: transaction.organization.as_deref(),
            audience: transaction.request.audience.as_deref(),
        },
    );
    event.insert("authentication".to_owned(), json!({"methods": methods}));
    event.insert("session".to_owned(), of_session(session));
    event.insert("request".to_owned(), without_null(request));
    event.insert("transaction".to_owned(), of_transaction(transaction));
    Ok(Value::Object(event))
}

fn of_session(session: &Session) -> Value {
    without_null(json!({
        "expires_at": session.expires_at.map(iso8601),
        "idle_expires_at": session.idle_expires_at.map(iso8601),
        "id": session.id,
        "user_id": session.user_id,
        "authenticated_at": iso8601(session.auth_time),
        "created_at": iso8601(session.created_at),
        "updated_at": iso8601(session.last_used_at),
        "last_interacted_at": iso8601(session.last_used_at),
        "clients": session.clients.iter().map(|id| json!({"client_id": id})).collect::<Vec<_>>(),
    }))
}
