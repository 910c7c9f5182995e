//! `event`: what Actions are told.

use serde_json::{Map, Value, json};

use crate::clock::iso8601;
use crate::config::{ClientConfig, ConnectionConfig, OrganizationConfig};
use crate::error::OAuthError;
use crate::incoming::{Domain, Incoming};
use crate::session::Session;
use crate::state::{TenantState, User};
use crate::token::Grant;
use crate::transaction::Transaction;

/// The event of a login.
pub(super) fn of_login(
    state: &TenantState,
    transaction: &Transaction,
    request: Value,
) -> Result<Value, OAuthError> {
    let session = transaction
        .session
        .as_ref()
        .ok_or_else(|| gone("session"))?;
    let user = state.user(&session.user_id).ok_or_else(|| gone("user"))?;
    let asked = &transaction.request;
    let connection = state.config.connection(&session.connection);
    let method = if connection.is_some_and(ConnectionConfig::is_database) {
        "pwd"
    } else {
        "federated"
    };
    let protocol = match (
        asked.answers_with("code"),
        asked.answers_with("token") || asked.answers_with("id_token"),
    ) {
        (true, true) => "oidc-hybrid-profile",
        (false, true) => "oidc-implicit-profile",
        _ => "oidc-basic-profile",
    };
    let about = json!({
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
    });
    let mut event = common(
        state,
        user,
        &transaction.client,
        &transaction.domain,
        transaction.organization.as_deref(),
        transaction.request.audience.as_deref(),
    );
    event.insert(
        "authentication".to_owned(),
        json!({"methods": [{"name": method, "timestamp": iso8601(session.auth_time)}]}),
    );
    event.insert("session".to_owned(), of_session(session));
    event.insert("request".to_owned(), without_null(request));
    event.insert("transaction".to_owned(), without_null(about));
    Ok(Value::Object(event))
}

/// The event of a refresh: there is no browser, and the request is the one to `/oauth/token`.
pub(super) fn of_refresh(
    state: &TenantState,
    incoming: &Incoming,
    grant: &Grant,
    refresh_token_id: &str,
) -> Result<Value, OAuthError> {
    let user = state.user(&grant.user_id).ok_or_else(|| gone("user"))?;
    let mut event = common(
        state,
        user,
        &grant.client,
        &grant.domain,
        grant.organization.as_deref(),
        grant.audience.as_deref(),
    );
    let mut request = incoming.event_request();
    if let Some(body) = request.get_mut("body").and_then(Value::as_object_mut) {
        // Auth0 keeps secrets from Actions.
        body.retain(|name, _| name != "client_secret" && name != "refresh_token");
    }
    event.insert("request".to_owned(), without_null(request));
    event.insert(
        "transaction".to_owned(),
        json!({
            "protocol": "oauth2-refresh-token",
            "requested_scopes": grant.scope,
            "acr_values": [],
            "ui_locales": [],
            "metadata": {},
        }),
    );
    event.insert(
        "refresh_token".to_owned(),
        json!({"id": refresh_token_id, "client_id": grant.client.client_id}),
    );
    Ok(Value::Object(event))
}

fn common(
    state: &TenantState,
    user: &User,
    client: &ClientConfig,
    domain: &Domain,
    organization: Option<&str>,
    audience: Option<&str>,
) -> Map<String, Value> {
    let config = &state.config;
    let mut event = Map::new();
    let mut insert = |name: &str, value: Value| {
        event.insert(name.to_owned(), without_null(value));
    };
    insert("authorization", json!({"roles": user.roles}));
    insert(
        "client",
        json!({"client_id": client.client_id, "name": client.name, "metadata": client.metadata}),
    );
    if let Some(connection) = config.connection(&user.connection) {
        insert("connection", of_connection(connection));
    }
    if let Some(custom) = &domain.custom {
        insert("custom_domain", custom.clone());
    }
    if let Some(organization) = organization.and_then(|id| config.organization(id)) {
        insert("organization", of_organization(organization));
    }
    if let Some(audience) = audience {
        insert("resource_server", json!({"identifier": audience}));
    }
    insert("stats", json!({"logins_count": user.logins_count}));
    insert("tenant", json!({"id": config.tenant.name}));
    event.insert("user".to_owned(), of_user(state, user));
    event
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

fn of_session(session: &Session) -> Value {
    json!({
        "id": session.id,
        "user_id": session.user_id,
        "authenticated_at": iso8601(session.auth_time),
        "created_at": iso8601(session.created_at),
        "updated_at": iso8601(session.last_used_at),
        "last_interacted_at": iso8601(session.last_used_at),
        "clients": session.clients.iter().map(|id| json!({"client_id": id})).collect::<Vec<_>>(),
    })
}

fn of_user(state: &TenantState, user: &User) -> Value {
    let connection = state.config.connection(&user.connection);
    let provider = connection.map_or("auth0", |connection| connection.strategy.as_str());
    let subject = user
        .user_id
        .split_once('|')
        .map_or(user.user_id.as_str(), |(_, rest)| rest);
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
        "multifactor": [],
        "enrolledFactors": [],
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
