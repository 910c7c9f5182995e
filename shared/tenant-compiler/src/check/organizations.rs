//! Organizations; their domains are in `domains`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use vestibule_identity::OrganizationId;

use super::brands::{self, Brands};
use super::connections::{self, Connections};
use crate::code::Code;
use crate::file::{self, TenantFile};
use crate::model::{Connection, Organization};
use crate::report::Report;

const MAX_NAME: usize = 50;
/// Octets of an organization's metadata as JSON: a login reads all of it.
const MAX_METADATA: usize = 16_384;

pub(super) fn check(
    file: &TenantFile,
    brands: &Brands,
    connections: &Connections,
    report: &mut Report<'_>,
) -> BTreeMap<OrganizationId, Organization> {
    let mut checked = BTreeMap::new();
    let mut ids = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (index, organization) in file.organizations.iter().enumerate() {
        let field = format!("organizations[{index}]");
        check_name(&field, &organization.name, report);
        if !names.insert(&organization.name) {
            report.add(
                format!("{field}.name"),
                Code::DuplicateOrganization,
                format!(
                    "`{}` is already the name of another organization",
                    organization.name
                ),
                "Auth0 has each name once: rename or remove one of the two",
            );
        }
        let model = Organization {
            name: organization.name.clone(),
            display_name: report.name(
                format_args!("{field}.display_name"),
                &organization.display_name,
            ),
            brand: organization
                .brand
                .as_deref()
                .and_then(|key| brands::find(format!("{field}.brand"), key, brands, report)),
            connections: ways_in(&field, &organization.connections, connections, report),
            metadata: metadata(&field, &organization.metadata, report),
        };
        match OrganizationId::parse(&organization.id) {
            Ok(id) if !ids.insert(id.clone()) => report.add(
                format!("{field}.id"),
                Code::DuplicateOrganization,
                format!("`{id}` is already the id of another organization"),
                "remove one of the two, or merge them",
            ),
            Ok(id) => {
                if organization.enabled {
                    checked.insert(id, model);
                }
            }
            Err(error) => report.add(
                format!("{field}.id"),
                Code::InvalidOrganizationId,
                format!("`{}` is not an organization id: {error}", organization.id),
                "copy the Organization ID from Auth0; it looks like `org_9ybsU1dN2dKfDkBi`",
            ),
        }
    }
    checked
}

/// Auth0's rule for the names of organizations. One that began with `org_` would be taken for an id.
fn check_name(field: &str, name: &str, report: &mut Report<'_>) {
    let valid = (1..=MAX_NAME).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && !name.starts_with("org_")
        && name.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_')
        });
    if !valid {
        report.add(
            format!("{field}.name"),
            Code::InvalidOrganizationName,
            format!("`{name}` is not the name of an organization"),
            format!(
                "write at most {MAX_NAME} lower-case letters, digits, `-` and `_`, beginning with a letter or digit \
                 and not with `org_`; the name for people is `display_name`"
            ),
        );
    }
}

/// What rules may read, as JSON.
fn metadata(field: &str, metadata: &BTreeMap<String, Value>, report: &mut Report<'_>) -> String {
    if metadata.is_empty() {
        return String::new();
    }
    let plain: BTreeMap<_, _> = metadata
        .iter()
        .map(|(key, value)| (key, plain(value)))
        .collect();
    let written = serde_json::to_string(&plain).unwrap_or_default();
    if written.len() > MAX_METADATA {
        report.add(
            format!("{field}.metadata"),
            Code::TooLarge,
            format!("the organization's metadata takes more than {MAX_METADATA} octets as JSON"),
            "keep what is about single people elsewhere: every rule that reads it pays for its size",
        );
    }
    written
}

/// The value with dates as texts, which rules can read with `timestamp()`: JSON has none, and TOML's come as a map of one
/// entry.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(fields) => match fields.get("$__toml_private_datetime") {
            Some(date) => date.clone(),
            None => fields
                .iter()
                .map(|(key, value)| (key.clone(), plain(value)))
                .collect(),
        },
        Value::Array(items) => items.iter().map(plain).collect(),
        other => other.clone(),
    }
}

fn ways_in(
    field: &str,
    ways: &[file::OrganizationConnection],
    connections: &Connections,
    report: &mut Report<'_>,
) -> Vec<Connection> {
    let mut checked: Vec<(Connection, bool)> = Vec::new();
    for (index, way) in ways.iter().enumerate() {
        let field = format!("{field}.connections[{index}]");
        let Some(connection) = connections::find(&field, &way.name, connections, report) else {
            continue;
        };
        if checked
            .iter()
            .any(|(other, _)| other.name == connection.connection.name)
        {
            report.add(
                field,
                Code::DuplicateConnection,
                format!("the organization has `{}` twice", way.name),
                "remove one of the two",
            );
            continue;
        }
        let available = connection.available;
        let mut connection = connection.connection.clone();
        if let Some(name) = &way.display_name {
            connection.display_name = report.name(format_args!("{field}.display_name"), name);
        }
        checked.push((connection, available));
    }
    if !checked.is_empty() && checked.iter().all(|(_, available)| !available) {
        report.add(
            format!("{field}.connections"),
            Code::NoUsableConnection,
            "none of the organization's connections is ready and in use, so nobody is sent to it",
            "set `status = \"ready\"` and `enabled = true` once people may use one of them",
        );
    }
    checked
        .into_iter()
        .filter(|(_, available)| *available)
        .map(|(connection, _)| connection)
        .collect()
}
