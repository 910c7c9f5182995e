//! Connections and references to them.

use std::collections::BTreeMap;

use vestibule_identity::{ConnectionName, Domain};

use super::report::Report;
use crate::file;
use crate::model::Connection;

/// What is known about each connection, by name.
pub(super) type Connections = BTreeMap<ConnectionName, CheckedConnection>;

pub(super) struct CheckedConnection {
    pub(super) connection: Connection,
    /// The domains that are for this connection, each with its place in the file.
    pub(super) aliases: Vec<(usize, Domain)>,
    /// Its place in the file.
    pub(super) index: usize,
}

pub(super) fn check(connections: &[file::Connection], report: &mut Report) -> Connections {
    let mut checked = Connections::new();
    for (index, connection) in connections.iter().enumerate() {
        let field = format!("connections[{index}]");
        let display_name = report.name(
            format_args!("{field}.display_name"),
            &connection.display_name,
        );
        let strategy = strategy(&field, &connection.strategy, report);
        let aliases = aliases(&field, &connection.domain_aliases, report);
        let Some(name) = report.connection_name(format_args!("{field}.name"), &connection.name)
        else {
            continue;
        };
        if let Some(other) = checked.get(&name) {
            report.error(
                format!("{field}.name"),
                "duplicate-connection",
                format!(
                    "`{name}` is already the name of connections[{}]",
                    other.index
                ),
                "remove one of the two",
            );
            continue;
        }
        let connection = Connection {
            name: name.clone(),
            strategy,
            display_name,
        };
        checked.insert(
            name,
            CheckedConnection {
                connection,
                aliases,
                index,
            },
        );
    }
    checked
}

/// The connection that a field names.
pub(super) fn find<'a>(
    field: impl Into<String>,
    name: &str,
    connections: &'a Connections,
    report: &mut Report,
) -> Option<&'a Connection> {
    let field = field.into();
    let name = report.connection_name(&field, name)?;
    let connection = connections.get(&name);
    if connection.is_none() {
        report.error(
            field,
            "unknown-connection",
            format!("there is no connection `{name}`"),
            format!(
                "add it under [[connections]] with `name = \"{name}\"`, or name one that exists"
            ),
        );
    }
    connection.map(|checked| &checked.connection)
}

fn strategy(field: &str, strategy: &str, report: &mut Report) -> String {
    let known_form = !strategy.is_empty()
        && strategy.len() <= 64
        && strategy
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !known_form {
        report.error(
            format!("{field}.strategy"),
            "invalid-strategy",
            format!("`{strategy}` is not a strategy"),
            "write it as Auth0 does, as in `oidc`, `samlp`, `waad`, `google-apps`, or `auth0` for a database",
        );
    }
    strategy.to_owned()
}

fn aliases(field: &str, aliases: &[String], report: &mut Report) -> Vec<(usize, Domain)> {
    let mut domains: Vec<(usize, Domain)> = Vec::new();
    for (index, alias) in aliases.iter().enumerate() {
        if let Some(domain) = report.domain(format_args!("{field}.domain_aliases[{index}]"), alias)
        {
            domains.push((index, domain));
        }
    }
    domains
}
