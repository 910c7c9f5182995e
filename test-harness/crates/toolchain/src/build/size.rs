//! Sizes as Cloudflare counts them.

use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

/// A file's size, raw and compressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSize {
    /// The file.
    pub path: PathBuf,
    /// Its length in bytes.
    pub raw: u64,
    /// Its length in bytes after gzip at the highest level.
    pub gzip: u64,
}

impl FileSize {
    /// Measures a file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(path: &Path) -> io::Result<Self> {
        let bytes = fs::read(path)?;
        let mut encoder = GzEncoder::new(Counter(0), Compression::best());
        encoder.write_all(&bytes)?;
        Ok(Self {
            path: path.to_path_buf(),
            raw: bytes.len() as u64,
            gzip: encoder.finish()?.0,
        })
    }
}

impl fmt::Display for FileSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        write!(
            f,
            "{} {:.1} KB ({:.1} KB gzip)",
            name.to_string_lossy(),
            kilobytes(self.raw),
            kilobytes(self.gzip),
        )
    }
}

#[expect(clippy::cast_precision_loss, reason = "one decimal of a file's size")]
fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1000.0
}

/// Counts what it is given, so that the compressed bytes need not be kept.
struct Counter(u64);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
