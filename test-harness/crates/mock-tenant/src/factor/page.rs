//! `/u/mfa-{factor}-challenge`, `/u/mfa-{factor}-enrollment`, and the choice of one.

use std::fmt::Write as _;

use axum::http::Method;

use crate::error::OAuthError;
use crate::html;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::login;
use crate::reply::{Answer, Reply};
use crate::rule::Rule;
use crate::state::TenantState;
use crate::transaction::Transaction;

use super::kind::{FactorType, PassedFactor, PendingFactor, Purpose};

/// The path of a factor's page.
pub(super) fn path_of(kind: FactorType, purpose: Purpose) -> String {
    let what = match purpose {
        Purpose::Challenge => "challenge",
        Purpose::Enrollment => "enrollment",
    };
    format!("/u/mfa-{}-{what}", kind.as_str())
}

/// Whether the login stands still until a code is given.
pub(crate) fn waits(transaction: &Transaction) -> bool {
    let factor = transaction.actions.factor.as_ref();
    factor.is_some_and(|factor| !factor.passed)
}

/// Asks for the code, and checks it.
pub(crate) fn factor(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let Some((transaction, pending)) = pending(state, incoming) else {
        return login::unknown_state(state);
    };
    let named = pending
        .offered
        .iter()
        .find(|kind| path_of(**kind, pending.purpose) == incoming.path);
    let Some(kind) = named.copied() else {
        return login::unknown_state(state);
    };
    if incoming.method != Method::POST {
        return show(&transaction, &pending, kind, 200, None);
    }
    let typed = incoming.body.get("code").unwrap_or_default().trim();
    let checked = state.require(Rule::FactorCodeCorrect, typed == pending.code, || {
        OAuthError::access_denied("The code you entered is invalid")
    });
    if let Err(error) = checked {
        state.log(LogEvent::refused("gd_auth_failed", &error));
        return show(&transaction, &pending, kind, 400, Some(&error.description));
    }
    pass(state, &transaction, &pending, kind);
    Answer::redirect(login::path("/authorize/resume", &transaction.id)).into()
}

/// Offers the factors of which one is enough.
pub(crate) fn options(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let Some((transaction, pending)) = pending(state, incoming) else {
        return login::unknown_state(state);
    };
    let mut body = String::new();
    for kind in &pending.offered {
        // By GET, as a link would: a choice changes nothing. Writing to a String cannot fail.
        let _ = write!(
            body,
            "<form action=\"{}\"><input type=\"hidden\" name=\"state\" value=\"{}\">\
             <button type=\"submit\">{}</button></form>",
            path_of(*kind, pending.purpose),
            html::escape(&transaction.id),
            kind.as_str()
        );
    }
    Answer::html(
        200,
        html::page("Select a method to verify your identity", &body),
    )
    .into()
}

/// The login and the factor that it waits for.
fn pending(state: &TenantState, incoming: &Incoming) -> Option<(Transaction, PendingFactor)> {
    let transaction = login::transaction_of(state, incoming)?;
    let pending = transaction.actions.factor.clone()?;
    (!pending.passed).then(|| (transaction.clone(), pending))
}

fn pass(
    state: &mut TenantState,
    transaction: &Transaction,
    pending: &PendingFactor,
    kind: FactorType,
) {
    let passed = PassedFactor {
        kind,
        at: state.clock.now(),
    };
    let Some(session) = &transaction.session else {
        return;
    };
    if let Some(kept) = state.session_by_id(&session.id) {
        kept.factors.push(passed.clone());
    }
    if let Some(kept) = state.transactions.get_mut(&transaction.id) {
        if let Some(session) = &mut kept.session {
            session.factors.push(passed);
        }
        kept.actions.factors_given.push(kind);
        if let Some(factor) = &mut kept.actions.factor {
            factor.passed = true;
        }
    }
    let event = match pending.purpose {
        Purpose::Challenge => LogEvent::new("gd_auth_succeed", "MFA authentication succeeded"),
        Purpose::Enrollment => LogEvent::new("gd_enrollment_complete", "MFA enrollment complete"),
    };
    if let Some(user) = state.user_mut(&session.user_id)
        && !user.enrolled_factors.contains(&kind)
        && pending.purpose == Purpose::Enrollment
    {
        user.enrolled_factors.push(kind);
    }
    state.log(LogEvent {
        client_id: Some(transaction.client.client_id.clone()),
        user_id: Some(session.user_id.clone()),
        ..event
    });
}

fn show(
    transaction: &Transaction,
    pending: &PendingFactor,
    kind: FactorType,
    status: u16,
    problem: Option<&str>,
) -> Reply {
    let title = match pending.purpose {
        Purpose::Challenge => "Verify your identity",
        Purpose::Enrollment => "Secure your account",
    };
    let action = login::path(&path_of(kind, pending.purpose), &transaction.id);
    let field = html::input("text", "code", "One-time code", "");
    let body = format!(
        "{}<p>{} (simulated) shows <output>{}</output></p>{}",
        html::alert(problem),
        kind.as_str(),
        pending.code,
        html::form(&action, &[("state", &transaction.id)], &field, "Continue"),
    );
    Answer::html(status, html::page(title, &body)).into()
}
