//! Metadata that Actions set: one update per run.

use serde_json::{Map, Value};

use crate::state::TenantState;

/// Writes both kinds; `null` deletes a key. Only the first level is merged, as Auth0 does.
pub(crate) fn write(
    state: &mut TenantState,
    user_id: &str,
    user_metadata: &Map<String, Value>,
    app_metadata: &Map<String, Value>,
) {
    if user_metadata.is_empty() && app_metadata.is_empty() {
        return;
    }
    let now = state.clock.now();
    if let Some(user) = state.user_mut(user_id) {
        merge(&mut user.user_metadata, user_metadata);
        merge(&mut user.app_metadata, app_metadata);
        user.updated_at = now;
    }
}

/// Applies changes to metadata; `null` deletes a key.
pub(crate) fn merge(target: &mut Map<String, Value>, changes: &Map<String, Value>) {
    for (name, value) in changes {
        if value.is_null() {
            target.remove(name);
        } else {
            target.insert(name.clone(), value.clone());
        }
    }
}
