//! Texts of pages, where somebody words them otherwise.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Language;

/// Texts by language.
pub type Texts = BTreeMap<Language, BTreeMap<String, Text>>;

/// A text, or a group of texts by their names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Text {
    /// A text; braces name what is put in.
    Text(String),
    /// A group, such as those of a page.
    Group(BTreeMap<String, Self>),
}
