//! `[tenant]` and `[stages]`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The tenant and the Worker in front of it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    /// What people call the tenant.
    pub name: String,
    /// How the Worker stands towards it.
    #[serde(default)]
    pub mode: Mode,
    /// The origin to which logins are sent: the custom domain, or the canonical one.
    pub origin: String,
    /// The origin that Auth0 gave the tenant, if `origin` is a custom domain.
    pub canonical_origin: Option<String>,
    /// Further custom domains at which people may log in.
    #[serde(default)]
    pub other_origins: Vec<String>,
    /// The origins at which people reach the Worker, the main one first.
    pub edge_origins: Vec<String>,
    /// The brand of pages that belong to no organization.
    pub brand: Option<String>,
    /// The languages that pages are offered in; all that there are, if it is left out.
    pub languages: Option<Vec<Language>>,
    /// The language of pages whose visitor asks for none that is offered. If it is left out: English, or the first of
    /// `languages`.
    pub language: Option<Language>,
    /// Whether Auth0 answers `/oidc/logout` (its "RP-Initiated Logout End Session Endpoint Discovery").
    #[serde(default)]
    pub oidc_logout: bool,
    /// Allows plain http and loopback hosts.
    #[serde(default)]
    pub dangerous_loopback: bool,
}

impl Tenant {
    /// The language of pages whose visitor asks for none that is offered.
    #[must_use]
    pub fn own_language(&self) -> Language {
        let offered = self.languages.as_deref().unwrap_or_default();
        let first = offered
            .iter()
            .find(|it| **it == Language::English)
            .or_else(|| offered.first());
        self.language
            .or_else(|| first.copied())
            .unwrap_or(Language::English)
    }
}

/// How the Worker stands towards the tenant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// On a host of its own.
    #[default]
    FrontDoor,
    /// On the tenant's custom domain.
    CustomDomain,
}

/// A language that pages are written in.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize,
)]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
    /// French.
    #[serde(rename = "fr")]
    French,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
    /// Japanese.
    #[serde(rename = "ja")]
    Japanese,
    /// Arabic.
    #[serde(rename = "ar")]
    Arabic,
}

impl Language {
    /// Its tag (RFC 5646), as the file has it.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Japanese => "ja",
            Self::Arabic => "ar",
        }
    }
}

/// What differs in one stage.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Values that win over those of `[variables]`.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
}
