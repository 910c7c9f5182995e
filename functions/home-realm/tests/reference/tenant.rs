//! A tenant file, read with structures of our own: as much of `docs/tenant-file.md` as decides.

use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Tenant {
    #[serde(rename = "tenant")]
    pub(crate) whole: Whole,
    #[serde(default)]
    pub(crate) connections: Vec<Connection>,
    #[serde(default)]
    pub(crate) organizations: Vec<Organization>,
    pub(crate) clients: Vec<Client>,
    pub(crate) home_realm: HomeRealm,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Whole {
    pub(crate) origin: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Connection {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) domain_aliases: Vec<String>,
    #[serde(default = "yes")]
    pub(crate) enabled: bool,
    #[serde(default = "ready")]
    pub(crate) status: String,
    pub(crate) login_hint: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Organization {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) domains: Vec<OwnDomain>,
    #[serde(default)]
    pub(crate) connections: Vec<String>,
    #[serde(default)]
    pub(crate) addresses: Vec<OwnAddress>,
    #[serde(default)]
    pub(crate) hosts: Vec<String>,
    #[serde(default)]
    pub(crate) networks: Vec<OwnNetwork>,
    #[serde(default = "yes")]
    pub(crate) enabled: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OwnDomain {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) verified: bool,
    #[serde(default)]
    pub(crate) subdomains: bool,
    #[serde(default)]
    pub(crate) connections: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OwnAddress {
    pub(crate) address: String,
    pub(crate) connection: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OwnNetwork {
    pub(crate) cidr: Option<String>,
    pub(crate) asn: Option<u32>,
    pub(crate) country: Option<String>,
    pub(crate) connection: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Client {
    pub(crate) id: String,
    pub(crate) login_url: Option<String>,
    #[serde(default = "deny")]
    pub(crate) organization_usage: String,
    pub(crate) organization_require_behavior: Option<String>,
    pub(crate) connections: Option<Vec<String>>,
    pub(crate) signals: Option<Vec<String>>,
    pub(crate) conflict: Option<String>,
    pub(crate) hints: Option<Hints>,
    pub(crate) default_realm: Option<DefaultRealm>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct DefaultRealm {
    pub(crate) organization: Option<String>,
    pub(crate) connection: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Hints {
    #[serde(default)]
    pub(crate) ignore: Vec<String>,
    #[serde(default)]
    pub(crate) respect: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct HomeRealm {
    pub(crate) fallback: Fallback,
    pub(crate) signals: Option<Vec<String>>,
    pub(crate) conflict: Option<String>,
    #[serde(default)]
    pub(crate) hints: Hints,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Fallback {
    Word(String),
    Connection { connection: String },
}

fn yes() -> bool {
    true
}

fn ready() -> String {
    "ready".to_owned()
}

fn deny() -> String {
    "deny".to_owned()
}
