//! What may be shown on a terminal.

/// The text with control characters replaced: requests, and tenant files that were filled from
/// somewhere else, may hold escape sequences that steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|it| if it.is_control() { '\u{fffd}' } else { it })
        .collect()
}
