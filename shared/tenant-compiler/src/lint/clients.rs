//! Clients for which Auth0 would refuse what we would add, or that would be sent in circles.

use std::collections::HashSet;

use url::Url;
use vestibule_identity::ClientId;

use crate::code::Code;
use crate::file::{self, OrganizationRequireBehavior, OrganizationUsage, TenantFile};
use crate::model::{Client, Fallback, SignalKind, Tenant};
use crate::report::Report;

pub(super) fn lint(file: &TenantFile, tenant: &Tenant, report: &mut Report<'_>) {
    let ourselves = ourselves(tenant);
    for (index, listed) in file.clients.iter().enumerate() {
        let Ok(id) = ClientId::parse(&listed.id) else {
            continue;
        };
        let Some(client) = tenant.clients.get(&id) else {
            continue;
        };
        let field = format!("clients[{index}]");
        login_url(&field, client, &ourselves, report);
        default_realm(&field, listed, client, tenant, report);
        fallback(&field, client, tenant, report);
    }
}

/// The origins at which we or the tenant answer, as browsers write them.
fn ourselves(tenant: &Tenant) -> HashSet<String> {
    let hosts = tenant.hosts.keys().map(|host| format!("https://{host}"));
    let origins = tenant.edge_origins.iter().chain(&tenant.login_origins);
    let canonical = Some(&tenant.canonical_origin);
    origins.chain(canonical).cloned().chain(hosts).collect()
}

fn login_url(field: &str, client: &Client, ourselves: &HashSet<String>, report: &mut Report<'_>) {
    let Some(url) = client
        .login_url
        .as_deref()
        .and_then(|url| Url::parse(url).ok())
    else {
        return;
    };
    if ourselves.contains(&url.origin().ascii_serialization()) {
        report.add(
            format!("{field}.login_url"),
            Code::LoginUrlLoop,
            "the login URL leads back to the Worker or the tenant, so a login that starts there never begins",
            "name the page of the application that starts a login; what Auth0 has as application login URI may be the \
             Worker's, this may not",
        );
    }
}

fn default_realm(
    field: &str,
    listed: &file::Client,
    client: &Client,
    tenant: &Tenant,
    report: &mut Report<'_>,
) {
    let Some(realm) = &client.default_realm else {
        return;
    };
    let signals = client
        .signals
        .as_ref()
        .unwrap_or(&tenant.home_realm.signals);
    if !signals.contains(&SignalKind::ClientDefault) {
        report.add(
            format!("{field}.default_realm"),
            Code::UnreadSignal,
            "the client has a default realm, but its signals do not include `client-default`",
            "add `client-default` to `signals`, or remove the default realm",
        );
    }
    if realm.organization.is_some() && listed.organization_usage == OrganizationUsage::Deny {
        report.add(
            format!("{field}.default_realm.organization"),
            Code::OrganizationRefused,
            "Auth0 refuses an organization for this client, whose `organization_usage` is `deny`",
            "set `organization_usage` to `allow` or `require` here and in Auth0, or name no organization",
        );
    }
    if realm.organization.is_none() && listed.organization_usage == OrganizationUsage::Require {
        report.add(
            format!("{field}.default_realm"),
            Code::OrganizationRequired,
            "the client requires an organization, and its default realm names none",
            "name one in the default realm",
        );
    }
    if let (Some(connection), Some(enabled)) = (&realm.connection, &client.connections)
        && !enabled.contains(&connection.name)
    {
        report.add(
            format!("{field}.default_realm.connection"),
            Code::ConnectionNotEnabled,
            format!(
                "`{}` is not enabled for this client, so Auth0 refuses it",
                connection.name
            ),
            "add it to the client's `connections` here and in Auth0, or name one of those",
        );
    }
}

/// What happens to people whom no rule places.
fn fallback(field: &str, client: &Client, tenant: &Tenant, report: &mut Report<'_>) {
    let fallback = &tenant.home_realm.fallback;
    let refuses = client.organization_usage == OrganizationUsage::Require
        && client.require_behavior == OrganizationRequireBehavior::NoPrompt;
    if refuses && !matches!(fallback, Fallback::Page) {
        report.add(
            format!("{field}.organization_usage"),
            Code::OrganizationRequired,
            "people who belong to no organization are sent on without one, and Auth0 refuses them for this client",
            "set the fallback to `page`, or `organization_require_behavior` to `pre_login_prompt` here and in Auth0",
        );
    }
    if let (Fallback::Connection(connection), Some(enabled)) = (fallback, &client.connections)
        && !enabled.contains(&connection.name)
    {
        report.add(
            format!("{field}.connections"),
            Code::FallbackNotEnabled,
            format!(
                "the fallback `{}` is not enabled for this client, so its people get Universal Login instead",
                connection.name
            ),
            "add it to the client's `connections` here and in Auth0",
        );
    }
}
