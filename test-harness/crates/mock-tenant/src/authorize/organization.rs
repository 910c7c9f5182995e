//! Which organization a request is for.

use crate::config::{ClientConfig, OrganizationRequireBehavior, OrganizationUsage};
use crate::error::OAuthError;
use crate::rule::Rule;
use crate::state::TenantState;

use super::AuthorizeRequest;

/// The identifier of the organization that the request names; `None` if it names none and may.
pub(super) fn resolve(
    state: &TenantState,
    client: &ClientConfig,
    request: &AuthorizeRequest,
) -> Result<Option<String>, OAuthError> {
    let Some(sent) = request.organization.as_deref() else {
        let due = client.organization_usage == OrganizationUsage::Require
            && client.organization_require_behavior == OrganizationRequireBehavior::NoPrompt;
        state.require(Rule::OrganizationRequired, !due, || {
            OAuthError::invalid_request("parameter organization is required for this client")
        })?;
        state.require(
            Rule::InvitationMatchesOrganization,
            request.invitation.is_none(),
            || OAuthError::invalid_request("parameter organization is required with invitation"),
        )?;
        return Ok(None);
    };
    let usable = client.organization_usage != OrganizationUsage::Deny;
    state.require(Rule::OrganizationUsageDeny, usable, || {
        OAuthError::invalid_request("parameter organization is not allowed for this client")
    })?;
    let names_allowed = state
        .config
        .tenant
        .allow_organization_name_in_authentication_api;
    let is_id = sent.starts_with("org_");
    state.require(Rule::OrganizationNamesOff, is_id || names_allowed, || {
        OAuthError::invalid_request("authorization request parameter organization must be an id")
    })?;
    let found = if is_id {
        state.config.organization(sent)
    } else {
        state.config.organization_by_name(sent)
    };
    state.require(Rule::OrganizationExists, found.is_some(), || {
        OAuthError::invalid_request(format!("parameter organization is invalid: {sent}"))
    })?;
    let organization = found.map(|organization| organization.id.clone());
    if let Some(ticket) = request.invitation.as_deref() {
        check_invitation(state, ticket, organization.as_deref())?;
    }
    Ok(organization)
}

fn check_invitation(
    state: &TenantState,
    ticket: &str,
    organization: Option<&str>,
) -> Result<(), OAuthError> {
    let invitation = state.invitations.get(ticket);
    let live = invitation
        .is_some_and(|invitation| !invitation.used && invitation.expires_at > state.clock.now());
    state.require(Rule::InvitationLive, live, || {
        OAuthError::invalid_request("The invitation ticket is invalid or has expired")
    })?;
    let same = invitation
        .is_none_or(|invitation| Some(invitation.organization_id.as_str()) == organization);
    state.require(Rule::InvitationMatchesOrganization, same, || {
        OAuthError::invalid_request("The invitation is not for this organization")
    })
}
