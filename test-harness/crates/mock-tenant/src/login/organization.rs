//! `/u/organization` before the login, `/u/organization/picker` where several fit.

use std::fmt::Write as _;

use axum::http::Method;

use crate::authorize::next_prompt;
use crate::config::{DiscoveryMethod, OrganizationConfig, OrganizationUsage};
use crate::html;
use crate::incoming::Incoming;
use crate::reply::{Answer, Reply};
use crate::state::TenantState;
use crate::transaction::Transaction;

/// Asks which organization the login is for: by its name, or by the user's address.
pub(crate) fn organization(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let Some(transaction) = super::transaction_of(state, incoming).cloned() else {
        return super::unknown_state(state);
    };
    if incoming.method != Method::POST {
        return show(state, &transaction, 200, None);
    }
    let methods = &transaction.client.organization_discovery_methods;
    if let Some(email) = incoming.body.get("username") {
        if !methods.contains(&DiscoveryMethod::Email) {
            return show(
                state,
                &transaction,
                400,
                Some("Please enter your organization's name"),
            );
        }
        return by_email(state, transaction, email.trim());
    }
    let typed = incoming
        .body
        .get("organizationName")
        .unwrap_or_default()
        .trim();
    if typed.is_empty() && transaction.client.organization_usage == OrganizationUsage::Allow {
        if let Some(kept) = state.transactions.get_mut(&transaction.id) {
            kept.without_organization = true;
        }
        return next_prompt(state, &transaction.id);
    }
    let by_name = methods.contains(&DiscoveryMethod::OrganizationName);
    let found = state.config.organization_by_name(typed).filter(|_| by_name);
    match found.map(|organization| organization.id.clone()) {
        Some(organization) => choose(state, &transaction, Some(organization)),
        None => show(
            state,
            &transaction,
            400,
            Some("The organization you entered is incorrect"),
        ),
    }
}

/// Lets the user choose among the organizations that fit.
pub(crate) fn picker(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let Some(transaction) = super::transaction_of(state, incoming).cloned() else {
        return super::unknown_state(state);
    };
    let offered: Vec<String> = offered(state, &transaction)
        .into_iter()
        .map(|organization| organization.id.clone())
        .collect();
    let personal = transaction.client.organization_usage == OrganizationUsage::Allow;
    match incoming.body.first("organization") {
        Some("") if personal => return choose(state, &transaction, None),
        Some(chosen) if offered.iter().any(|id| id == chosen) => {
            return choose(state, &transaction, Some(chosen.to_owned()));
        }
        _ => {}
    }
    let action = super::path("/u/organization/picker", &transaction.id);
    let mut body = String::new();
    for organization in offered
        .iter()
        .filter_map(|id| state.config.organization(id))
    {
        let fields = [
            ("state", transaction.id.as_str()),
            ("organization", &organization.id),
        ];
        // Writing to a String cannot fail.
        let _ = write!(
            body,
            "{}",
            html::form(&action, &fields, "", organization.title())
        );
    }
    if personal {
        let fields = [("state", transaction.id.as_str()), ("organization", "")];
        let _ = write!(
            body,
            "{}",
            html::form(&action, &fields, "", "Personal account")
        );
    }
    Answer::html(200, html::page("Choose an organization", &body)).into()
}

/// The organizations that a user who has logged in may pick: those that they belong to and that
/// have the connection; or, for a user in none, the one that would take them in. More than one that
/// would is none: Auth0 does not guess.
pub(crate) fn selectable<'a>(
    state: &'a TenantState,
    user_id: &str,
    connection: &str,
) -> Vec<&'a OrganizationConfig> {
    let Some(user) = state.user(user_id) else {
        return Vec::new();
    };
    let with_connection = || {
        state
            .config
            .organizations
            .iter()
            .filter(|organization| organization.connection(connection).is_some())
    };
    let own: Vec<_> = with_connection()
        .filter(|organization| user.organizations.contains(&organization.id))
        .collect();
    if !own.is_empty() {
        return own;
    }
    let every: Vec<_> = with_connection().collect();
    match every.as_slice() {
        [only] => only
            .connection(connection)
            .filter(|enabled| enabled.assign_membership_on_login)
            .map(|_| vec![*only])
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn offered<'a>(state: &'a TenantState, transaction: &Transaction) -> Vec<&'a OrganizationConfig> {
    match (&transaction.session, &transaction.identifier) {
        (Some(session), _) => selectable(state, &session.user_id, &session.connection),
        (None, Some(identifier)) => discovered(state, identifier),
        (None, None) => Vec::new(),
    }
}

fn discovered<'a>(state: &'a TenantState, email: &str) -> Vec<&'a OrganizationConfig> {
    let Some((_, domain)) = email.rsplit_once('@') else {
        return Vec::new();
    };
    state
        .config
        .organizations
        .iter()
        .filter(|organization| {
            organization
                .discovery_domains
                .iter()
                .any(|verified| verified.eq_ignore_ascii_case(domain))
        })
        .collect()
}

fn by_email(state: &mut TenantState, transaction: Transaction, email: &str) -> Reply {
    if let Some(kept) = state.transactions.get_mut(&transaction.id) {
        kept.identifier = Some(email.to_owned());
    }
    let found: Vec<String> = discovered(state, email)
        .into_iter()
        .map(|organization| organization.id.clone())
        .collect();
    match found.as_slice() {
        [] => {
            let transaction = Transaction {
                identifier: Some(email.to_owned()),
                ..transaction
            };
            show(
                state,
                &transaction,
                400,
                Some("We found no organization for this address"),
            )
        }
        [only] => choose(state, &transaction, Some(only.clone())),
        _ => Answer::redirect(super::path("/u/organization/picker", &transaction.id)).into(),
    }
}

fn choose(state: &mut TenantState, transaction: &Transaction, chosen: Option<String>) -> Reply {
    if let Some(kept) = state.transactions.get_mut(&transaction.id) {
        kept.without_organization = chosen.is_none();
        kept.organization = chosen;
    }
    if transaction.session.is_some() {
        return Answer::redirect(super::path("/authorize/resume", &transaction.id)).into();
    }
    next_prompt(state, &transaction.id)
}

fn show(
    state: &TenantState,
    transaction: &Transaction,
    status: u16,
    problem: Option<&str>,
) -> Reply {
    let action = super::path("/u/organization", &transaction.id);
    let fields = [("state", transaction.id.as_str())];
    let methods = &transaction.client.organization_discovery_methods;
    let mut body = html::alert(problem);
    if methods.contains(&DiscoveryMethod::Email) {
        let hint = transaction.request.login_hint.as_deref();
        let value = transaction
            .identifier
            .as_deref()
            .or(hint)
            .unwrap_or_default();
        let input = html::input("text", "username", "Email address", value);
        body.push_str(&html::form(&action, &fields, &input, "Continue"));
    }
    if methods.contains(&DiscoveryMethod::OrganizationName) {
        let input = html::input("text", "organizationName", "Organization name", "");
        body.push_str(&html::form(&action, &fields, &input, "Continue"));
    }
    if transaction.client.organization_usage == OrganizationUsage::Allow {
        body.push_str(&html::form(
            &action,
            &fields,
            "",
            "Continue without an organization",
        ));
    }
    Answer::html(status, html::page(&super::title(state, transaction), &body)).into()
}
