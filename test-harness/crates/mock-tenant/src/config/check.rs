//! What a configuration must hold beyond its syntax.

use std::collections::BTreeSet;

use url::Url;

use vestibule_actions_runtime::{DeployedAction, Execution, Trigger};

use super::{Config, ConfigError, TokenEndpointAuthMethod};

impl Config {
    /// Checks what no type can say: references, uniqueness, origins.
    ///
    /// # Errors
    /// [`ConfigError::Invalid`] with the field's path.
    pub fn check(&self) -> Result<(), ConfigError> {
        if self.domains.is_empty() {
            return Err(invalid("domains", "a tenant has at least one domain"));
        }
        for (at, domain) in self.domains.iter().enumerate() {
            check_origin(&format!("domains[{at}].origin"), &domain.origin)?;
        }
        check_origin("idp.origin", &self.idp.origin)?;
        unique("domains", self.domains.iter().map(|domain| &domain.origin))?;
        unique(
            "connections",
            self.connections.iter().map(|connection| &connection.name),
        )?;
        unique(
            "organizations",
            self.organizations
                .iter()
                .map(|organization| &organization.id),
        )?;
        unique(
            "organizations",
            self.organizations
                .iter()
                .map(|organization| organization.name.to_lowercase()),
        )?;
        unique(
            "clients",
            self.clients.iter().map(|client| &client.client_id),
        )?;
        unique("apis", self.apis.iter().map(|api| &api.identifier))?;
        self.check_connections()?;
        self.check_organizations()?;
        self.check_clients()?;
        self.check_users()?;
        self.check_actions()
    }

    fn check_connections(&self) -> Result<(), ConfigError> {
        for (at, connection) in self.connections.iter().enumerate() {
            if connection.is_database() && !connection.domain_aliases.is_empty() {
                return Err(invalid(
                    &format!("connections[{at}].domain_aliases"),
                    "only enterprise connections have domains",
                ));
            }
            within(
                &format!("connections[{at}].domain_aliases"),
                connection.domain_aliases.len(),
                MAX_DOMAINS,
            )?;
            let legal = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
            if connection.name.is_empty() || !connection.name.chars().all(legal) {
                // Auth0's own rule for names, and it keeps the provider's paths plain.
                return Err(invalid(
                    &format!("connections[{at}].name"),
                    "letters, digits and hyphens only",
                ));
            }
        }
        match &self.tenant.default_directory {
            Some(name) => match self.connection(name) {
                Some(connection) if connection.is_database() => Ok(()),
                _ => Err(invalid(
                    "tenant.default_directory",
                    "names no database connection",
                )),
            },
            None => Ok(()),
        }
    }

    fn check_organizations(&self) -> Result<(), ConfigError> {
        for (at, organization) in self.organizations.iter().enumerate() {
            if !organization.id.starts_with("org_") {
                return Err(invalid(
                    &format!("organizations[{at}].id"),
                    "starts with `org_`",
                ));
            }
            within(
                &format!("organizations[{at}].connections"),
                organization.connections.len(),
                MAX_ORGANIZATION_CONNECTIONS,
            )?;
            within(
                &format!("organizations[{at}].discovery_domains"),
                organization.discovery_domains.len(),
                MAX_DISCOVERY_DOMAINS,
            )?;
            for connection in &organization.connections {
                self.must_have_connection(
                    &format!("organizations[{at}].connections"),
                    &connection.name,
                )?;
            }
        }
        Ok(())
    }

    fn check_clients(&self) -> Result<(), ConfigError> {
        for (at, client) in self.clients.iter().enumerate() {
            let has_secret = client.client_secret.is_some();
            if client.token_endpoint_auth_method != TokenEndpointAuthMethod::None && !has_secret {
                return Err(invalid(
                    &format!("clients[{at}].client_secret"),
                    "missing, and `token_endpoint_auth_method` asks for it",
                ));
            }
            for connection in &client.connections {
                self.must_have_connection(&format!("clients[{at}].connections"), connection)?;
            }
            for grant in &client.client_grants {
                for organization in &grant.organizations {
                    if self.organization(organization).is_none() {
                        return Err(invalid(
                            &format!("clients[{at}].client_grants"),
                            &format!("no organization `{organization}`"),
                        ));
                    }
                }
                if self.api(&grant.audience).is_none() {
                    return Err(invalid(
                        &format!("clients[{at}].client_grants"),
                        &format!("no API `{}`", grant.audience),
                    ));
                }
            }
        }
        Ok(())
    }

    fn check_users(&self) -> Result<(), ConfigError> {
        for (at, user) in self.users.iter().enumerate() {
            self.must_have_connection(&format!("users[{at}].connection"), &user.connection)?;
            for organization in &user.organizations {
                if self.organization(organization).is_none() {
                    return Err(invalid(
                        &format!("users[{at}].organizations"),
                        &format!("no organization `{organization}`"),
                    ));
                }
            }
        }
        Ok(())
    }

    fn check_actions(&self) -> Result<(), ConfigError> {
        for (at, action) in self.actions.iter().enumerate() {
            let most = match action.trigger {
                Trigger::PasswordResetPostChallenge => MAX_RESET_ACTIONS,
                _ => Execution::MAX_ACTIONS,
            };
            within("actions", self.actions_of(action.trigger).count(), most)?;
            let Some(code) = &action.code else {
                return Err(invalid(
                    &format!("actions[{at}]"),
                    "has no code: give `code`, or `file` in a configuration read from a file",
                ));
            };
            DeployedAction::new(action.name.as_str(), code.as_str(), action.secrets.clone())
                .map_err(|error| invalid(&format!("actions[{at}]"), &error.to_string()))?;
        }
        Ok(())
    }

    fn must_have_connection(&self, field: &str, name: &str) -> Result<(), ConfigError> {
        match self.connection(name) {
            Some(_) => Ok(()),
            None => Err(invalid(field, &format!("no connection `{name}`"))),
        }
    }
}

fn check_origin(field: &str, text: &str) -> Result<(), ConfigError> {
    let is_origin = Url::parse(text)
        .is_ok_and(|url| url.origin().ascii_serialization() == text && url.has_host());
    if is_origin {
        return Ok(());
    }
    Err(invalid(
        field,
        &format!("`{text}` is not an origin such as `https://tenant.test:8443`"),
    ))
}

/// Entity limits are refused here, where the Management API would refuse them.
fn within(field: &str, count: usize, most: usize) -> Result<(), ConfigError> {
    if count <= most {
        return Ok(());
    }
    Err(invalid(
        field,
        &format!("Auth0 takes {most}, these are {count}"),
    ))
}

fn unique<S: AsRef<str>>(field: &str, values: impl Iterator<Item = S>) -> Result<(), ConfigError> {
    let mut seen = BTreeSet::new();
    for value in values {
        let value = value.as_ref().to_owned();
        if seen.contains(&value) {
            return Err(invalid(field, &format!("`{value}` stands there twice")));
        }
        seen.insert(value);
    }
    Ok(())
}

fn invalid(field: &str, problem: &str) -> ConfigError {
    ConfigError::Invalid {
        field: field.to_owned(),
        problem: problem.to_owned(),
    }
}

const MAX_DOMAINS: usize = 1000;
const MAX_ORGANIZATION_CONNECTIONS: usize = 10;
const MAX_DISCOVERY_DOMAINS: usize = 100;
/// Fewer than at other triggers (customize/actions/explore-triggers/password-reset-post-challenge).
const MAX_RESET_ACTIONS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str =
        "domains = [{ origin = \"https://t.test\" }]\nidp = { origin = \"https://i.test\" }\n";

    fn problem(rest: &str) -> String {
        Config::from_toml(&format!("{BASE}{rest}"))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_documented_example_is_right() {
        let text = include_str!("example.toml");
        // The Action's file does not exist here.
        let text = text.replace("file = \"actions/claims.js\"", "code = \"\"");
        let config = Config::from_toml(&text).unwrap();
        assert_eq!(config.actions.len(), 1);
        assert_eq!(config.users[0].connection, config.connections[0].name);
    }

    #[test]
    fn a_file_names_its_actions_beside_itself() {
        let folder = std::env::temp_dir().join(format!("mock-tenant-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("actions")).unwrap();
        std::fs::write(folder.join("actions/claims.js"), "exports.x = 1;").unwrap();
        std::fs::write(folder.join("mock.toml"), include_str!("example.toml")).unwrap();
        let config = Config::load(&folder.join("mock.toml")).unwrap();
        assert_eq!(config.actions[0].code.as_deref(), Some("exports.x = 1;"));
        std::fs::remove_file(folder.join("actions/claims.js")).unwrap();
        let error = Config::load(&folder.join("mock.toml"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("claims.js"), "{error}");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn entity_limits_hold() {
        let domains = vec!["\"a.test\""; 1001].join(",");
        let message = problem(&format!(
            "[[connections]]\nname = \"a\"\ndomain_aliases = [{domains}]"
        ));
        assert_eq!(
            message,
            "connections[0].domain_aliases: Auth0 takes 1000, these are 1001"
        );
        let actions = "[[actions]]\nname = \"a\"\ncode = \"\"\n".repeat(21);
        assert_eq!(problem(&actions), "actions: Auth0 takes 20, these are 21");
        let action =
            |trigger| format!("[[actions]]\nname = \"a\"\ncode = \"\"\ntrigger = \"{trigger}\"\n");
        let resets = action("password-reset-post-challenge").repeat(5);
        assert_eq!(problem(&resets), "actions: Auth0 takes 4, these are 5");
        // Each trigger has a limit of its own.
        let both = [
            action("post-login").repeat(20),
            action("credentials-exchange").repeat(20),
        ];
        assert!(Config::from_toml(&format!("{BASE}{}", both.concat())).is_ok());
    }

    #[test]
    fn a_small_configuration_is_enough() {
        assert!(Config::from_toml(BASE).is_ok());
    }

    #[test]
    fn errors_name_the_field() {
        for (rest, expected) in [
            (
                "[[clients]]\nclient_id = \"a\"\norganisation_usage = \"deny\"",
                "organisation_usage",
            ),
            (
                "[[clients]]\nclient_id = \"a\"\nconnections = [\"x\"]",
                "clients[0].connections: no connection `x`",
            ),
            (
                "[[clients]]\nclient_id = \"a\"\ntoken_endpoint_auth_method = \"client_secret_post\"",
                "clients[0].client_secret",
            ),
            (
                "[[organizations]]\nid = \"x\"\nname = \"x\"",
                "organizations[0].id",
            ),
            (
                "[[organizations]]\nid = \"org_1\"\nname = \"a\"\n\
                 [[organizations]]\nid = \"org_2\"\nname = \"A\"",
                "organizations: `a` stands there twice",
            ),
            ("[[connections]]\nname = \"a/b\"", "connections[0].name"),
            (
                "[[connections]]\nname = \"a\"\n[[connections]]\nname = \"a\"",
                "connections: `a` stands there twice",
            ),
            (
                "[[users]]\nemail = \"a@b.test\"\nconnection = \"x\"",
                "users[0].connection",
            ),
            (
                "[[actions]]\nname = \"a\"\nfile = \"a.js\"",
                "actions[0]: has no code",
            ),
            (
                "[[actions]]\nname = \"a\"\ncode = \"\"\ntrigger = \"post-registration\"",
                "post-registration",
            ),
            (
                "[[connections]]\nname = \"a\"\n[[users]]\nemail = \"a@b.test\"\nconnection = \"a\"\n\
                 enrolled_factors = [\"sms\"]",
                "sms",
            ),
            ("[tenant]\ndisabled_rules = [\"NoSuchRule\"]", "NoSuchRule"),
        ] {
            let message = problem(rest);
            assert!(message.contains(expected), "{rest} gave: {message}");
        }
    }

    #[test]
    fn an_origin_has_no_path() {
        let text = BASE.replace("https://t.test", "https://t.test/");
        assert!(
            Config::from_toml(&text)
                .unwrap_err()
                .to_string()
                .starts_with("domains[0].origin")
        );
    }
}
