//! An Action asks for a factor: `challengeWith`, `challengeWithAny`, `enrollWith`, `enrollWithAny`.

use serde_json::Value;
use vestibule_actions_runtime::{Carried, FactorRequest};

use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::login;
use crate::pipeline;
use crate::random;
use crate::reply::{Answer, Reply};
use crate::rule::Rule;
use crate::state::TenantState;

use super::kind::{FactorType, PendingFactor, Purpose};
use super::page::path_of;

/// Sends the user to the page of the factor, or to a choice of several; goes on at once if one of them was
/// given in this login already (actions/reference/post-login/post-login-api-object).
pub(crate) fn ask(
    state: &mut TenantState,
    incoming: &Incoming,
    id: &str,
    request: &FactorRequest,
    carried: Carried,
) -> Result<Reply, OAuthError> {
    let requested = requested(request);
    let Some(transaction) = state.transactions.get(id) else {
        return Ok(login::unknown_state(state));
    };
    let given = &transaction.actions.factors_given;
    if requested.iter().any(|kind| given.contains(kind)) {
        return pipeline::after_factor(state, incoming, id, carried);
    }
    let user_id = transaction
        .session
        .as_ref()
        .map(|session| session.user_id.clone());
    let enrolled = user_id
        .and_then(|user_id| state.user(&user_id))
        .map(|user| user.enrolled_factors.clone())
        .unwrap_or_default();
    let purpose = if request.call.starts_with("challenge") {
        Purpose::Challenge
    } else {
        Purpose::Enrollment
    };
    // Those that do not fit are passed over without a word.
    let fits = |kind: &FactorType| enrolled.contains(kind) == (purpose == Purpose::Challenge);
    let mut offered: Vec<FactorType> = requested.iter().copied().filter(fits).collect();
    let (rule, problem) = match purpose {
        Purpose::Challenge => (
            Rule::ChallengedFactorEnrolled,
            "none of the requested factors is enrolled",
        ),
        Purpose::Enrollment => (
            Rule::EnrolledFactorNew,
            "all of the requested factors are enrolled",
        ),
    };
    state.require(rule, !offered.is_empty(), || {
        OAuthError::access_denied(problem)
    })?;
    if offered.is_empty() {
        offered = requested;
    }
    let Some(first) = offered.first().copied() else {
        return Err(OAuthError::access_denied(problem));
    };
    // The selection is shown for `…Any` alone, and not where there is nothing to select.
    let chooses = request.call.ends_with("Any") && offered.len() > 1;
    let page = if chooses {
        login::path("/u/mfa-login-options", id)
    } else {
        login::path(&path_of(first, purpose), id)
    };
    if let Some(kept) = state.transactions.get_mut(id) {
        kept.actions.factor = Some(PendingFactor {
            purpose,
            offered,
            code: random::six_digits(),
            passed: false,
            carried,
        });
    }
    Ok(Answer::redirect(page).into())
}

/// The kinds that the call names and the tenant knows, each once.
fn requested(request: &FactorRequest) -> Vec<FactorType> {
    let first = request.arguments.first();
    let more = request
        .arguments
        .get(1)
        .and_then(|options| options.get("additionalFactors"));
    let mut kinds = Vec::new();
    for factor in list(first).iter().chain(list(more)) {
        let kind = factor.get("type").and_then(Value::as_str);
        let kind = kind.and_then(FactorType::from_name);
        if let Some(kind) = kind.filter(|kind| !kinds.contains(kind)) {
            kinds.push(kind);
        }
    }
    kinds
}

fn list(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(factors)) => factors,
        Some(factor) => std::slice::from_ref(factor),
        None => &[],
    }
}
