//! What rules read that the edge would have to fetch, as a file says it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use vestibule_claims_enrichment::{DirectoryPart, Held, Item, Items};

/// `directory` and `sources` of a file. What does not stand there cannot be had, as in an outage.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fetched {
    #[serde(default)]
    pub(super) directory: BTreeMap<String, Value>,
    #[serde(default)]
    pub(super) sources: BTreeMap<String, Value>,
}

impl Fetched {
    /// The first name that means nothing: the directory has fixed parts, and an answer is an object.
    pub(super) fn mistake(&self) -> Option<String> {
        let is_part = |name: &str| DirectoryPart::ALL.iter().any(|part| part.name() == name);
        let unknown = self.directory.keys().find(|name| !is_part(name));
        if let Some(name) = unknown {
            return Some(format!(
                "directory.{name}: there are user, status and organization"
            ));
        }
        let mut all = self.directory.iter().chain(&self.sources);
        let (name, _) = all.find(|(_, value)| !value.is_object())?;
        Some(format!("{name}: this is not an object"))
    }
}

impl Items for Fetched {
    fn held(&self, item: &Item, _: u32) -> Held<'_> {
        let found = match item {
            Item::Directory(key) => self.directory.get(key.part().name()),
            Item::Source(call) => self.sources.get(&call.name),
        };
        found.map_or(Held::Unavailable, |value| Held::Known { value, age: 0 })
    }
}
