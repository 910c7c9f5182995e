//! Digits of other scripts.

/// The value of a decimal digit: ASCII's, the two kinds that Arabic script has, and the wide ones of Japanese keyboards.
pub(super) fn value(character: char) -> Option<u8> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    u8::try_from(u32::from(character) - u32::from(zero)).ok()
}

/// Whether a character turns the direction of writing and is seen as nothing: keyboards and copied texts bring them along with
/// digits.
pub(super) const fn is_mark(character: char) -> bool {
    matches!(
        character,
        // Not U+202E, which has digits read from the wrong end.
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202d}' | '\u{2066}'..='\u{2069}'
    )
}
