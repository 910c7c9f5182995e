//! The language that a page is in, and those that it could be in.

use vestibule_tenant::Snapshot;

use crate::language::{Language, Languages, Wishes};

/// The language that somebody's pages are in, and those that they are offered in.
#[derive(Clone, Copy, Debug)]
pub struct Spoken {
    language: &'static Language,
    offered: Languages,
}

impl Spoken {
    /// Finds the language for what is known of a visitor, among those of the tenant; without a snapshot, among all.
    #[must_use]
    pub fn choose(wishes: &Wishes<'_>, snapshot: Option<&Snapshot>) -> Self {
        let offered = offered(snapshot);
        let own = snapshot.map_or("", |snapshot| snapshot.manifest().language());
        Self {
            language: wishes.choose(offered, own),
            offered,
        }
    }

    /// The language with this very tag, if the tenant offers it.
    #[must_use]
    pub fn named(tag: &str, snapshot: Option<&Snapshot>) -> Option<Self> {
        let offered = offered(snapshot);
        let language = offered.iter().find(|language| language.tag == tag)?;
        Some(Self { language, offered })
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> &Language {
        self.language
    }
}

fn offered(snapshot: Option<&Snapshot>) -> Languages {
    snapshot.map_or(Languages::ALL, |snapshot| {
        Languages::of(snapshot.manifest().languages())
    })
}

/// What a [`Frame`](crate::Frame) says its page in.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    pub(crate) language: &'a Language,
    /// What else the page could be in; `None` where nobody is to choose.
    pub(crate) offered: Option<Languages>,
}

impl<'a> From<&'a Language> for Reading<'a> {
    /// In this language, with no other to choose.
    fn from(language: &'a Language) -> Self {
        Self {
            language,
            offered: None,
        }
    }
}

impl<'a> From<&'a Spoken> for Reading<'a> {
    fn from(spoken: &'a Spoken) -> Self {
        Self {
            language: spoken.language,
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
