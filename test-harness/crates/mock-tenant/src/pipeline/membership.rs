//! Whether the user belongs to the organization.

use crate::error::OAuthError;
use crate::rule::Rule;
use crate::session::Session;
use crate::state::TenantState;
use crate::transaction::Transaction;

/// Makes the invited user a member, if the login came by an invitation.
pub(super) fn accept_invitation(
    state: &mut TenantState,
    transaction: &Transaction,
    session: &Session,
) -> Result<(), OAuthError> {
    let Some(ticket) = transaction.request.invitation.as_deref() else {
        return Ok(());
    };
    let Some(invitation) = state.invitations.get(ticket).cloned() else {
        return Ok(());
    };
    if invitation.used {
        // Accepted a moment ago, in this login.
        return Ok(());
    }
    let email = state
        .user(&session.user_id)
        .map(|user| user.email.clone())
        .unwrap_or_default();
    let same = email.eq_ignore_ascii_case(&invitation.email);
    state.require(Rule::InvitationEmailMatches, same, || {
        OAuthError::access_denied("the specified account is not the one that was invited")
    })?;
    if let Some(kept) = state.invitations.get_mut(ticket) {
        kept.used = true;
    }
    join(state, &session.user_id, &invitation.organization_id);
    Ok(())
}

/// Refuses users from outside the organization, unless the connection makes them members.
pub(super) fn check(
    state: &mut TenantState,
    transaction: &Transaction,
    session: &Session,
) -> Result<(), OAuthError> {
    let Some(id) = transaction.organization.as_deref() else {
        return Ok(());
    };
    let is_member = state.user(&session.user_id).is_some_and(|user| {
        user.organizations
            .iter()
            .any(|organization| organization == id)
    });
    if is_member {
        return Ok(());
    }
    let assigns = state
        .config
        .organization(id)
        .and_then(|organization| organization.connection(&session.connection))
        .is_some_and(|connection| connection.assign_membership_on_login);
    if assigns {
        join(state, &session.user_id, id);
        return Ok(());
    }
    state.require(Rule::OrganizationMembership, false, || {
        OAuthError::access_denied(format!(
            "user {} is not part of the {id} organization",
            session.user_id
        ))
    })
}

fn join(state: &mut TenantState, user_id: &str, organization: &str) {
    if let Some(user) = state.user_mut(user_id)
        && !user.organizations.iter().any(|own| own == organization)
    {
        user.organizations.push(organization.to_owned());
    }
}
