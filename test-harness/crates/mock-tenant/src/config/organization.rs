//! Organizations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// An organization.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganizationConfig {
    /// The identifier (`org_…`).
    pub id: String,
    /// The name: lower case, used in invitation links.
    pub name: String,
    /// The name for people.
    #[serde(default)]
    pub display_name: Option<String>,
    /// `event.organization.metadata`.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    /// How Universal Login looks.
    #[serde(default)]
    pub branding: BrandingConfig,
    /// Connections enabled for it.
    #[serde(default)]
    pub connections: Vec<OrganizationConnectionConfig>,
    /// Verified domains for organization discovery at the pre-login prompt.
    #[serde(default)]
    pub discovery_domains: Vec<String>,
}

impl OrganizationConfig {
    /// The connection of that name, if it is enabled here.
    #[must_use]
    pub fn connection(&self, name: &str) -> Option<&OrganizationConnectionConfig> {
        self.connections
            .iter()
            .find(|connection| connection.name == name)
    }

    /// The name to show.
    #[must_use]
    pub fn title(&self) -> &str {
        self.display_name.as_deref().unwrap_or(&self.name)
    }
}

/// A connection enabled for an organization.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganizationConnectionConfig {
    /// The connection's name.
    pub name: String,
    /// Whether a login through it makes the user a member.
    #[serde(default)]
    pub assign_membership_on_login: bool,
    /// Whether Universal Login shows its button for this organization.
    #[serde(default = "yes")]
    pub show_as_button: bool,
}

/// The looks of an organization's pages.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrandingConfig {
    /// Address of the logo.
    #[serde(default)]
    pub logo_url: Option<String>,
    /// Colours: `primary`, `page_background`.
    #[serde(default)]
    pub colors: BTreeMap<String, String>,
}

/// How an organization is found at the pre-login prompt (`organization_discovery_methods`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiscoveryMethod {
    /// By the domain of the user's address.
    Email,
    /// By the organization's name.
    OrganizationName,
}

fn yes() -> bool {
    true
}
