//! `/.well-known/…`: the tenant's metadata and keys.

use axum::http::header;
use serde_json::json;

use crate::incoming::Incoming;
use crate::reply::{Answer, Reply};
use crate::state::TenantState;

/// `/.well-known/openid-configuration` and its alias, of the domain in use.
///
/// In Auth0's shape, gaps included: no `grant_types_supported`, no `introspection_endpoint`, and
/// `web_message` works without being listed.
pub(crate) fn configuration(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let origin = &incoming.domain.origin;
    let at = |path: &str| format!("{origin}{path}");
    let tenant = &state.config.tenant;
    let mut document = json!({
        "issuer": incoming.domain.issuer(),
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/oauth/token"),
        "device_authorization_endpoint": at("/oauth/device/code"),
        "userinfo_endpoint": at("/userinfo"),
        "mfa_challenge_endpoint": at("/mfa/challenge"),
        "jwks_uri": at("/.well-known/jwks.json"),
        "registration_endpoint": at("/oidc/register"),
        "revocation_endpoint": at("/oauth/revoke"),
        "scopes_supported": [
            "openid", "profile", "offline_access", "name", "given_name", "family_name", "nickname",
            "email", "email_verified", "picture", "created_at", "identities", "phone", "address",
        ],
        "response_types_supported": [
            "code", "token", "id_token", "code token", "code id_token", "token id_token",
            "code token id_token",
        ],
        "code_challenge_methods_supported": ["S256", "plain"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["public"],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic", "client_secret_post", "private_key_jwt", "tls_client_auth",
            "self_signed_tls_client_auth",
        ],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256", "RS384", "PS256"],
        "claims_supported": [
            "aud", "auth_time", "created_at", "email", "email_verified", "exp", "family_name",
            "given_name", "iat", "identities", "iss", "name", "nickname", "phone_number", "picture",
            "sub",
        ],
        "request_uri_parameter_supported": false,
        "request_parameter_supported": tenant.accept_request_objects,
        "id_token_signing_alg_values_supported": ["HS256", "RS256", "PS256"],
    });
    if let Some(document) = document.as_object_mut()
        && tenant.advertise_end_session_endpoint
    {
        document.insert("end_session_endpoint".to_owned(), json!(at("/oidc/logout")));
    }
    public(Answer::json(200, &document))
}

/// `/.well-known/jwks.json`.
pub(crate) fn jwks(state: &mut TenantState, _: &Incoming) -> Reply {
    public(Answer::json(
        200,
        &state.keys.jwks(!state.config.tenant.remove_alg_from_jwks),
    ))
}

/// Readable by everyone, and by caches for a while, as on real tenants.
fn public(answer: Answer) -> Reply {
    answer
        .with_header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .with_header(
            header::CACHE_CONTROL,
            "public, max-age=15, stale-while-revalidate=15, stale-if-error=86400",
        )
        .into()
}
