//! `/edge/start/{client}`: where Auth0 and invitations send people who are to sign in to a client.

use vestibule_http::{RawQuery, Step, encode_component};

use vestibule_tenant::Client;

use crate::decide::{Context, Stepped};
use crate::flow::WayIn;
use crate::{initiate, pages};

/// What comes before the client's id.
pub(crate) const PREFIX: &str = "/edge/start/";

/// Where that client's logins start.
pub(crate) fn address(client: &Client<'_>) -> String {
    format!("{PREFIX}{}", encode_component(client.id().as_str()))
}

/// Starts a login as a client's `initiate_login_uri` (OpenID Connect Core 1.0, section 4).
///
/// Auth0 adds `iss`, and for an invitation `invitation`, `organization` and `organization_name`. An
/// issuer that is not the tenant's is refused: it would be somebody else's login.
pub(crate) fn enter(context: Context<'_>, path: &str, query: RawQuery<'_>) -> Stepped {
    let client = path.strip_prefix(PREFIX).unwrap_or("");
    let issuer = query.first_non_empty("iss");
    let ours = context
        .snapshot
        .map(|snapshot| format!("{}/", snapshot.manifest().tenant_origin()));
    let foreign = ours.is_some() && issuer.is_some() && issuer.as_deref() != ours.as_deref();
    if foreign || client.contains(['/', '%']) {
        return Step::Done(pages::bad_request(context, query, WayIn::Initiate));
    }
    let client = format!("client_id={}", encode_component(client));
    let query = RawQuery::new(&client).joined_with(query);
    initiate::enter(context, RawQuery::new(&query))
}
