//! Which of the requested scopes are granted.

use crate::config::ClientConfig;
use crate::rule::Rule;
use crate::state::TenantState;

/// The requested scopes that Auth0 knows, in the order of the request; others are dropped without a
/// word, as Auth0 does.
pub(crate) fn granted(
    state: &TenantState,
    client: &ClientConfig,
    user_id: &str,
    audience: Option<&str>,
    requested: &[String],
) -> Vec<String> {
    let api = audience.and_then(|audience| state.config.api(audience));
    let permissions = audience
        .and_then(|audience| state.user(user_id)?.permissions.get(audience))
        .cloned()
        .unwrap_or_default();
    let may_refresh = client
        .grant_types
        .iter()
        .any(|grant| grant == "refresh_token");
    requested
        .iter()
        .filter(|scope| match scope.as_str() {
            "offline_access" => {
                let api_allows = api.is_none_or(|api| api.allow_offline_access);
                may_refresh && (api_allows || !state.enforces(Rule::OfflineAccessAllowed))
            }
            scope if OPENID_SCOPES.contains(&scope) => true,
            scope => api.is_some_and(|api| {
                api.scopes.iter().any(|known| known == scope)
                    && (!api.enforce_policies || permissions.iter().any(|own| own == scope))
            }),
        })
        .cloned()
        .collect()
}

/// Scopes of OpenID Connect and of the user profile, as discovery lists them.
const OPENID_SCOPES: &[&str] = &[
    "openid",
    "profile",
    "name",
    "given_name",
    "family_name",
    "nickname",
    "email",
    "email_verified",
    "picture",
    "created_at",
    "identities",
    "phone",
    "address",
];
