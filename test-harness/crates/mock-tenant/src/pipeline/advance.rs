//! `/authorize/resume`: as far as the login gets without the user.

use vestibule_actions_runtime::Trigger;

use crate::authorize::next_prompt;
use crate::config::{OrganizationRequireBehavior, OrganizationUsage};
use crate::error::OAuthError;
use crate::factor;
use crate::incoming::Incoming;
use crate::login;
use crate::reply::{Answer, Reply};
use crate::rule::Rule;
use crate::state::TenantState;
use crate::transaction::Transaction;

use super::{issue, membership, refuse, run};

/// `GET /authorize/resume?state=…`.
pub(crate) fn resume_endpoint(state: &mut TenantState, incoming: &Incoming) -> Reply {
    match login::transaction_of(state, incoming) {
        // While the Actions stand still, only `/continue` goes on.
        Some(transaction) if transaction.actions.suspended.is_some() => login::unknown_state(state),
        // Nor does anything go on past a factor.
        Some(transaction) if factor::waits(transaction) => login::unknown_state(state),
        Some(transaction) => {
            let id = transaction.id.clone();
            resume(state, incoming, &id)
        }
        None => login::unknown_state(state),
    }
}

/// Goes on with a login.
pub(crate) fn resume(state: &mut TenantState, incoming: &Incoming, id: &str) -> Reply {
    match advance(state, incoming, id) {
        Ok(reply) => reply,
        Err(error) => refuse(state, id, &error),
    }
}

fn advance(state: &mut TenantState, incoming: &Incoming, id: &str) -> Result<Reply, OAuthError> {
    let Some(mut transaction) = state.transactions.get(id).cloned() else {
        return Ok(login::unknown_state(state));
    };
    let Some(session) = transaction.session.clone() else {
        return Ok(next_prompt(state, id));
    };
    // A blocked user's attempt counts as well (manage-users/user-accounts/user-profiles).
    count_login(state, id, &session.user_id);
    let blocked = state.user(&session.user_id).is_none_or(|user| user.blocked);
    state.require(Rule::UserNotBlocked, !blocked, || {
        OAuthError::new("unauthorized", "user is blocked")
    })?;
    if let Some(reply) = choose_organization(state, &mut transaction)? {
        return Ok(reply);
    }
    membership::accept_invitation(state, &transaction, &session)?;
    membership::check(state, &transaction, &session)?;
    if consent_is_due(state, &transaction, &session.user_id) {
        if transaction.request.has_prompt("none") {
            return Err(OAuthError {
                rule: Some(Rule::ConsentRequired),
                ..OAuthError::new("consent_required", "Consent required")
            });
        }
        return Ok(Answer::redirect(login::path("/u/consent", id)).into());
    }
    if !transaction.actions.completed && state.config.has_actions(Trigger::PostLogin) {
        let kept = state.transactions.get_mut(id);
        return match kept.and_then(|kept| kept.actions.factor.take()) {
            Some(passed) => run::resumed(state, incoming, id, passed.carried),
            None => run::first(state, incoming, id),
        };
    }
    issue::answer(state, id)
}

/// "Prompt for Credentials": now that the user is known, the organization follows from their
/// memberships, or they pick.
fn choose_organization(
    state: &mut TenantState,
    transaction: &mut Transaction,
) -> Result<Option<Reply>, OAuthError> {
    let client = &transaction.client;
    let due = transaction.organization.is_none()
        && !transaction.without_organization
        && client.organization_usage != OrganizationUsage::Deny
        && client.organization_require_behavior == OrganizationRequireBehavior::PostLoginPrompt;
    let Some(session) = transaction.session.as_ref().filter(|_| due) else {
        return Ok(None);
    };
    let required = client.organization_usage == OrganizationUsage::Require;
    let offered: Vec<String> = login::selectable(state, &session.user_id, &session.connection)
        .into_iter()
        .map(|organization| organization.id.clone())
        .collect();
    match offered.as_slice() {
        [] if required => Err(OAuthError {
            rule: Some(Rule::OrganizationMembership),
            ..OAuthError::invalid_request(
                "client requires organization membership, but user does not belong to any organization",
            )
        }),
        [] => Ok(None),
        [only] if required => {
            if let Some(kept) = state.transactions.get_mut(&transaction.id) {
                kept.organization = Some(only.clone());
            }
            transaction.organization = Some(only.clone());
            Ok(None)
        }
        _ if transaction.request.has_prompt("none") => Err(OAuthError::new(
            "interaction_required",
            "Interaction required",
        )),
        _ => {
            let page = login::path("/u/organization/picker", &transaction.id);
            Ok(Some(Answer::redirect(page).into()))
        }
    }
}

fn consent_is_due(state: &TenantState, transaction: &Transaction, user_id: &str) -> bool {
    if transaction.consented {
        return false;
    }
    let client = &transaction.client;
    let given = state
        .consents
        .contains(&(user_id.to_owned(), client.client_id.clone()));
    let stranger = !client.is_first_party && !given && state.enforces(Rule::ConsentRequired);
    stranger || transaction.request.has_prompt("consent")
}

/// Counts each login once, before Actions look at `event.stats`.
fn count_login(state: &mut TenantState, id: &str, user_id: &str) {
    let Some(transaction) = state.transactions.get_mut(id) else {
        return;
    };
    if std::mem::replace(&mut transaction.actions.counted, true) {
        return;
    }
    let client_id = transaction.client.client_id.clone();
    let session_id = transaction
        .session
        .as_ref()
        .map(|session| session.id.clone());
    if let Some(user) = state.user_mut(user_id) {
        user.logins_count += 1;
    }
    let session = session_id.and_then(|id| state.session_by_id(&id));
    if let Some(session) = session.filter(|session| !session.clients.contains(&client_id)) {
        session.clients.push(client_id);
    }
}
