//! Connections.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A connection: a database of users, or an identity provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionConfig {
    /// The name: what `connection=` carries.
    pub name: String,
    /// The identifier (`con_…`); made from the name when absent.
    #[serde(default)]
    pub id: Option<String>,
    /// What kind it is.
    #[serde(default)]
    pub strategy: Strategy,
    /// The text on its button.
    #[serde(default)]
    pub display_name: Option<String>,
    /// Email domains that Universal Login routes to it: exact and without regard to case, never by
    /// suffix. Databases have none.
    #[serde(default)]
    pub domain_aliases: Vec<String>,
    /// The provider's own domain, which routes as well (`options.tenant_domain`).
    #[serde(default)]
    pub tenant_domain: Option<String>,
    /// Whether Universal Login shows a button; `connection=` works either way.
    #[serde(default)]
    pub show_as_button: bool,
    /// Addresses that the simulated provider knows. Empty: any address signs in.
    #[serde(default)]
    pub known_emails: Vec<String>,
    /// Whether nobody can sign up, for databases.
    #[serde(default)]
    pub disable_signup: bool,
    /// What the simulated provider says about everybody whom it signs in, such as `groups` or `amr`. It
    /// stands beside `email` in `event.user`; a user's own `attributes` overrule it.
    #[serde(default)]
    pub attributes: Map<String, Value>,
    /// `event.connection.metadata`.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

impl ConnectionConfig {
    /// The identifier.
    #[must_use]
    pub fn id(&self) -> String {
        self.id
            .clone()
            .unwrap_or_else(|| format!("con_{}", self.name.replace('-', "")))
    }

    /// Whether users log in with a password kept by the tenant.
    #[must_use]
    pub fn is_database(&self) -> bool {
        self.strategy == Strategy::Auth0
    }

    /// Whether the email domain leads here: exact membership, letter case aside.
    #[must_use]
    pub fn routes(&self, domain: &str) -> bool {
        !self.is_database()
            && self
                .domain_aliases
                .iter()
                .chain(&self.tenant_domain)
                .any(|alias| alias.eq_ignore_ascii_case(domain))
    }
}

/// The kind of a connection (`strategy`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// A database of the tenant's own.
    Auth0,
    /// OpenID Connect.
    #[default]
    Oidc,
    /// SAML.
    Samlp,
    /// Microsoft Entra ID.
    Waad,
    /// Google Workspace.
    GoogleApps,
    /// Okta Workforce.
    Okta,
    /// Active Directory over LDAP.
    Ad,
    /// ADFS.
    Adfs,
}

impl Strategy {
    /// As in `event.connection.strategy` and as the prefix of user identifiers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auth0 => "auth0",
            Self::Oidc => "oidc",
            Self::Samlp => "samlp",
            Self::Waad => "waad",
            Self::GoogleApps => "google-apps",
            Self::Okta => "okta",
            Self::Ad => "ad",
            Self::Adfs => "adfs",
        }
    }
}
