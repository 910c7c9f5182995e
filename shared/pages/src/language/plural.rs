//! How languages bend a word beside a number.

use super::fill;

/// The plural categories of the Unicode CLDR for whole numbers.
///
/// Their names are grammar and not arithmetic: French says *one* of 0 and 1, Arabic *few* of 3 to 10 and of 103 to 110.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PluralCategory {
    /// Of nothing, in Arabic.
    Zero,
    /// Of one thing, and of what else is spoken of like it.
    One,
    /// Of a pair, in Arabic.
    Two,
    /// Of a few, in Arabic.
    Few,
    /// Of eleven to ninety-nine in Arabic, of whole millions in French and Spanish.
    Many,
    /// Of all others; every language has it.
    Other,
}

impl PluralCategory {
    /// Its name in the CLDR, as `Intl.PluralRules` gives it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

/// Which numbers a language bends its words for: the cardinal rules of the CLDR, for whole numbers that are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plurals {
    /// One is one, everything else is other: English, German.
    One,
    /// Nothing and one are one; whole millions are many (*un million de secondes*): French.
    NoneOrOne,
    /// One is one; whole millions are many (*un millón de segundos*): Spanish.
    OneOrMillions,
    /// Nothing, one, a pair, a few, many and the others: Arabic.
    All,
    /// Words do not change: Japanese.
    Never,
}

impl Plurals {
    /// The category of a number.
    #[must_use]
    pub const fn of(self, number: u64) -> PluralCategory {
        let is_of_millions = number != 0 && number.is_multiple_of(1_000_000);
        match (self, number) {
            (Self::One | Self::OneOrMillions, 1) | (Self::NoneOrOne, 0 | 1) => PluralCategory::One,
            (Self::NoneOrOne | Self::OneOrMillions, _) if is_of_millions => PluralCategory::Many,
            (Self::All, _) => arabic(number),
            _ => PluralCategory::Other,
        }
    }

    /// The categories that a language has besides [`PluralCategory::Other`].
    #[must_use]
    pub const fn categories(self) -> &'static [PluralCategory] {
        use PluralCategory::{Few, Many, One, Two, Zero};

        match self {
            Self::One => &[One],
            Self::NoneOrOne | Self::OneOrMillions => &[One, Many],
            Self::All => &[Zero, One, Two, Few, Many],
            Self::Never => &[],
        }
    }
}

const fn arabic(number: u64) -> PluralCategory {
    match (number, number % 100) {
        (0, _) => PluralCategory::Zero,
        (1, _) => PluralCategory::One,
        (2, _) => PluralCategory::Two,
        (_, 3..=10) => PluralCategory::Few,
        (_, 11..=99) => PluralCategory::Many,
        _ => PluralCategory::Other,
    }
}

/// A text with a number in it, once for each category that a language has; the rest is empty.
///
/// `zero`, `one` and `two` may say the number with a word instead of its placeholder: *ثانيتين*, two seconds.
#[derive(Clone, Copy, Debug)]
pub struct CountedText<'t> {
    /// For [`PluralCategory::Zero`].
    pub zero: &'t str,
    /// For [`PluralCategory::One`].
    pub one: &'t str,
    /// For [`PluralCategory::Two`].
    pub two: &'t str,
    /// For [`PluralCategory::Few`].
    pub few: &'t str,
    /// For [`PluralCategory::Many`].
    pub many: &'t str,
    /// For [`PluralCategory::Other`], and wherever another is empty.
    pub other: &'t str,
}

impl<'t> CountedText<'t> {
    /// No text at all; languages name what they have.
    pub const NONE: Self = Self {
        zero: "",
        one: "",
        two: "",
        few: "",
        many: "",
        other: "",
    };

    /// The text for a category.
    pub(crate) const fn of(&self, category: PluralCategory) -> &'t str {
        let text = match category {
            PluralCategory::Zero => self.zero,
            PluralCategory::One => self.one,
            PluralCategory::Two => self.two,
            PluralCategory::Few => self.few,
            PluralCategory::Many => self.many,
            PluralCategory::Other => self.other,
        };
        if text.is_empty() { self.other } else { text }
    }

    /// The text for a number, with values put in.
    pub(crate) fn fill(&self, plurals: Plurals, number: u64, values: &[(&str, &str)]) -> String {
        fill(self.of(plurals.of(number)), values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_back_to_what_every_language_has() {
        let text = CountedText {
            one: "one hour",
            other: "{count} hours",
            ..CountedText::NONE
        };
        let of = |plurals: Plurals, number: u64| {
            text.fill(plurals, number, &[("count", &number.to_string())])
        };
        assert_eq!(of(Plurals::One, 1), "one hour");
        assert_eq!(of(Plurals::One, 0), "0 hours");
        assert_eq!(of(Plurals::NoneOrOne, 0), "one hour");
        assert_eq!(of(Plurals::All, 7), "7 hours");
        assert_eq!(of(Plurals::Never, 1), "1 hours");
    }

    #[test]
    fn has_the_categories_that_it_lists() {
        for plurals in [
            Plurals::One,
            Plurals::NoneOrOne,
            Plurals::OneOrMillions,
            Plurals::All,
            Plurals::Never,
        ] {
            let found = |wanted| {
                (0..=200)
                    .chain([1_000_000])
                    .any(|number| plurals.of(number) == wanted)
            };
            assert!(plurals.categories().iter().all(|category| found(*category)));
            let listed = |number| {
                let category = plurals.of(number);
                category == PluralCategory::Other || plurals.categories().contains(&category)
            };
            assert!(
                (0..=200).chain([1_000_000, u64::MAX]).all(listed),
                "{plurals:?}"
            );
        }
    }
}
