//! The connections that an organization offers, and those of them that something is for.

use vestibule_identity::{ConnectionName, Domain, OrganizationId};

use super::connections::Connections;
use crate::code::Code;
use crate::file;
use crate::report::Report;

/// What an organization has to offer to its people.
pub(super) struct Offer {
    id: Option<OrganizationId>,
    /// In the order of the file, each with whether people may be sent to it.
    connections: Vec<(ConnectionName, bool)>,
}

/// Those connections of an organization that something is for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ways {
    /// These; all of the organization's if there are none.
    These(Vec<ConnectionName>),
    /// It is for some, none of which is in use and ready.
    None,
}

impl Offer {
    pub(super) fn of(organization: &file::Organization, connections: &Connections) -> Self {
        let id = OrganizationId::parse(&organization.id).ok();
        Self {
            id: id.filter(|_| organization.enabled),
            connections: organization
                .connections
                .iter()
                .filter_map(|way| {
                    // What is unknown was reported with the organization.
                    let name = ConnectionName::parse(&way.name).ok()?;
                    let available = connections.get(&name)?.available;
                    Some((name, available))
                })
                .collect(),
        }
    }

    /// The organization; `None` if it is not in use, or has no valid id.
    pub(super) fn id(&self) -> Option<OrganizationId> {
        self.id.clone()
    }

    /// The connections for something that names none.
    pub(super) fn all(&self) -> Ways {
        let none = !self.connections.is_empty() && self.connections.iter().all(|(_, ready)| !ready);
        if none {
            Ways::None
        } else {
            Ways::These(Vec::new())
        }
    }

    /// The connections that a list names.
    pub(super) fn named(&self, field: &str, names: &[String], report: &mut Report<'_>) -> Ways {
        if names.is_empty() {
            report.add(
                field,
                Code::EmptyList,
                "the list of connections is empty",
                "name at least one, or leave the field out if all of the organization's are meant",
            );
        }
        let mut ready = Vec::new();
        for (index, name) in names.iter().enumerate() {
            if let Some(name) = self.one(&format!("{field}[{index}]"), name, report) {
                ready.push(name);
            }
        }
        if ready.is_empty() {
            Ways::None
        } else {
            Ways::These(ready)
        }
    }

    /// The connection that a field names, or all without one.
    pub(super) fn chosen(
        &self,
        field: &str,
        name: Option<&String>,
        report: &mut Report<'_>,
    ) -> Ways {
        match name {
            None => self.all(),
            Some(name) => self
                .one(field, name, report)
                .map_or(Ways::None, |name| Ways::These(vec![name])),
        }
    }

    /// The connections whose aliases name a domain, in the order of the organization; all if none does.
    pub(super) fn aliased(&self, domain: &Domain, connections: &Connections) -> Ways {
        let aliased: Vec<_> = self
            .connections
            .iter()
            .filter(|(name, _)| {
                connections.get(name).is_some_and(|connection| {
                    connection.aliases.iter().any(|(_, alias)| alias == domain)
                })
            })
            .collect();
        if aliased.is_empty() {
            return self.all();
        }
        let ready: Vec<_> = aliased
            .into_iter()
            .filter(|(_, ready)| *ready)
            .map(|(name, _)| name.clone())
            .collect();
        if ready.is_empty() {
            Ways::None
        } else {
            Ways::These(ready)
        }
    }

    fn one(&self, field: &str, name: &str, report: &mut Report<'_>) -> Option<ConnectionName> {
        let found = self
            .connections
            .iter()
            .find(|(listed, _)| listed.as_str() == name);
        let Some((name, ready)) = found else {
            report.add(
                field,
                Code::ForeignConnection,
                format!("`{name}` is not a connection of the organization"),
                "add it to the `connections` of the organization, or name one of those",
            );
            return None;
        };
        ready.then(|| name.clone())
    }
}
