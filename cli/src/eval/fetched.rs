//! What rules read that the edge would have to fetch, as a file says it.

use std::collections::BTreeMap;

use anyhow::{Error, anyhow, bail};
use serde::Deserialize;
use serde_json::Value;
use vestibule_claims_enrichment::{DirectoryPart, Held, Item, Items, JsonObject};

/// `directory` and `sources` as they stand in a file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(default)]
    pub(super) directory: BTreeMap<String, Value>,
    #[serde(default)]
    pub(super) sources: BTreeMap<String, Value>,
}

/// What can be had. What did not stand in the file cannot be, as in an outage.
#[derive(Debug, Default)]
pub(super) struct Fetched {
    directory: BTreeMap<String, JsonObject>,
    sources: BTreeMap<String, JsonObject>,
}

impl TryFrom<Written> for Fetched {
    type Error = Error;

    /// Refuses the first name that means nothing: the directory has fixed parts, and an answer is an object.
    fn try_from(written: Written) -> Result<Self, Error> {
        let is_part = |name: &str| DirectoryPart::ALL.iter().any(|part| part.name() == name);
        if let Some(name) = written.directory.keys().find(|name| !is_part(name)) {
            bail!("directory.{name}: there are user, status and organization");
        }
        Ok(Self {
            directory: objects(written.directory)?,
            sources: objects(written.sources)?,
        })
    }
}

fn objects(written: BTreeMap<String, Value>) -> Result<BTreeMap<String, JsonObject>, Error> {
    let object = |(name, value): (String, Value)| match JsonObject::parse(&value.to_string()) {
        Some(object) => Ok((name, object)),
        None => Err(anyhow!("{name}: this is not an object that rules can read")),
    };
    written.into_iter().map(object).collect()
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
