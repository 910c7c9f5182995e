//! Which keys a namespace has.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Error};
use serde::Deserialize;

use super::part::Part;

/// The keys of a namespace that stay there.
#[derive(Debug, Default)]
pub(super) struct Keys(BTreeSet<String>);

/// A key, as `wrangler kv key list` prints it.
#[derive(Deserialize)]
struct Listed {
    name: String,
    /// When it goes away by itself. Nothing that we write does.
    expiration: Option<serde_json::Value>,
}

/// Reads what `wrangler kv key list` printed. A key that expires is left out, as if it was gone
/// already: written again, it stays.
pub(super) fn read(list: &[u8]) -> Result<Keys, serde_json::Error> {
    let listed: Vec<Listed> = serde_json::from_slice(list)?;
    let staying = listed.into_iter().filter(|key| key.expiration.is_none());
    Ok(Keys(staying.map(|key| key.name).collect()))
}

/// Reads a file that holds such a list.
pub(super) fn read_file(file: &Path) -> Result<Keys, Error> {
    let what_to_do = || {
        format!(
            "{} cannot be read: name a file with what `wrangler kv key list` printed",
            file.display()
        )
    };
    let bytes = fs::read(file).with_context(what_to_do)?;
    read(&bytes).with_context(what_to_do)
}

impl Keys {
    pub(super) fn contains(&self, key: &str) -> bool {
        self.0.contains(key)
    }

    /// The parts that have to be written.
    pub(super) fn missing<'p>(&self, parts: &'p [Part]) -> Vec<&'p Part> {
        parts
            .iter()
            .filter(|part| !self.contains(&part.key))
            .collect()
    }

    /// The keys that begin with a text.
    pub(super) fn beginning_with<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        let all = self.0.iter().map(String::as_str);
        all.filter(move |key| key.starts_with(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_expires_is_as_good_as_gone() {
        let list = br#"[{"name":"current"},{"name":"shard/a","expiration":1900000000},{"name":"shard/b","metadata":{}}]"#;
        let keys = read(list).unwrap();
        assert!(keys.contains("current") && keys.contains("shard/b"));
        assert!(!keys.contains("shard/a"));
        assert!(read(b"Value not found").is_err());
    }
}
