//! `grant_type=authorization_code`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::authorize::PkceMethod;
use crate::config::ClientConfig;
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::reply::Reply;
use crate::rule::Rule;
use crate::state::TenantState;

use super::{CodeRecord, Occasion, Wanted, endpoint, issue};

/// Redeems a code for tokens.
pub(super) fn redeem(
    state: &mut TenantState,
    incoming: &Incoming,
    client: &ClientConfig,
) -> Result<Reply, OAuthError> {
    let code = incoming
        .body
        .get("code")
        .ok_or_else(|| OAuthError::invalid_request("Missing required parameter: code"))?;
    let record = state
        .codes
        .get(code)
        .cloned()
        .ok_or_else(|| OAuthError::invalid_grant("Invalid authorization code"))?;
    check(state, incoming, client, &record)?;
    if let Some(kept) = state.codes.get_mut(code) {
        kept.used = true;
    }
    let openid = record.grant.scope.iter().any(|scope| scope == "openid");
    let wanted = Wanted {
        access_token: true,
        id_token: openid,
        occasion: Occasion::Redemption,
    };
    let issued = issue(state, &record.grant, &wanted)?;
    state.log(LogEvent {
        client_id: Some(client.client_id.clone()),
        user_id: Some(record.grant.user_id.clone()),
        connection: Some(record.grant.connection.clone()),
        organization_id: record.grant.organization.clone(),
        ..LogEvent::new("seacft", "Successful exchange of authorization code")
    });
    Ok(endpoint::respond(&issued))
}

fn check(
    state: &TenantState,
    incoming: &Incoming,
    client: &ClientConfig,
    record: &CodeRecord,
) -> Result<(), OAuthError> {
    let invalid = || OAuthError::invalid_grant("Invalid authorization code");
    let own = record.grant.client.client_id == client.client_id;
    state.require(Rule::CodeBoundToClient, own, invalid)?;
    state.require(Rule::CodeOnce, !record.used, invalid)?;
    let age = state.clock.now() - record.issued_at;
    let alive = age <= state.config.tenant.code_lifetime_in_seconds;
    state.require(Rule::CodeLifetime, alive, invalid)?;
    let here = record.grant.domain == incoming.domain;
    state.require(Rule::CodeOnOwnDomain, here, invalid)?;
    let same_uri = incoming.body.get("redirect_uri") == Some(record.redirect_uri.as_str());
    state.require(Rule::CodeRedirectUriMatches, same_uri, || {
        OAuthError::invalid_grant("The redirect URI is wrong.")
    })?;
    let verified = verify(record, incoming.body.get("code_verifier"));
    state.require(Rule::PkceVerifierMatches, verified, || {
        OAuthError::invalid_grant("Failed to verify code verifier")
    })
}

/// RFC 7636 section 4.6. A verifier without a challenge is refused as well (RFC 9700 section 2.1.1):
/// someone took the challenge out of the request.
fn verify(record: &CodeRecord, verifier: Option<&str>) -> bool {
    match (&record.code_challenge, verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => match record.method {
            PkceMethod::Plain => challenge == verifier,
            PkceMethod::S256 => *challenge == URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
        },
        _ => false,
    }
}
