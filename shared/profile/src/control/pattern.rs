//! What `pattern` can say: a regular expression of JavaScript with the flag `v` that all of a value has to match.

use crate::kind::Text;

/// What is asked of an address beyond `type=url`: that it is one of the web.
pub(super) const URL: &str = "\\s*[Hh][Tt][Tt][Pp][Ss]?://.*";

/// What is asked of a text of one line.
pub(super) fn of_text(text: &Text<'_>) -> Option<String> {
    let source = text.pattern.map(|pattern| pattern.source());
    if text.prohibited.is_empty() {
        return source.map(str::to_owned);
    }
    let mut pattern = String::from("(?!.*[");
    for character in text.prohibited.chars() {
        // With the flag `v`, signs of ASCII may have a meaning in a class; these three have none, and must not be escaped.
        if character.is_ascii_punctuation() && !"\"'_".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push_str("])");
    match source {
        Some(source) => {
            pattern.push_str("(?:");
            pattern.push_str(source);
            pattern.push(')');
        }
        None => pattern.push_str(".*"),
    }
    Some(pattern)
}
