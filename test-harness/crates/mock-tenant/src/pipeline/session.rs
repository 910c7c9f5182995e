//! What Actions do to the session: its end, now or later.

use serde_json::Value;
use vestibule_actions_runtime::{Command, ExecutionResult};

use crate::state::TenantState;

/// Carries out `session.revoke`, `setExpiresAt` and `setIdleExpiresAt` of a run.
///
/// A session that is revoked is over on all domains, and takes its refresh tokens along unless the Action keeps them.
pub(crate) fn change(state: &mut TenantState, session_id: &str, result: &ExecutionResult) {
    for command in &result.commands {
        match command.call.as_str() {
            "session.setExpiresAt" => {
                if let Some(session) = state.session_by_id(session_id) {
                    session.expires_at = instant(command);
                }
            }
            "session.setIdleExpiresAt" => {
                if let Some(session) = state.session_by_id(session_id) {
                    session.idle_expires_at = instant(command);
                }
            }
            "session.revoke" => revoke(state, session_id, command),
            _ => {}
        }
    }
}

fn revoke(state: &mut TenantState, session_id: &str, command: &Command) {
    state.sessions.retain(|_, kept| kept.id != session_id);
    let options = command.arguments.get(1);
    let keeps = options
        .and_then(|options| options.get("preserveRefreshTokens"))
        .and_then(Value::as_bool)
        .unwrap_or_default();
    if !keeps {
        state
            .refresh_tokens
            .retain(|_, kept| kept.grant.session_id != session_id);
    }
}

/// Actions count milliseconds.
fn instant(command: &Command) -> Option<i64> {
    let milliseconds = command.arguments.first()?.as_i64()?;
    Some(milliseconds.div_euclid(1000))
}
