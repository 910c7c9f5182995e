//! Saying how far it is.

use std::io::{self, Write};

/// Says what it is told to whoever listens, and never minds when nobody does: that somebody reads
/// only the first line, as `head` does, is no reason to stop halfway.
pub(super) struct Progress<'a>(pub(super) &'a mut dyn Write);

impl Write for Progress<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = self.0.write_all(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = self.0.flush();
        Ok(())
    }
}
