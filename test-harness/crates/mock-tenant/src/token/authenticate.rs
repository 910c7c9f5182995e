//! The application at the token endpoint.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::config::{ClientConfig, TokenEndpointAuthMethod as Method};
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::rule::Rule;
use crate::state::TenantState;

/// Which application this is, proved by its method.
///
/// Wrong credentials are `access_denied`, "Unauthorized", as real tenants answer; not
/// `invalid_client` as in the published examples.
pub(super) fn authenticate(
    state: &TenantState,
    incoming: &Incoming,
) -> Result<Arc<ClientConfig>, OAuthError> {
    let sent = credentials(incoming)?;
    let refused = || OAuthError::access_denied("Unauthorized").with_status(401);
    let client = state
        .config
        .client(&sent.client_id)
        .ok_or_else(|| OAuthError {
            rule: Some(Rule::ClientKnown),
            ..refused()
        })?;
    let expected = client.token_endpoint_auth_method;
    // A public application may send a secret; it proves nothing and is not looked at.
    let right_method = sent.method == expected || expected == Method::None;
    // A missing secret is a wrong secret, not a wrong method.
    let right_method = right_method || sent.secret.is_none();
    state.require(Rule::ClientAuthMethod, right_method, refused)?;
    let right_secret = client.is_public() || sent.secret == client.client_secret;
    state.require(Rule::ClientSecretCorrect, right_secret, refused)?;
    Ok(Arc::new(client.clone()))
}

struct Credentials {
    client_id: String,
    secret: Option<String>,
    method: Method,
}

fn credentials(incoming: &Incoming) -> Result<Credentials, OAuthError> {
    let basic = incoming
        .header("authorization")
        .and_then(|header| header.strip_prefix("Basic "));
    if let Some(basic) = basic {
        return decode_basic(basic.trim())
            .ok_or_else(|| OAuthError::access_denied("Unauthorized").with_status(401));
    }
    let client_id = incoming
        .body
        .get("client_id")
        .ok_or_else(|| OAuthError::access_denied("Unauthorized").with_status(401))?;
    let secret = incoming.body.get("client_secret").map(str::to_owned);
    let method = if secret.is_some() {
        Method::ClientSecretPost
    } else {
        Method::None
    };
    Ok(Credentials {
        client_id: client_id.to_owned(),
        secret,
        method,
    })
}

/// RFC 6749 section 2.3.1: both parts are form-encoded before they are joined.
fn decode_basic(basic: &str) -> Option<Credentials> {
    let text = String::from_utf8(STANDARD.decode(basic).ok()?).ok()?;
    let (client_id, secret) = text.split_once(':')?;
    Some(Credentials {
        client_id: form_decode(client_id),
        secret: Some(form_decode(secret)),
        method: Method::ClientSecretBasic,
    })
}

fn form_decode(text: &str) -> String {
    // A lone value parses as a name without `=`.
    url::form_urlencoded::parse(text.replace('=', "%3D").replace('&', "%26").as_bytes())
        .map(|(name, _)| name.into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_credentials_are_form_encoded() {
        let encoded = STANDARD.encode("a%3Ab:p+%26=c%C3%A9");
        let decoded = decode_basic(&encoded).unwrap();
        assert_eq!(decoded.client_id, "a:b");
        assert_eq!(decoded.secret.as_deref(), Some("p &=cé"));
        assert!(decode_basic("no base64!").is_none());
    }
}
