//! A text of one line, or of several.

use super::{Answer, Problem, Setting, scripts};
use crate::kind::{Length, Text};

/// Reads a text.
pub(super) fn read(
    text: &Text<'_>,
    sent: &str,
    setting: &Setting<'_>,
) -> Result<Option<Answer>, Problem> {
    // So much is looked at character by character, whatever is sent: four octets for each unit that fits, and spaces around.
    if sent.len() > usize::from(Length::MOST) * 8 {
        let length = sent.encode_utf16().count();
        let most = text.length.max;
        return Err(Problem::TooLong { length, most });
    }
    let cleaned = clean(sent, text.multiline)?;
    let cleaned = if cleaned.is_ascii() {
        cleaned
    } else {
        setting.host.composed(&cleaned)
    };
    let answer = cleaned.trim();
    if answer.is_empty() {
        return Ok(None);
    }
    let length = answer.encode_utf16().count();
    if length > usize::from(text.length.max) {
        let most = text.length.max;
        return Err(Problem::TooLong { length, most });
    }
    if let Some(character) = answer.chars().find(|it| text.prohibited.contains(*it)) {
        return Err(Problem::Prohibited(character));
    }
    if length < usize::from(text.length.min) {
        let least = text.length.min;
        return Err(Problem::TooShort { length, least });
    }
    if text.pattern.is_some_and(|pattern| !pattern.matches(answer)) {
        return Err(Problem::OtherForm);
    }
    if !text.allows_mixed_scripts && scripts::are_mixed(answer) {
        return Err(Problem::MixedScripts);
    }
    Ok(Some(Answer::Text(answer.to_owned())))
}

/// A text with one kind of line end (none, if it is of one line, as a browser's control has it), tabs as spaces, and without the
/// marks that keyboards of right-to-left languages add.
fn clean(sent: &str, multiline: bool) -> Result<String, Problem> {
    let mut cleaned = String::with_capacity(sent.len());
    let mut before = '\0';
    let mut characters = sent.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => continue,
            '\r' | '\n' => {
                if multiline {
                    cleaned.push('\n');
                }
            }
            '\t' => cleaned.push(' '),
            '\u{200e}' | '\u{200f}' | '\u{61c}' => continue,
            // They join, or part, letters of Persian and of Indian scripts, and the parts of emoji; after a Latin letter they do
            // nothing but make two names look like one.
            '\u{200c}' | '\u{200d}' if !before.is_ascii() => cleaned.push(character),
            other if other.is_control() || hides(other) => return Err(Problem::Hidden),
            other => cleaned.push(other),
        }
        before = character;
    }
    Ok(cleaned)
}

/// Whether a character is seen as nothing, turns others around, or stands for none.
pub(super) const fn hides(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{ffff}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    ) || character as u32 & 0xfffe == 0xfffe
}
