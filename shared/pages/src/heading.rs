//! Headings whose short parts stay together.

use std::fmt;

/// Letters that a part of a word has at least to stand on a line of its own.
const LONG_ENOUGH: usize = 4;
/// U+2060 WORD JOINER: no line ends here (Unicode Standard Annex 14, class WJ).
const JOINER: char = '\u{2060}';

/// A heading in which no line ends between a hyphen and a part of less than four letters. Where lines are balanced, browsers
/// make two of “Your sign-in lost its way” by ending the first behind “sign-”; no property of CSS keeps them from it.
pub(crate) fn whole(text: &(impl AsRef<str> + ?Sized)) -> Whole<'_> {
    Whole(text.as_ref())
}

/// See [`whole`].
pub(crate) struct Whole<'a>(&'a str);

impl fmt::Display for Whole<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = self.0.split_inclusive('-').peekable();
        while let Some(part) = parts.next() {
            formatter.write_str(part)?;
            let before = letters(part.strip_suffix('-').unwrap_or(part).chars().rev());
            if let Some(next) = parts.peek() {
                let after = letters(next.chars());
                if before.min(after) > 0 && before.min(after) < LONG_ENOUGH {
                    write!(formatter, "{JOINER}")?;
                }
            }
        }
        Ok(())
    }
}

fn letters(text: impl Iterator<Item = char>) -> usize {
    text.take_while(|character| character.is_alphanumeric())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_parts_are_joined() {
        for (text, expected) in [
            (
                "Your sign-in lost its way",
                "Your sign-\u{2060}in lost its way",
            ),
            ("E-Mail-Adresse", "E-\u{2060}Mail-Adresse"),
            ("Sign-in is e-mail", "Sign-\u{2060}in is e-\u{2060}mail"),
            ("Your sign-out", "Your sign-\u{2060}out"),
            ("well-known names", "well-known names"),
            ("so - or -", "so - or -"),
            ("-a-", "-a-"),
            ("ログイン", "ログイン"),
            ("", ""),
        ] {
            assert_eq!(whole(text).to_string(), expected);
        }
    }
}
