//! Invitations to organizations, as the Management API makes them.

use serde::{Deserialize, Serialize};

use crate::invitation::Invitation;
use crate::random;
use crate::reply::with_query;
use crate::state::TenantState;

use super::{ControlError, unknown};

/// Whom to invite, and where to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvitationRequest {
    /// The organization.
    pub organization_id: String,
    /// The application whose login URI the link leads to.
    pub client_id: String,
    /// The address of the invited person.
    pub email: String,
    /// Seconds until the ticket is dead; at most 2592000.
    #[serde(default = "a_week")]
    pub ttl_sec: i64,
}

pub(super) fn invite(
    state: &mut TenantState,
    request: InvitationRequest,
) -> Result<Invitation, ControlError> {
    let organization = state
        .config
        .organization(&request.organization_id)
        .ok_or_else(|| unknown("organization", &request.organization_id))?;
    let client = state
        .config
        .client(&request.client_id)
        .ok_or_else(|| unknown("client", &request.client_id))?;
    let login_uri = client
        .initiate_login_uri
        .as_deref()
        .ok_or_else(|| ControlError::NoLoginUri(request.client_id.clone()))?;
    let ticket = random::secret();
    let parameters = [
        ("invitation", ticket.as_str()),
        ("organization", &organization.id),
        ("organization_name", &organization.name),
    ];
    let invitation = Invitation {
        invitation_url: with_query(login_uri, &parameters),
        ticket: ticket.clone(),
        organization_id: request.organization_id,
        client_id: request.client_id,
        email: request.email,
        expires_at: state.clock.now() + request.ttl_sec.clamp(0, LONGEST),
        used: false,
    };
    state.invitations.insert(ticket, invitation.clone());
    Ok(invitation)
}

fn a_week() -> i64 {
    604_800
}

const LONGEST: i64 = 2_592_000;
