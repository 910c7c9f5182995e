//! Decides whether a step has to run again: a hash of everything that went into it.

use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

/// A hash over the inputs of a step.
///
/// Contents are hashed, not modification times: a fresh clone or a restored cache has new times
/// and old contents, and the inputs here are a few megabytes at most.
#[derive(Default)]
pub(crate) struct Fingerprint {
    hasher: Sha256,
}

impl Fingerprint {
    /// Starts a fingerprint for a step. Raise `version` in the caller when the step itself changes.
    pub(crate) fn new(step: &str, version: u32) -> Self {
        let mut fingerprint = Self::default();
        fingerprint.add_bytes("step", step.as_bytes());
        fingerprint.add_bytes("version", &version.to_le_bytes());
        fingerprint
    }

    /// Adds a named value; the lengths are hashed too, so that values cannot run into each other.
    pub(crate) fn add_bytes(&mut self, name: &str, value: &[u8]) {
        for part in [name.as_bytes(), value] {
            self.hasher.update(part.len().to_le_bytes());
            self.hasher.update(part);
        }
    }

    /// Adds a file's contents under a name that does not depend on where the checkout is.
    pub(crate) fn add_file(&mut self, name: &str, path: &Path) -> io::Result<()> {
        self.add_bytes(name, &fs::read(path)?);
        Ok(())
    }

    /// Adds every file below a folder, in the order of their names.
    pub(crate) fn add_folder(&mut self, name: &str, folder: &Path) -> io::Result<()> {
        let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let inner = format!("{name}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.add_folder(&inner, &entry.path())?;
            } else {
                self.add_file(&inner, &entry.path())?;
            }
        }
        Ok(())
    }

    /// The hash in lower-case hexadecimal.
    pub(crate) fn finish(self) -> String {
        hex(&self.hasher.finalize())
    }
}

/// Whether the stamp file says that the step ran for exactly these inputs.
pub(crate) fn is_fresh(stamp: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|written| written.trim_end() == fingerprint)
}

/// Records that the step ran for these inputs. Write it last: an interrupted step leaves no stamp.
pub(crate) fn write_stamp(stamp: &Path, fingerprint: &str) -> io::Result<()> {
    fs::write(stamp, format!("{fingerprint}\n"))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_run_into_each_other() {
        let mut left = Fingerprint::new("test", 1);
        left.add_bytes("a", b"bc");
        let mut right = Fingerprint::new("test", 1);
        right.add_bytes("ab", b"c");
        assert_ne!(left.finish(), right.finish());
    }

    #[test]
    fn another_version_of_the_step_is_another_fingerprint() {
        let one = Fingerprint::new("test", 1).finish();
        assert_ne!(one, Fingerprint::new("test", 2).finish());
        assert_eq!(one.len(), 64);
    }
}
