//! Scripts in which different letters look the same.

/// The scripts between which letters are mistaken for each other: `а` of `Аnna` may be Cyrillic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
    /// Letters that are there for formulas, and look like Latin and Greek ones.
    Mathematical,
}

impl Script {
    /// The script of a letter; `None` for other scripts, and for what several have in common. Blocks rather than the property
    /// `Script`, whose table would be 10 KB: what differs in them is no letter that names are written with.
    const fn of(letter: char) -> Option<Self> {
        Some(match letter {
            // U+00AA, U+00B5 and U+00BA stand for themselves in any script.
            'A'..='Z'
            | 'a'..='z'
            | '\u{c0}'..='\u{d6}'
            | '\u{d8}'..='\u{f6}'
            | '\u{f8}'..='\u{2af}'
            | '\u{1d00}'..='\u{1d25}'
            | '\u{1d6b}'..='\u{1d77}'
            | '\u{1d79}'..='\u{1d9a}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{2c60}'..='\u{2c7f}'
            | '\u{a722}'..='\u{a787}'
            | '\u{a78b}'..='\u{a7ff}'
            | '\u{ab30}'..='\u{ab64}'
            | '\u{fb00}'..='\u{fb06}'
            | '\u{ff21}'..='\u{ff3a}'
            | '\u{ff41}'..='\u{ff5a}' => Self::Latin,
            '\u{370}'..='\u{373}'
            | '\u{376}'..='\u{37d}'
            | '\u{37f}'
            | '\u{386}'..='\u{3e1}'
            | '\u{3f0}'..='\u{3ff}'
            | '\u{1f00}'..='\u{1fff}' => Self::Greek,
            '\u{400}'..='\u{52f}'
            | '\u{1c80}'..='\u{1c8f}'
            | '\u{1d2b}'
            | '\u{1d78}'
            | '\u{2de0}'..='\u{2dff}'
            | '\u{a640}'..='\u{a69f}' => Self::Cyrillic,
            '\u{531}'..='\u{58a}' | '\u{fb13}'..='\u{fb17}' => Self::Armenian,
            '\u{13a0}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}' => Self::Cherokee,
            '\u{2102}'..='\u{2138}' | '\u{1d400}'..='\u{1d7cb}' => Self::Mathematical,
            _ => return None,
        })
    }
}

/// Whether a word of a text holds letters of two of these scripts. Words of different scripts may stand side by side.
///
/// A word whose letters are all of the other script (Cyrillic `Аса`) is not found: it is a word of that script.
pub(super) fn are_mixed(text: &str) -> bool {
    // Marks above and below letters belong to the word; so do apostrophes, as in `O’Brien`.
    let is_inside = |character: char| {
        character.is_alphanumeric()
            || matches!(
                character,
                '\u{300}'..='\u{36f}' | '\'' | '\u{2019}' | '\u{2bc}' | '_'
            )
    };
    text.split(|character| !is_inside(character)).any(|word| {
        let mut scripts = word.chars().filter_map(Script::of);
        match scripts.next() {
            Some(first) => scripts.any(|script| script != first),
            None => false,
        }
    })
}
