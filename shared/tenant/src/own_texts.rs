//! Texts of pages that a tenant words itself.

use crate::read::Reader;

/// A text of a page in the tenant's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnText<'a> {
    /// The tag of the language that it is in.
    pub language: &'a str,
    /// Which text it stands for: fields of the catalogue of pages, with dots between.
    pub name: &'a str,
    /// The text; braces name what is put in.
    pub text: &'a str,
}

/// Texts in the tenant's own words, in the order of the tenant file. They are not looked at before a page needs them: what cannot be
/// read ends them.
#[derive(Clone, Debug, Default)]
pub struct OwnTexts<'a> {
    reader: Reader<'a>,
}

impl<'a> OwnTexts<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self {
            reader: Reader::new(bytes),
        }
    }
}

impl<'a> Iterator for OwnTexts<'a> {
    type Item = OwnText<'a>;

    fn next(&mut self) -> Option<OwnText<'a>> {
        Some(OwnText {
            language: self.reader.text().ok()?,
            name: self.reader.text().ok()?,
            text: self.reader.text().ok()?,
        })
    }
}
