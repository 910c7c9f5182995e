//! The small signs of other organizations on a page of ours.

use std::fmt::Write as _;

use crate::brand::Accent;
use crate::palette::{DARK, LIGHT, Palette};

/// The colors of the signs on one page, each once.
///
/// Colors of their own need a style sheet of their own: `style` attributes would need
/// `'unsafe-hashes'` in the policy, and colors in SVG attributes know nothing of dark pages.
#[derive(Debug, Default)]
pub(crate) struct Marks(Vec<Accent>);

impl Marks {
    /// The number of an accent's class, `mark-0` and so on.
    pub(crate) fn class(&mut self, accent: Accent) -> usize {
        let known = self.0.iter().position(|known| *known == accent);
        known.unwrap_or_else(|| {
            self.0.push(accent);
            self.0.len() - 1
        })
    }

    /// The style sheet of the classes; empty without any.
    pub(crate) fn style(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let mut light = String::new();
        let mut dark = String::new();
        for (number, accent) in self.0.iter().enumerate() {
            for (rules, color, scheme) in [
                (&mut light, accent.light, LIGHT),
                (&mut dark, accent.dark, DARK),
            ] {
                let roles = Palette::derive(color, scheme).mark_declarations();
                // Writing to a string cannot fail.
                let _ = write!(rules, ".mark-{number}{{{roles}}}");
            }
        }
        format!("{light}@media (prefers-color-scheme:dark){{{dark}}}")
    }
}

/// The letters of a sign: those given, three at most, or the initials of the first two words of a
/// name; of the first alone in scripts without capitals, where initials say nothing, and Arabic ones
/// would join into a syllable.
pub(crate) fn letters(monogram: Option<&str>, name: &str) -> String {
    let given = monogram
        .map(|letters| letters.chars().take(3).collect::<String>())
        .filter(|letters| !letters.trim().is_empty());
    given.unwrap_or_else(|| {
        name.split_whitespace()
            .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()))
            .take(2)
            .enumerate()
            .take_while(|(place, letter)| {
                *place == 0 || letter.is_lowercase() || letter.is_uppercase()
            })
            .map(|(_, letter)| letter)
            .flat_map(char::to_uppercase)
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;

    #[test]
    fn takes_given_letters_before_initials() {
        for (monogram, name, expected) in [
            (Some("GX"), "Globex Corporation", "GX"),
            (Some("Globex"), "Globex Corporation", "Glo"),
            (Some("  "), "Globex Corporation", "GC"),
            (None, "Globex Corporation", "GC"),
            (None, "globex", "G"),
            (None, "(new) Globex & Sons Ltd", "NG"),
            (None, "& Sons", "S"),
            (None, "株式会社グローベックス", "株"),
            (None, "élan straße", "ÉS"),
            (None, "شركة النور", "ش"),
            (None, "", ""),
            (None, "***", ""),
        ] {
            assert_eq!(letters(monogram, name), expected, "{monogram:?} {name}");
        }
    }

    #[test]
    fn gives_each_color_one_class() {
        let mut marks = Marks::default();
        assert_eq!(marks.style(), "");
        let [red, blue] = [Color::new(0xc0, 0, 0), Color::new(0, 0, 0xc0)].map(Accent::everywhere);
        assert_eq!(
            [red, blue, red].map(|accent| marks.class(accent)),
            [0, 1, 0]
        );
        let style = marks.style();
        let (light, dark) = style.split_once("@media").unwrap();
        assert_eq!(light.matches(".mark-").count(), 2);
        assert_eq!(dark.matches(".mark-").count(), 2);
        assert!(light.starts_with(".mark-0{--fill:#c00000;--on-fill:#ffffff;--edge:#"));
    }
}
