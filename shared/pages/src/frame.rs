//! What every page has around its content.

use crate::brand::Brand;
use crate::language::{Language, fill};

/// What every page has around its content: whose it is, its language, the code to ask support about.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Whose page it is.
    pub brand: &'a Brand,
    /// The language of the page.
    pub language: &'a Language,
    /// The decision id, shown where something went wrong. Only ASCII letters, digits and hyphens, 64
    /// of them at most; anything else is not shown.
    pub reference: Option<&'a str>,
}

impl<'a> Frame<'a> {
    /// A frame without a reference.
    #[must_use]
    pub const fn new(brand: &'a Brand, language: &'a Language) -> Self {
        Self {
            brand,
            language,
            reference: None,
        }
    }

    /// The same frame with a decision id.
    #[must_use]
    pub const fn with_reference(self, reference: &'a str) -> Self {
        Self {
            reference: Some(reference),
            ..self
        }
    }

    /// The window title of a page.
    pub(crate) fn window(&self, page: &str) -> String {
        fill(
            self.language.layout.window,
            &[("page", page), ("product", self.brand.product())],
        )
    }

    /// The reference, if it is of the form promised.
    pub(crate) fn checked_reference(&self) -> Option<&'a str> {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        self.reference
            .filter(|code| (1..=64).contains(&code.len()) && code.bytes().all(known))
    }
}
