//! What every page has around its content.

use crate::brand::Brand;
use crate::language::{Language, Languages, Wording, fill};
use crate::spoken::Reading;

/// What every page has around its content: whose it is, its language, the code to ask support about.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Whose page it is.
    pub brand: &'a Brand,
    /// The language of the page.
    pub language: &'a Wording<'a>,
    /// The languages that the foot of the page offers, its own among them; `None` where nobody is to choose.
    pub offered: Option<Languages>,
    /// The decision id, shown where something went wrong. Only ASCII letters, digits and hyphens, 64
    /// of them at most; anything else is not shown.
    pub reference: Option<&'a str>,
}

impl<'a> Frame<'a> {
    /// Where the foot of a page leads to whoever chooses another language: `to` is its tag. What page it was says `Referer`,
    /// so that no page has to repeat the query that it came with.
    pub const LANGUAGE: &'static str = "/edge/language";

    /// A frame without a reference. Of a [`Spoken`](crate::Spoken) the page offers the other languages, of a [`Language`] none.
    #[must_use]
    pub fn new(brand: &'a Brand, language: impl Into<Reading<'a>>) -> Self {
        let Reading { language, offered } = language.into();
        Self {
            brand,
            language,
            offered,
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

    /// The same frame without other languages to choose: for pages that nobody stays on, or that no link leads back to.
    #[must_use]
    pub const fn in_one_language(self) -> Self {
        Self {
            offered: None,
            ..self
        }
    }

    /// The languages to choose besides the one that the page is in.
    pub(crate) fn other_languages(&self) -> Vec<&'static Language> {
        let offered = self.offered.map(Languages::iter).into_iter().flatten();
        offered
            .filter(|language| language.tag != self.language.tag)
            .collect()
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
