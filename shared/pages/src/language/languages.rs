//! Which languages pages are offered in.

use super::{ENGLISH, Language};

/// Which of [all languages](Language::all) a tenant's pages are offered in. Never none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Languages {
    /// A bit for each of all languages, the lowest for the first.
    bits: u32,
}

impl Languages {
    /// All that pages are written in.
    pub const ALL: Self = Self { bits: u32::MAX };

    /// Those with these tags. Where none of them is the tag of a language, it is all: a page in another language is better
    /// than none.
    #[must_use]
    pub fn of(tags: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let bit = |tag: &str| {
            let place = Language::all().iter().position(|it| it.tag == tag)?;
            1_u32.checked_shl(u32::try_from(place).ok()?)
        };
        let bits = tags
            .into_iter()
            .filter_map(|tag| bit(tag.as_ref()))
            .fold(0, |all, bit| all | bit);
        if bits == 0 { Self::ALL } else { Self { bits } }
    }

    /// Whether a language is among them.
    #[must_use]
    pub fn contains(self, language: &Language) -> bool {
        self.iter().any(|it| it.tag == language.tag)
    }

    /// The languages, in the order of all.
    pub fn iter(self) -> impl Iterator<Item = &'static Language> {
        let all = Language::all().iter().copied().zip(0_u32..);
        all.filter(move |(_, place)| {
            self.bits
                .checked_shr(*place)
                .is_some_and(|bits| bits & 1 == 1)
        })
        .map(|(language, _)| language)
    }

    /// Whether there is anything to choose.
    #[must_use]
    pub fn is_choice(self) -> bool {
        self.iter().nth(1).is_some()
    }

    /// The language of a tag, or of what is left of it, if it is among them.
    pub(crate) fn look_up(self, tag: &str) -> Option<&'static Language> {
        Language::look_up(tag).filter(|language| self.contains(language))
    }

    /// What pages are in when nothing else is known: English, or the first of them.
    pub(crate) fn first(self) -> &'static Language {
        self.look_up(ENGLISH.tag)
            .or_else(|| self.iter().next())
            .unwrap_or(&ENGLISH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_is_offered() {
        let tags = |languages: Languages| languages.iter().map(|it| it.tag).collect::<Vec<_>>();
        assert_eq!(tags(Languages::of(["ar", "de"])), ["de", "ar"]);
        assert_eq!(Languages::of(["ar", "de"]).first().tag, "de");
        assert_eq!(Languages::of(["ar", "en"]).first().tag, "en");
        let one = Languages::of(["ja"]);
        assert!(!one.is_choice() && one.look_up("ja-JP").is_some() && one.look_up("en").is_none());
        for all in [
            Languages::of([""; 0]),
            Languages::of(["tlh", "en-GB"]),
            Languages::ALL,
        ] {
            assert_eq!(tags(all).len(), Language::all().len());
            assert!(all.is_choice());
        }
    }
}
