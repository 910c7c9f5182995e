//! Who is signed in at the provider, in which browser: a cookie for each connection.

use axum::http::{HeaderMap, header};

use crate::random;
use crate::state::TenantState;

/// The address that this browser is signed in with.
pub(super) fn of<'a>(
    state: &'a TenantState,
    connection: &str,
    headers: &HeaderMap,
) -> Option<&'a str> {
    handles(connection, headers)
        .find_map(|handle| state.idp_sessions.get(handle))
        .map(String::as_str)
}

/// Begins a session and returns its `Set-Cookie`.
pub(super) fn begin(state: &mut TenantState, connection: &str, email: &str) -> String {
    let handle = random::secret();
    state.idp_sessions.insert(handle.clone(), email.to_owned());
    cookie(state, connection, &handle, "")
}

/// Ends the browser's session and returns the cookie that clears it.
pub(super) fn end(state: &mut TenantState, connection: &str, headers: &HeaderMap) -> String {
    for handle in handles(connection, headers) {
        state.idp_sessions.remove(handle);
    }
    cookie(state, connection, "", "; Max-Age=0")
}

fn handles<'h>(connection: &str, headers: &'h HeaderMap) -> impl Iterator<Item = &'h str> {
    let name = format!("idp-{connection}");
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter_map(move |(key, value)| (key == name).then_some(value))
}

fn cookie(state: &TenantState, connection: &str, handle: &str, rest: &str) -> String {
    let secure = if state.config.idp.origin.starts_with("https://") {
        "; Secure"
    } else {
        ""
    };
    format!("idp-{connection}={handle}; Path=/{connection}/; HttpOnly; SameSite=Lax{secure}{rest}")
}
