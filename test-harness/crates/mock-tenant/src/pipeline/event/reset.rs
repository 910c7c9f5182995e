//! The event of a password reset.

use serde_json::{Value, json};

use crate::clock::iso8601;
use crate::config::ClientConfig;
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::reset::ResetTicket;
use crate::state::TenantState;

use super::{About, common, gone, request_without_secrets};

/// The event when the link in the email was followed.
pub(in crate::pipeline) fn of_reset(
    state: &TenantState,
    incoming: &Incoming,
    ticket: &ResetTicket,
    client: &ClientConfig,
) -> Result<Value, OAuthError> {
    let user = state.user(&ticket.user_id).ok_or_else(|| gone("user"))?;
    let about = About {
        client,
        domain: &ticket.domain,
        organization: ticket.organization.as_deref(),
        audience: None,
    };
    let mut event = common(state, user, &about);
    let now = iso8601(state.clock.now());
    event.insert(
        "authentication".to_owned(),
        json!({"methods": [{"name": "email", "timestamp": now}]}),
    );
    event.insert("request".to_owned(), request_without_secrets(incoming));
    let asked = incoming.query.get("ui_locales").unwrap_or_default();
    let ui_locales: Vec<&str> = asked.split(' ').filter(|tag| !tag.is_empty()).collect();
    event.insert(
        "transaction".to_owned(),
        json!({
            "locale": incoming.language().unwrap_or_else(|| "en".to_owned()),
            "ui_locales": ui_locales,
        }),
    );
    Ok(Value::Object(event))
}
