//! Signing out at the provider.

use axum::http::HeaderMap;

use super::session;
use crate::incoming::Incoming;
use crate::params::Params;
use crate::reply::{Answer, with_query};
use crate::state::TenantState;

/// Where the tenant sends the browser to end the provider's session. The provider sends it back to the tenant, which it
/// knows, and that goes on to wherever people come out.
pub(crate) fn logout_url(
    state: &TenantState,
    incoming: &Incoming,
    connection: &str,
    client_id: Option<&str>,
    target: Option<&str>,
) -> String {
    let own = format!("{}/v2/logout", incoming.domain.origin);
    let back: Vec<(&str, &str)> = [("client_id", client_id), ("returnTo", target)]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
    let back = with_query(&own, &back);
    with_query(
        &format!("{}/{connection}/logout", state.config.idp.origin),
        &[("post_logout_redirect_uri", &back)],
    )
}

/// `GET /{connection}/logout`: ends the browser's session there and goes back to the tenant.
pub(crate) fn logout(
    state: &mut TenantState,
    connection: &str,
    query: &Params,
    headers: &HeaderMap,
) -> Answer {
    let back = query.get("post_logout_redirect_uri").unwrap_or_default();
    let is_tenant = state.config.domains.iter().any(|domain| {
        let own = format!("{}/v2/logout", domain.origin);
        back == own || back.starts_with(&format!("{own}?"))
    });
    if !is_tenant {
        return Answer::text(400, "unknown post_logout_redirect_uri");
    }
    let back = back.to_owned();
    let cookie = session::end(state, connection, headers);
    Answer::redirect(back).with_cookie(Some(cookie))
}
