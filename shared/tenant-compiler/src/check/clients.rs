//! Clients.

use std::collections::BTreeMap;

use vestibule_identity::{ClientId, ConnectionName};

use super::brands::{self, Brands};
use super::connections::{self, Connections};
use super::default_realm;
use super::home_realm::{hints, signals};
use super::origins::{callback_url, origin, web_url};
use crate::code::Code;
use crate::file::TenantFile;
use crate::model::Client;
use crate::report::Report;

pub(super) fn check(
    file: &TenantFile,
    brands: &Brands,
    connections: &Connections,
    loopback: bool,
    report: &mut Report<'_>,
) -> BTreeMap<ClientId, Client> {
    let mut checked = BTreeMap::new();
    for (index, client) in file.clients.iter().enumerate() {
        let field = format!("clients[{index}]");
        let model = Client {
            name: report.name(format_args!("{field}.name"), &client.name),
            login_url: client
                .login_url
                .as_deref()
                .map(|text| login_url(format!("{field}.login_url"), text, loopback, report)),
            callback_urls: urls(
                &field,
                "callback_urls",
                &client.callback_urls,
                loopback,
                report,
            ),
            return_urls: urls(&field, "return_urls", &client.return_urls, loopback, report),
            organization_usage: client.organization_usage,
            require_behavior: client.organization_require_behavior,
            connections: client
                .connections
                .as_deref()
                .map(|names| enabled(&field, names, connections, report)),
            signals: client
                .signals
                .as_deref()
                .map(|list| signals(&format!("{field}.signals"), list, report)),
            conflict: client.conflict,
            default_realm: client
                .default_realm
                .as_ref()
                .and_then(|realm| default_realm::check(&field, realm, file, connections, report)),
            allowed_origins: client
                .allowed_origins
                .iter()
                .enumerate()
                .map(|(index, text)| {
                    let field = format!("{field}.allowed_origins[{index}]");
                    origin(field, text, loopback, report)
                })
                .collect(),
            hints: client
                .hints
                .as_ref()
                .map(|own| hints(&format!("{field}.hints"), own, report)),
            logout: client.logout,
            brand: client
                .brand
                .as_deref()
                .and_then(|key| brands::find(format!("{field}.brand"), key, brands, report)),
        };
        match ClientId::parse(&client.id) {
            Ok(id) if checked.contains_key(&id) => report.add(
                format!("{field}.id"),
                Code::DuplicateClient,
                format!("`{id}` is already the id of another client"),
                "remove one of the two",
            ),
            Ok(id) => {
                checked.insert(id, model);
            }
            Err(error) => report.add(
                format!("{field}.id"),
                Code::InvalidClientId,
                format!("`{}` is not a client id: {error}", client.id),
                "copy the Client ID from the application's settings in Auth0",
            ),
        }
    }
    checked
}

/// Auth0 appends `iss` and more to it, so it may have a query but no fragment (OpenID Connect Core 1.0, section 4).
fn login_url(field: String, text: &str, loopback: bool, report: &mut Report<'_>) -> String {
    let Some(url) = web_url(&field, text, loopback, report) else {
        return String::new();
    };
    if url.fragment().is_some() || url.host_str().is_some_and(|host| host.contains('*')) {
        report.add(
            field,
            Code::UnusableLoginUrl,
            format!("`{text}` has a fragment, or a `*` in its host"),
            "name the one page at which the application starts a login",
        );
    }
    url.into()
}

fn urls(
    field: &str,
    list: &str,
    urls: &[String],
    loopback: bool,
    report: &mut Report<'_>,
) -> Vec<String> {
    urls.iter()
        .enumerate()
        .map(|(index, text)| {
            callback_url(
                &format_args!("{field}.{list}[{index}]"),
                text,
                loopback,
                report,
            )
        })
        .collect()
}

fn enabled(
    field: &str,
    names: &[String],
    connections: &Connections,
    report: &mut Report<'_>,
) -> Vec<ConnectionName> {
    names
        .iter()
        .enumerate()
        .filter_map(|(index, name)| {
            let field = format!("{field}.connections[{index}]");
            connections::find(field, name, connections, report)
        })
        .filter(|connection| connection.available)
        .map(|connection| connection.connection.name.clone())
        .collect()
}
