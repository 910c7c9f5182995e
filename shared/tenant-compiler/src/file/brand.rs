//! `[brands]`.

use schemars::JsonSchema;
use serde::Deserialize;

/// How pages look.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// The name that pages show.
    pub name: String,
    /// The colour of buttons and links.
    pub accent: Option<Accent>,
}

/// An accent colour, each written as `#rrggbb`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accent {
    /// On a light background.
    pub light: String,
    /// On a dark background.
    pub dark: String,
}
