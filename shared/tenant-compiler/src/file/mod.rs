//! The tenant file as people write it.
//!
//! These types have the shape of the file and nothing more: identifiers are plain strings here, and references may lead
//! nowhere. They are public so that others, such as the mock tenant of the harness, can derive what they need from the
//! same file. The reference for people is `docs/tenant-file.md`.

mod brand;
mod claims;
mod client;
mod connection;
mod effect;
mod home_realm;
mod included;
mod language_texts;
mod organization;
mod profile;
mod read;
mod secrets;
mod source;
mod tenant;
mod texts;
mod variables;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

pub use brand::{Accent, Background, Brand, Font, FontFile, Links, Logo, NamedFont, Radius};
pub use claims::{Claims, ClaimsRule, Failure, Token, TokenBudget, Trigger};
pub use client::{Client, DefaultRealm, Logout, OrganizationRequireBehavior, OrganizationUsage};
pub use connection::{Connection, ConnectionStatus, SecondFactor};
pub use effect::{Deny, Moment, Scopes, SessionLimit, StepUp};
pub use home_realm::{ConflictPolicy, Fallback, Hints, HomeRealm, Loop, Memory, SignalKind};
pub use language_texts::LanguageTexts;
pub use organization::{
    Organization, OrganizationAddress, OrganizationConnection, OrganizationDomain,
    OrganizationNetwork,
};
pub use profile::{
    Bound, FieldOption, FieldType, OnlyIf, Profile, ProfileBudget, ProfileField, ProfileOverride,
};
pub(crate) use read::read;
pub use source::Source;
pub use tenant::{Language, Mode, Stage, Tenant};
pub use texts::{Text, Texts};

/// A whole tenant file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TenantFile {
    /// Further files, as paths or patterns from the folder of this one. They hold organizations, connections, clients and
    /// brands, which are added to those of this file.
    #[serde(default)]
    pub include: Vec<String>,
    /// Values for `${name}` in any other string of the file.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
    /// What differs from stage to stage.
    #[serde(default)]
    pub stages: BTreeMap<String, Stage>,
    /// The tenant itself.
    pub tenant: Tenant,
    /// Brands, by the name under which others refer to them.
    #[serde(default)]
    pub brands: BTreeMap<String, Brand>,
    /// Texts of all pages that are to be worded otherwise, by language and name.
    #[serde(default)]
    pub texts: Texts,
    /// The customers.
    #[serde(default)]
    pub organizations: Vec<Organization>,
    /// The ways to sign in.
    #[serde(default)]
    pub connections: Vec<Connection>,
    /// The applications.
    #[serde(default)]
    pub clients: Vec<Client>,
    /// How visitors find their way.
    #[serde(default)]
    pub home_realm: HomeRealm,
    /// What tokens should say, and who may not log in.
    #[serde(default)]
    pub claims: Claims,
    /// What users are asked for.
    #[serde(default)]
    pub profile: Profile,
}
