//! Reads from `wrangler.toml` what has to be the same locally and on the edge.

use std::fs;
use std::io;
use std::path::PathBuf;

use crate::workspace::Workspace;

/// The settings that decide how the runtime behaves.
///
/// They are read from the file that is deployed, so that there is one truth about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WranglerSettings {
    /// `compatibility_date`, as `YYYY-MM-DD`.
    pub compatibility_date: String,
    /// `compatibility_flags`; empty when the file has none.
    pub compatibility_flags: Vec<String>,
}

impl WranglerSettings {
    /// Reads the `wrangler.toml` at the root.
    ///
    /// # Errors
    /// When the file cannot be read, is not TOML, or lacks `compatibility_date`.
    pub fn read(workspace: &Workspace) -> Result<Self, WranglerSettingsError> {
        let path = workspace.root().join("wrangler.toml");
        let text = fs::read_to_string(&path)
            .map_err(|source| WranglerSettingsError::Read { path, source })?;
        Self::parse(&text)
    }

    /// Reads the text of a `wrangler.toml`.
    ///
    /// # Errors
    /// When the text is not TOML, or lacks `compatibility_date`.
    pub fn parse(text: &str) -> Result<Self, WranglerSettingsError> {
        let table: toml::Table = text.parse().map_err(WranglerSettingsError::Toml)?;
        let compatibility_date = table
            .get("compatibility_date")
            .and_then(toml::Value::as_str)
            .ok_or(WranglerSettingsError::NoDate)?
            .to_owned();
        let compatibility_flags = match table.get("compatibility_flags") {
            None => Vec::new(),
            Some(flags) => flags
                .as_array()
                .and_then(|flags| {
                    flags
                        .iter()
                        .map(|flag| flag.as_str().map(ToOwned::to_owned))
                        .collect()
                })
                .ok_or(WranglerSettingsError::Flags)?,
        };
        Ok(Self {
            compatibility_date,
            compatibility_flags,
        })
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WranglerSettingsError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The file is not TOML.
    #[error("wrangler.toml: {0}")]
    Toml(#[source] toml::de::Error),
    /// There is no date.
    #[error("wrangler.toml has no `compatibility_date = \"YYYY-MM-DD\"`")]
    NoDate,
    /// The flags are not a list of strings.
    #[error("wrangler.toml: `compatibility_flags` must be a list of strings")]
    Flags,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_and_flags_are_read_from_the_top_level() {
        let settings = WranglerSettings::parse(
            "compatibility_date = \"2026-11-01\"\ncompatibility_flags = [\"a\", \"b\"]\n[vars]\nX = \"1\"",
        )
        .unwrap();
        assert_eq!(settings.compatibility_date, "2026-11-01");
        assert_eq!(settings.compatibility_flags, ["a", "b"]);
    }

    #[test]
    fn a_date_inside_a_table_does_not_count() {
        let error =
            WranglerSettings::parse("[vars]\ncompatibility_date = \"2026-11-01\"").unwrap_err();
        assert!(matches!(error, WranglerSettingsError::NoDate), "{error}");
    }

    #[test]
    fn flags_must_be_strings() {
        let error = WranglerSettings::parse(
            "compatibility_date = \"2026-11-01\"\ncompatibility_flags = [1]",
        )
        .unwrap_err();
        assert!(matches!(error, WranglerSettingsError::Flags), "{error}");
    }
}
