//! `[home_realm]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How visitors find their way.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeRealm {
    /// Where people go whose email domain belongs to no organization.
    #[serde(default)]
    pub fallback: Fallback,
    /// Public mail providers, whose people are consumers.
    #[serde(default)]
    pub consumer_domains: Vec<String>,
    /// Which signals are looked at, the most trusted first; all of them in the default order when left out.
    pub signals: Option<Vec<SignalKind>>,
    /// What happens when signals, or the owners of a domain, disagree; `pick` when left out.
    pub conflict: Option<ConflictPolicy>,
    /// How long a browser remembers where its visitor belongs.
    #[serde(default)]
    pub memory: Memory,
    /// When a login is taken for one that goes in circles.
    #[serde(default, rename = "loop")]
    pub hops: Loop,
    /// Where people may ask for access whose company is not known here.
    pub request_access_url: Option<String>,
    /// Whose hints are ignored.
    #[serde(default)]
    pub hints: Hints,
}

/// Something about a request that says where its visitor belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignalKind {
    /// The host that the request came in on.
    Hostname,
    /// `domain_hint`, or a `login_hint` that is a bare domain.
    DomainHint,
    /// `login_hint`, or what was typed.
    LoginHint,
    /// What this browser chose before.
    Remembered,
    /// The network that the request comes from.
    Network,
    /// The client's `default_realm`.
    ClientDefault,
}

/// What happens when a domain has several owners, or two signals name different organizations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConflictPolicy {
    /// A page says that it cannot be decided.
    Block,
    /// The visitor picks one of them.
    Pick,
    /// The most trusted signal wins, or the first owner in the file.
    First,
}

/// How long a browser remembers where its visitor belongs.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// In days; 0 switches it off.
    pub days: u16,
}

/// When a login is taken for one that goes in circles.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Loop {
    /// How often a browser may be sent to one connection within `seconds`.
    pub hops: u8,
    /// The window in which `hops` counts.
    pub seconds: u32,
}

/// For which domains the hints of a request are ignored. `*` stands for all; respecting one wins over ignoring it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hints {
    /// Domains whose hints are ignored.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Domains whose hints are respected all the same.
    #[serde(default)]
    pub respect: Vec<String>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { days: 30 }
    }
}

impl Default for Loop {
    fn default() -> Self {
        Self {
            hops: 3,
            seconds: 120,
        }
    }
}

/// `"universal-login"`, `"page"` or `{ connection = "NAME" }`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fallback {
    /// To the tenant's Universal Login.
    #[default]
    UniversalLogin,
    /// To a page that says that the company is not known here.
    Page,
    /// To this connection.
    Connection(String),
}
