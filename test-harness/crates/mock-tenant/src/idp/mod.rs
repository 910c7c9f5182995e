//! The simulated identity provider: one origin, a path prefix per connection.
//!
//! Each login shows the page, so that a walk through a login is the same every time. Whoever is signed in there is told so
//! on it, and signed out by the tenant's `federated` logout.

mod logout;
mod page;
mod session;

pub(crate) use logout::{logout, logout_url};
pub(crate) use page::{authorize, sign_in};

use crate::config::ConnectionConfig;
use crate::error::OAuthError;
use crate::reply::with_query;
use crate::state::TenantState;
use crate::transaction::Transaction;

/// A code that the provider issued to the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IdpCode {
    pub(crate) connection: String,
    pub(crate) redirect_uri: String,
    pub(crate) email: String,
}

/// Where the tenant sends the browser to log in through a connection.
pub(crate) fn start_url(
    state: &TenantState,
    transaction: &Transaction,
    connection: &ConnectionConfig,
) -> String {
    let hint = transaction
        .identifier
        .as_deref()
        .or(transaction.request.login_hint.as_deref());
    let callback = format!("{}/login/callback", transaction.domain.origin);
    let mut parameters = vec![
        ("client_id", state.config.tenant.name.as_str()),
        ("response_type", "code"),
        ("scope", "openid profile email"),
        ("redirect_uri", &callback),
        ("state", &transaction.id),
    ];
    if let Some(hint) = hint {
        parameters.push(("login_hint", hint));
    }
    with_query(
        &format!("{}/{}/authorize", state.config.idp.origin, connection.name),
        &parameters,
    )
}

/// Redeems a code for the address that the provider vouches for.
pub(crate) fn redeem(
    state: &mut TenantState,
    code: &str,
    connection: &str,
    redirect_uri: &str,
) -> Result<String, OAuthError> {
    let issued = state
        .idp_codes
        .remove(code)
        .filter(|issued| issued.connection == connection && issued.redirect_uri == redirect_uri);
    issued
        .map(|issued| issued.email)
        .ok_or_else(|| OAuthError::invalid_request("the identity provider does not know this code"))
}
