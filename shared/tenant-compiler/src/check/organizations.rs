//! Organizations; their domains are in `domains`.

use std::collections::{BTreeMap, BTreeSet};

use vestibule_identity::OrganizationId;

use super::brands::{self, Brands};
use super::connections::{self, Connections};
use crate::code::Code;
use crate::file::{self, TenantFile};
use crate::model::{Connection, Organization};
use crate::report::Report;

const MAX_NAME: usize = 50;

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
