//! `[[organizations]]`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A customer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// Its id in Auth0.
    pub id: String,
    /// Its name in Auth0: lower case, no spaces.
    pub name: String,
    /// What people call it.
    pub display_name: String,
    /// Email domains whose people belong to it.
    #[serde(default)]
    pub domains: Vec<OrganizationDomain>,
    /// Its connections, in the order in which people are to see them.
    #[serde(default)]
    pub connections: Vec<OrganizationConnection>,
    /// Its brand; the tenant's when left out.
    pub brand: Option<String>,
    /// Single addresses that lead somewhere, whatever their domain does.
    #[serde(default)]
    pub addresses: Vec<OrganizationAddress>,
    /// Vanity hosts: whoever comes in on one belongs to the organization.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Networks whose people belong to it.
    #[serde(default)]
    pub networks: Vec<OrganizationNetwork>,
    /// What rules may read as `organization.metadata`.
    #[serde(default)]
    pub metadata: BTreeMap<String, serde_json::Value>,
    /// Whether it is in use. One that is not leads nowhere, as if it were not in the file, but is checked all the same.
    #[serde(default = "yes")]
    pub enabled: bool,
}

/// An email domain of an organization.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganizationDomain {
    /// The domain, in any spelling.
    pub name: String,
    /// Whether the organization has proved that it owns the domain. Without that it never routes.
    #[serde(default)]
    pub verified: bool,
    /// Whether it covers the domains under it.
    #[serde(default)]
    pub subdomains: bool,
    /// Says that the domain is one under which anybody can register a name, and belongs to the organization all the same.
    #[serde(default)]
    pub public_suffix: bool,
    /// Those of the organization's connections that are for this domain; all of them when left out.
    pub connections: Option<Vec<String>>,
}

/// A single address of an organization.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganizationAddress {
    /// The address; upper and lower case are the same.
    pub address: String,
    /// The connection of the organization that it is sent to; any of them when left out.
    pub connection: Option<String>,
}

/// A network of an organization: exactly one of `cidr`, `asn` and `country`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [{"required": ["cidr"]}, {"required": ["asn"]}, {"required": ["country"]}]))]
pub struct OrganizationNetwork {
    /// A range of addresses, as in `203.0.113.0/24` or `2001:db8::/32`.
    pub cidr: Option<String>,
    /// The number of an autonomous system.
    pub asn: Option<u32>,
    /// A country, by its two letters (ISO 3166-1 alpha-2).
    pub country: Option<String>,
    /// The connection of the organization that its people are sent to; any of them when left out.
    pub connection: Option<String>,
}

pub(super) const fn yes() -> bool {
    true
}

/// A connection as one organization uses it: `"NAME"`, or a table with `name` and more.
#[derive(Clone, Debug)]
pub struct OrganizationConnection {
    /// The name of the connection.
    pub name: String,
    /// What people of this organization call it, if not as the connection says.
    pub display_name: Option<String>,
    /// Whether Auth0 makes members of those who sign in through it and are none yet; `None`: not said.
    pub assign_membership_on_login: Option<bool>,
}

/// A connection with what is different about it in an organization.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NamedConnection {
    /// The name of the connection.
    name: String,
    /// What people of this organization call it, if not as the connection says.
    display_name: Option<String>,
    /// Auth0's setting of that name: whether those who sign in through it and are no members yet become members.
    assign_membership_on_login: Option<bool>,
}

impl JsonSchema for OrganizationConnection {
    fn schema_name() -> Cow<'static, str> {
        "OrganizationConnection".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A connection as one organization uses it.",
            "anyOf": [String::json_schema(generator), NamedConnection::json_schema(generator)],
        })
    }
}

/// Written by hand: with `#[serde(untagged)]` a mistyped field would be reported as "matches no variant".
impl<'de> Deserialize<'de> for OrganizationConnection {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EitherForm;

        impl<'de> Visitor<'de> for EitherForm {
            type Value = OrganizationConnection;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the name of a connection, or a table with `name` and more")
            }

            fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
                Ok(OrganizationConnection {
                    name: name.to_owned(),
                    display_name: None,
                    assign_membership_on_login: None,
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let NamedConnection {
                    name,
                    display_name,
                    assign_membership_on_login,
                } = NamedConnection::deserialize(MapAccessDeserializer::new(map))?;
                Ok(OrganizationConnection {
                    name,
                    display_name,
                    assign_membership_on_login,
                })
            }
        }

        deserializer.deserialize_any(EitherForm)
    }
}
