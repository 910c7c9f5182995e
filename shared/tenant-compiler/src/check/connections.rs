//! Connections and references to them.

use std::collections::BTreeMap;

use vestibule_identity::{ConnectionName, Domain};

use crate::code::Code;
use crate::file;
use crate::model::Connection;
use crate::report::Report;

/// An address has at most 64 and 253 octets, so the parameter stays short.
const MAX_LOGIN_HINT: usize = 255;

/// What is known about each connection, by name.
pub(super) type Connections = BTreeMap<ConnectionName, CheckedConnection>;

pub(super) struct CheckedConnection {
    pub(super) connection: Connection,
    /// The domains that are for this connection, each with its place in the file.
    pub(super) aliases: Vec<(usize, Domain)>,
    /// Its place in the file.
    pub(super) index: usize,
    /// Whether people may be sent to it: it is in use and ready.
    pub(super) available: bool,
}

pub(super) fn check(connections: &[file::Connection], report: &mut Report<'_>) -> Connections {
    let mut checked = Connections::new();
    for (index, listed) in connections.iter().enumerate() {
        let field = format!("connections[{index}]");
        let connection = listed;
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
            report.add(
                format!("{field}.name"),
                Code::DuplicateConnection,
                format!(
                    "`{name}` is already the name of {}",
                    report.refer(&format!("connections[{}]", other.index))
                ),
                "remove one of the two",
            );
            continue;
        }
        let connection = Connection {
            name: name.clone(),
            strategy,
            display_name,
            login_hint: connection
                .login_hint
                .as_deref()
                .and_then(|template| login_hint(&field, template, report)),
        };
        checked.insert(
            name,
            CheckedConnection {
                connection,
                aliases,
                index,
                available: listed.enabled && listed.status == file::ConnectionStatus::Ready,
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
    report: &mut Report<'_>,
) -> Option<&'a CheckedConnection> {
    let field = field.into();
    let name = report.connection_name(&field, name)?;
    let connection = connections.get(&name);
    if connection.is_none() {
        report.add(
            field,
            Code::UnknownConnection,
            format!("there is no connection `{name}`"),
            format!(
                "add it under [[connections]] with `name = \"{name}\"`, or name one that exists"
            ),
        );
    }
    connection
}

/// The template of a login hint; `None` if it is what happens without one.
fn login_hint(field: &str, template: &str, report: &mut Report<'_>) -> Option<String> {
    let mut literal = template.to_owned();
    for placeholder in ["{email}", "{local}", "{domain}"] {
        literal = literal.replace(placeholder, "");
    }
    let usable = literal.len() < template.len()
        && template.len() <= MAX_LOGIN_HINT
        && !literal.contains(['{', '}'])
        && !literal.chars().any(char::is_control);
    if !usable {
        report.add(
            format!("{field}.login_hint"),
            Code::InvalidLoginHint,
            format!("`{template}` is not the template of a login hint"),
            format!(
                "write what the identity provider wants, with `{{email}}`, `{{local}}` or `{{domain}}` in it, as in \
                 `{{local}}@corp.globex.example`; at most {MAX_LOGIN_HINT} octets"
            ),
        );
    }
    Some(template.to_owned()).filter(|_| usable && template != "{email}")
}

fn strategy(field: &str, strategy: &str, report: &mut Report<'_>) -> String {
    let known_form = !strategy.is_empty()
        && strategy.len() <= 64
        && strategy
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !known_form {
        report.add(
            format!("{field}.strategy"),
            Code::InvalidStrategy,
            format!("`{strategy}` is not a strategy"),
            "write it as Auth0 does, as in `oidc`, `samlp`, `waad`, `google-apps`, or `auth0` for a database",
        );
    }
    strategy.to_owned()
}

fn aliases(field: &str, aliases: &[String], report: &mut Report<'_>) -> Vec<(usize, Domain)> {
    let mut domains: Vec<(usize, Domain)> = Vec::new();
    for (index, alias) in aliases.iter().enumerate() {
        if let Some(domain) = report.domain(format_args!("{field}.domain_aliases[{index}]"), alias)
        {
            domains.push((index, domain));
        }
    }
    domains
}
