//! The event of a refresh.

use serde_json::{Value, json};

use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::state::TenantState;
use crate::token::Grant;

use super::{About, common, gone, request_without_secrets};

/// The event of a refresh: there is no browser, and the request is the one to `/oauth/token`.
pub(in crate::pipeline) fn of_refresh(
    state: &TenantState,
    incoming: &Incoming,
    grant: &Grant,
    refresh_token_id: &str,
) -> Result<Value, OAuthError> {
    let user = state.user(&grant.user_id).ok_or_else(|| gone("user"))?;
    let mut event = common(
        state,
        user,
        &About {
            client: &grant.client,
            domain: &grant.domain,
            organization: grant.organization.as_deref(),
            audience: grant.audience.as_deref(),
        },
    );
    event.insert("request".to_owned(), request_without_secrets(incoming));
    event.insert(
        "transaction".to_owned(),
        json!({
            "protocol": "oauth2-refresh-token",
            "requested_scopes": grant.scope,
            "acr_values": [],
            "ui_locales": [],
            "metadata": {},
        }),
    );
    event.insert(
        "refresh_token".to_owned(),
        json!({"id": refresh_token_id, "client_id": grant.client.client_id}),
    );
    Ok(Value::Object(event))
}
