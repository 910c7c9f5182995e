//! The language that a page is in, as the tenant words it, and those that it could be in.

use vestibule_tenant::{Brand, Manifest, OwnTexts};

use crate::language::{Language, Languages, Wishes, Wording};

/// The language that somebody's pages are in, in the words of whose pages they are, and those that they are offered in.
#[derive(Clone, Debug)]
pub struct Spoken<'a> {
    language: &'static Language,
    /// Where anything is worded otherwise; most tenants leave all as it is, and pay nothing for it.
    own: Option<Box<Wording<'a>>>,
    offered: Languages,
}

impl<'a> Spoken<'a> {
    /// Finds the language for what is known of a visitor, among those of the tenant; without a manifest, among all. `brand` is
    /// the organization's, whose words are stronger than the tenant's; the tenant's own brand where there is none.
    #[must_use]
    pub fn choose(
        wishes: &Wishes<'_>,
        manifest: Option<&'a Manifest>,
        brand: Option<Brand<'a>>,
    ) -> Self {
        let offered = offered(manifest);
        let own = manifest.map_or("", Manifest::language);
        Self::worded(wishes.choose(offered, own), manifest, brand)
    }

    /// The language with this very tag, if the tenant offers it; `brand` as above.
    #[must_use]
    pub fn named(
        tag: &str,
        manifest: Option<&'a Manifest>,
        brand: Option<Brand<'a>>,
    ) -> Option<Self> {
        let language = offered(manifest).iter().find(|it| it.tag == tag)?;
        Some(Self::worded(language, manifest, brand))
    }

    fn worded(
        language: &'static Language,
        manifest: Option<&'a Manifest>,
        brand: Option<Brand<'a>>,
    ) -> Self {
        let mut spoken = Self {
            language,
            own: None,
            offered: offered(manifest),
        };
        let brand = brand.or_else(|| manifest.map(Manifest::brand));
        spoken.reword(manifest.map(Manifest::texts));
        spoken.reword(brand.map(|brand| brand.texts()));
        spoken
    }

    fn reword(&mut self, texts: Option<OwnTexts<'a>>) {
        let texts = texts.into_iter().flatten();
        for text in texts.filter(|text| text.language == self.language.tag) {
            self.own
                .get_or_insert_with(|| Box::new(*self.language))
                .reword(text.name, text.text);
        }
    }

    /// The language, in those words.
    #[must_use]
    pub fn language(&self) -> &Wording<'a> {
        self.own.as_deref().unwrap_or(self.language)
    }
}

fn offered(manifest: Option<&Manifest>) -> Languages {
    manifest.map_or(Languages::ALL, |manifest| {
        Languages::of(manifest.languages())
    })
}

/// What a [`Frame`](crate::Frame) says its page in.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    pub(crate) language: &'a Wording<'a>,
    /// What else the page could be in; `None` where nobody is to choose.
    pub(crate) offered: Option<Languages>,
}

impl<'a> From<&'a Wording<'_>> for Reading<'a> {
    /// In this language, with no other to choose.
    fn from(language: &'a Wording<'_>) -> Self {
        Self {
            language,
            offered: None,
        }
    }
}

impl<'a> From<&'a Spoken<'_>> for Reading<'a> {
    fn from(spoken: &'a Spoken<'_>) -> Self {
        Self {
            language: spoken.language(),
            offered: Some(spoken.offered),
        }
    }
}

impl Reading<'_> {
    /// The same language, with others to choose.
    #[must_use]
    pub const fn among(self, offered: Languages) -> Self {
        Self {
            offered: Some(offered),
            ..self
        }
    }
}
