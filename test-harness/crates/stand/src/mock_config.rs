//! The mock tenant's side of a tenant file.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};
use vestibule_mock_tenant::Config;
use vestibule_tenant_compiler::TenantFile;
use vestibule_tenant_compiler::file::{OrganizationRequireBehavior, OrganizationUsage};

use crate::error::StandError;
use crate::parties::{Addresses, origin};

/// The lists in which `mock.toml` may add to an entry of the tenant file, with the field that says
/// which entry it is.
const NAMED: [(&str, &str); 3] = [
    ("clients", "client_id"),
    ("connections", "name"),
    ("organizations", "id"),
];

/// What Auth0 would have to be configured with for this tenant file: its connections, organizations
/// and clients, with just-in-time membership. `mock.toml` beside it adds what Vestibule does not
/// know (users, secrets, APIs, Actions) or overrules an entry's fields. In the secrets of Actions and in `[tenant]` `${name}`
/// stands for one of `variables`: where the Worker is, and what callouts are signed with, is known at the start
/// only.
///
/// # Errors
/// [`StandError::MockFile`] when the two make no configuration.
pub fn mock_config(
    tenant: &TenantFile,
    mock_file: Option<&Path>,
    addresses: &Addresses,
    variables: &BTreeMap<String, String>,
) -> Result<Config, StandError> {
    let mut config = derived(tenant, addresses);
    if let Some(path) = mock_file {
        let bad = |problem: String| StandError::MockFile {
            path: path.to_owned(),
            problem,
        };
        let text = std::fs::read_to_string(path).map_err(|error| bad(error.to_string()))?;
        let mut added: Table = toml::from_str(&text).map_err(|error| bad(error.to_string()))?;
        inline_actions(&mut added, path).map_err(bad)?;
        fill_in(&mut added, variables).map_err(bad)?;
        for (key, value) in added {
            let value = match NAMED.iter().find(|(list, _)| *list == key) {
                Some((_, name)) => overlay(config.remove(&key), value, name),
                None => joined(config.remove(&key), value),
            };
            config.insert(key, value);
        }
    }
    let bad = |problem: String| StandError::MockFile {
        path: mock_file.map_or_else(|| "vestibule.toml".into(), Path::to_owned),
        problem,
    };
    let config: Config = Value::Table(config)
        .try_into()
        .map_err(|error| bad(error.to_string()))?;
    config.check().map_err(|error| bad(error.to_string()))?;
    Ok(config)
}

fn derived(tenant: &TenantFile, addresses: &Addresses) -> Table {
    let mut config = Table::new();
    let name = tenant.tenant.name.to_lowercase();
    let end_session = tenant.tenant.oidc_logout;
    config.insert(
        "tenant".to_owned(),
        table([
            ("name", name.into()),
            ("advertise_end_session_endpoint", end_session.into()),
        ]),
    );
    config.insert("domains".to_owned(), domains(tenant, addresses).into());
    config.insert(
        "idp".to_owned(),
        table([("origin", origin(&addresses.idp).into())]),
    );
    config.insert("connections".to_owned(), connections(tenant).into());
    config.insert("organizations".to_owned(), organizations(tenant).into());
    config.insert("clients".to_owned(), clients(tenant).into());
    config
}

/// The domain that the file calls the tenant's, and the others, which Auth0 treats as custom ones.
fn domains(tenant: &TenantFile, addresses: &Addresses) -> Vec<Value> {
    let others = tenant.tenant.other_origins.iter();
    std::iter::once(origin(&addresses.tenant))
        .chain(others.cloned())
        .map(|origin| table([("origin", origin.into())]))
        .collect()
}

fn connections(tenant: &TenantFile) -> Vec<Value> {
    let connection = |connection: &vestibule_tenant_compiler::file::Connection| {
        table([
            ("name", connection.name.clone().into()),
            ("strategy", connection.strategy.clone().into()),
            ("display_name", connection.display_name.clone().into()),
            ("domain_aliases", connection.domain_aliases.clone().into()),
        ])
    };
    tenant.connections.iter().map(connection).collect()
}

fn organizations(tenant: &TenantFile) -> Vec<Value> {
    let organization = |organization: &vestibule_tenant_compiler::file::Organization| {
        let connections = organization.connections.iter().map(|connection| {
            table([
                ("name", connection.name.clone().into()),
                ("assign_membership_on_login", true.into()),
            ])
        });
        table([
            ("id", organization.id.clone().into()),
            ("name", organization.name.clone().into()),
            ("display_name", organization.display_name.clone().into()),
            ("connections", connections.collect::<Vec<_>>().into()),
        ])
    };
    tenant.organizations.iter().map(organization).collect()
}

fn clients(tenant: &TenantFile) -> Vec<Value> {
    let all: Vec<String> = tenant
        .connections
        .iter()
        .map(|connection| connection.name.clone())
        .collect();
    let client = |client: &vestibule_tenant_compiler::file::Client| {
        let web_origins: Vec<String> = client
            .callback_urls
            .iter()
            .filter_map(|callback| url::Url::parse(callback).ok())
            .map(|callback| origin(&callback))
            .collect();
        let mut entry = table([
            ("client_id", client.id.clone().into()),
            ("name", client.name.clone().into()),
            ("callbacks", client.callback_urls.clone().into()),
            ("allowed_logout_urls", logout_urls(tenant, client).into()),
            ("web_origins", web_origins.into()),
            (
                "connections",
                client
                    .connections
                    .clone()
                    .unwrap_or_else(|| all.clone())
                    .into(),
            ),
            (
                "organization_usage",
                usage(client.organization_usage).into(),
            ),
            (
                "organization_require_behavior",
                require_behavior(client.organization_require_behavior).into(),
            ),
        ]);
        if let (Some(table), Some(url)) = (entry.as_table_mut(), &client.login_url) {
            table.insert("initiate_login_uri".to_owned(), url.clone().into());
        }
        entry
    };
    tenant.clients.iter().map(client).collect()
}

/// The application's own, and the pages of Vestibule's at which people come out (docs/sign-out.md).
fn logout_urls(
    tenant: &TenantFile,
    client: &vestibule_tenant_compiler::file::Client,
) -> Vec<String> {
    let ours = tenant.tenant.edge_origins.iter().flat_map(|edge| {
        let page = format!("{edge}/edge/notice/signed-out");
        let of_client = format!("{page}?client_id={}", client.id);
        [page, of_client]
    });
    client.return_urls.iter().cloned().chain(ours).collect()
}

const fn usage(usage: OrganizationUsage) -> &'static str {
    match usage {
        OrganizationUsage::Deny => "deny",
        OrganizationUsage::Allow => "allow",
        OrganizationUsage::Require => "require",
    }
}

const fn require_behavior(behavior: OrganizationRequireBehavior) -> &'static str {
    match behavior {
        OrganizationRequireBehavior::NoPrompt => "no_prompt",
        OrganizationRequireBehavior::PreLoginPrompt => "pre_login_prompt",
        OrganizationRequireBehavior::PostLoginPrompt => "post_login_prompt",
    }
}

/// Lays the fields of an added table over those that are there; anything else takes the place of what is there.
fn joined(known: Option<Value>, added: Value) -> Value {
    match (known, added) {
        (Some(Value::Table(mut known)), Value::Table(fields)) => {
            known.extend(fields);
            Value::Table(known)
        }
        (_, added) => added,
    }
}

/// Lays the fields of each added entry over the entry of the same name, or adds the entry. What is
/// no list stays as it is, so that the mock's own parser says what is wrong with it.
fn overlay(entries: Option<Value>, added: Value, name: &str) -> Value {
    let (Some(Value::Array(mut entries)), Value::Array(added)) = (entries, added.clone()) else {
        return added;
    };
    for entry in added {
        let same = entries
            .iter_mut()
            .find(|known| known.get(name) == entry.get(name));
        match (same.and_then(Value::as_table_mut), entry) {
            (Some(known), Value::Table(fields)) => known.extend(fields),
            (_, entry) => entries.push(entry),
        }
    }
    Value::Array(entries)
}

/// Reads the files of Actions, which stand beside `mock.toml`: the merged text has no folder.
fn inline_actions(added: &mut Table, path: &Path) -> Result<(), String> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let actions = added.get_mut("actions").and_then(Value::as_array_mut);
    for action in actions
        .into_iter()
        .flatten()
        .filter_map(Value::as_table_mut)
    {
        let Some(file) = action
            .get("file")
            .and_then(Value::as_str)
            .map(|file| folder.join(file))
        else {
            continue;
        };
        let code = std::fs::read_to_string(&file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        action.remove("file");
        action.insert("code".to_owned(), code.into());
    }
    Ok(())
}

/// Fills the variables into the secrets of Actions, whose code has `${…}` of its own, and into what is said of the tenant.
fn fill_in(added: &mut Table, variables: &BTreeMap<String, String>) -> Result<(), String> {
    if let Some(tenant) = added.get_mut("tenant").and_then(Value::as_table_mut) {
        for (name, value) in tenant.iter_mut() {
            fill(value, variables, &format!("`{name}` of the tenant"))?;
        }
    }
    let actions = added.get_mut("actions").and_then(Value::as_array_mut);
    let secrets = actions
        .into_iter()
        .flatten()
        .filter_map(|action| action.get_mut("secrets").and_then(Value::as_table_mut))
        .flat_map(Table::iter_mut);
    for (name, value) in secrets {
        fill(value, variables, &format!("the secret {name} of an Action"))?;
    }
    Ok(())
}

fn fill(value: &mut Value, variables: &BTreeMap<String, String>, what: &str) -> Result<(), String> {
    let Value::String(text) = value else {
        return Ok(());
    };
    for (variable, stands_for) in variables {
        *text = text.replace(&format!("${{{variable}}}"), stands_for);
    }
    if text.contains("${") {
        let known: Vec<&str> = variables.keys().map(String::as_str).collect();
        let known = known.join(", ");
        return Err(format!("{what} has an unknown variable; there are {known}"));
    }
    Ok(())
}

fn table<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Table(
        fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(secret: &str) -> Result<String, String> {
        let text = format!(
            "[[actions]]\nname = \"a\"\ncode = \"`${{x}}`\"\nsecrets = {{ A = \"{secret}\" }}"
        );
        let mut added: Table = toml::from_str(&text).unwrap();
        let variables = [("edge_origin".to_owned(), "https://edge.test".to_owned())].into();
        fill_in(&mut added, &variables)?;
        let action = &added["actions"][0];
        assert_eq!(action["code"].as_str(), Some("`${x}`"));
        Ok(action["secrets"]["A"].as_str().unwrap().to_owned())
    }

    #[test]
    fn what_is_said_of_the_tenant_is_added_and_knows_where_the_worker_is() {
        let mut added: Table =
            toml::from_str("[tenant]\nerror_page_url = \"${edge_origin}/edge/error\"").unwrap();
        let variables = [("edge_origin".to_owned(), "https://edge.test".to_owned())].into();
        fill_in(&mut added, &variables).unwrap();
        let known = table([("name", "acme".into())]);
        let tenant = joined(Some(known), added["tenant"].clone());
        assert_eq!(tenant["name"].as_str(), Some("acme"));
        assert_eq!(
            tenant["error_page_url"].as_str(),
            Some("https://edge.test/edge/error")
        );
    }

    #[test]
    fn secrets_know_where_the_worker_is_and_code_is_left_alone() {
        assert_eq!(filled("${edge_origin}/x").unwrap(), "https://edge.test/x");
        assert_eq!(filled("plain $1").unwrap(), "plain $1");
        let problem = filled("${edge}").unwrap_err();
        assert!(problem.contains("edge_origin"), "{problem}");
    }
}
