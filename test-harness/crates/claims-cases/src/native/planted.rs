//! Bugs to plant.

use serde::Deserialize;

/// A bug that somebody had.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bug {
    /// Its row in the CVE table, when it has one.
    pub row: Option<u8>,
    /// What goes wrong.
    pub about: String,
    /// The cases that turn red.
    #[serde(default)]
    pub cases: Vec<u16>,
    /// The test of `vestibule-claims` that turns red, when no case does.
    pub test: Option<String>,
    /// How to plant it.
    #[serde(rename = "edit")]
    pub edits: Vec<Edit>,
}

/// A text to replace.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// The file, from the root of the workspace.
    pub file: String,
    /// What stands there, once.
    pub find: String,
    /// What to put in its place.
    pub replace: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    bug: Vec<Bug>,
}

/// The bugs of `data/planted.toml`.
///
/// # Errors
/// When the file cannot be read.
pub fn planted() -> Result<Vec<Bug>, toml::de::Error> {
    let file: File = toml::from_str(include_str!("../../data/planted.toml"))?;
    Ok(file.bug)
}
