//! `event`: what Actions are told.

mod exchange;
mod login;
mod refresh;
mod registration;
mod reset;

use serde_json::{Map, Value, json};

pub(super) use exchange::of_exchange;
pub(super) use login::of_login;
pub(super) use refresh::of_refresh;
pub(super) use registration::of_registration;
pub(super) use reset::of_reset;

use crate::clock::iso8601;
use crate::config::{ClientConfig, ConnectionConfig, OrganizationConfig};
use crate::error::OAuthError;
use crate::incoming::{Domain, Incoming};
use crate::state::{TenantState, User};
use crate::transaction::Transaction;

/// Who is asking, and for what.
struct About<'a> {
    client: &'a ClientConfig,
    domain: &'a Domain,
    organization: Option<&'a str>,
    audience: Option<&'a str>,
}

/// What every event tells.
fn surroundings(state: &TenantState, about: &About<'_>) -> Map<String, Value> {
    let config = &state.config;
    let mut event = Map::new();
    let mut insert = |name: &str, value: Value| {
        event.insert(name.to_owned(), without_null(value));
    };
    let client = about.client;
    insert(
        "client",
        json!({"client_id": client.client_id, "name": client.name, "metadata": client.metadata}),
    );
    if let Some(custom) = &about.domain.custom {
        insert("custom_domain", custom.clone());
    }
    if let Some(organization) = about.organization.and_then(|id| config.organization(id)) {
        insert("organization", of_organization(organization));
    }
    if let Some(audience) = about.audience {
        insert("resource_server", json!({"identifier": audience}));
    }
    insert("tenant", json!({"id": config.tenant.name}));
    event
}

/// What every event about a user tells.
fn common(state: &TenantState, user: &User, about: &About<'_>) -> Map<String, Value> {
    let mut event = surroundings(state, about);
    event.insert("authorization".to_owned(), json!({"roles": user.roles}));
    if let Some(connection) = state.config.connection(&user.connection) {
        event.insert("connection".to_owned(), of_connection(connection));
    }
    event.insert(
        "stats".to_owned(),
        json!({"logins_count": user.logins_count}),
    );
    event.insert("user".to_owned(), of_user(state, user));
    event
}

/// `event.transaction` of a login, and of a sign-up in one.
fn of_transaction(transaction: &Transaction) -> Value {
    let asked = &transaction.request;
    let protocol = match (
        asked.answers_with("code"),
        asked.answers_with("token") || asked.answers_with("id_token"),
    ) {
        (true, true) => "oidc-hybrid-profile",
        (false, true) => "oidc-implicit-profile",
        _ => "oidc-basic-profile",
    };
    without_null(json!({
        "id": transaction.id,
        "acr_values": asked.acr_values,
        "ui_locales": asked.ui_locales,
        "locale": asked.ui_locales.first().map_or("en", String::as_str),
        "login_hint": asked.login_hint,
        "prompt": asked.prompt,
        "protocol": protocol,
        "redirect_uri": asked.redirect_uri,
        "state": asked.state,
        "response_mode": asked.response_mode,
        "response_type": asked.response_type,
        "requested_scopes": asked.scope,
        "metadata": transaction.actions.transaction_metadata,
    }))
}

/// The request; Auth0 keeps secrets from Actions.
fn request_without_secrets(incoming: &Incoming) -> Value {
    let mut request = incoming.event_request();
    if let Some(body) = request.get_mut("body").and_then(Value::as_object_mut) {
        body.retain(|name, _| {
            !["client_secret", "refresh_token", "password"].contains(&name.as_str())
        });
    }
    without_null(request)
}

fn of_connection(connection: &ConnectionConfig) -> Value {
    json!({
        "id": connection.id(),
        "name": connection.name,
        "strategy": connection.strategy.as_str(),
        "metadata": connection.metadata,
    })
}

fn of_organization(organization: &OrganizationConfig) -> Value {
    json!({
        "id": organization.id,
        "name": organization.name,
        "display_name": organization.title(),
        "metadata": organization.metadata,
    })
}

fn of_user(state: &TenantState, user: &User) -> Value {
    let connection = state.config.connection(&user.connection);
    let provider = connection.map_or("auth0", |connection| connection.strategy.as_str());
    let subject = user
        .user_id
        .split_once('|')
        .map_or(user.user_id.as_str(), |(_, rest)| rest);
    let factors: Vec<Value> = user
        .enrolled_factors
        .iter()
        .map(|kind| json!({"type": kind.as_str()}))
        .collect();
    let own = json!({
        "user_id": user.user_id,
        "email": user.email,
        "email_verified": user.email_verified,
        "name": user.name.as_deref().unwrap_or(&user.email),
        "nickname": user.nickname(),
        "given_name": user.given_name,
        "family_name": user.family_name,
        "created_at": iso8601(user.created_at),
        "updated_at": iso8601(user.updated_at),
        "user_metadata": user.user_metadata,
        "app_metadata": user.app_metadata,
        "last_password_reset": user.last_password_reset.map(iso8601),
        "multifactor": if factors.is_empty() { json!([]) } else { json!(["guardian"]) },
        "enrolledFactors": factors,
        "identities": [{
            "connection": user.connection,
            "provider": provider,
            "user_id": subject,
            "isSocial": false,
        }],
    });
    // What the provider sent stands beside Auth0's own attributes, and never over them.
    let mut all = user.attributes.clone();
    if let Value::Object(own) = without_null(own) {
        all.extend(own);
    }
    Value::Object(all)
}

/// Optional properties are absent rather than `null`: Actions ask `=== undefined`.
fn without_null(value: Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .collect(),
        ),
        other => other,
    }
}

fn gone(what: &str) -> OAuthError {
    OAuthError::new("server_error", format!("the {what} is gone"))
}
