//! Several texts in a row.

use crate::read::Reader;

/// Texts of a record, in the order in which they stand in the tenant file.
#[derive(Clone, Debug, Default)]
pub struct Texts<'a> {
    reader: Reader<'a>,
    left: u16,
}

impl<'a> Texts<'a> {
    /// The reader stands at the first of `count` texts, which the caller has read once already.
    pub(crate) const fn new(reader: Reader<'a>, count: u16) -> Self {
        Self {
            reader,
            left: count,
        }
    }
}

impl<'a> Iterator for Texts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.left = self.left.checked_sub(1)?;
        // Read once before, so it succeeds.
        self.reader.text().ok()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left.into(), Some(self.left.into()))
    }
}

impl ExactSizeIterator for Texts<'_> {}
