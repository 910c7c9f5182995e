//! Percent encoding as forms use it (WHATWG URL, section 5, `application/x-www-form-urlencoded`).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

/// The unreserved characters of RFC 3986, section 2.3 stay as they are.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes a value so that it can stand in a query, whatever it contains.
///
/// The space becomes `%20`, not `+`: servers disagree about `+`, none about `%20`.
#[must_use]
pub fn encode_component(value: &str) -> String {
    let mut encoded = String::new();
    push_component(&mut encoded, value);
    encoded
}

/// Appends what [`encode_component`] makes of a value.
pub(crate) fn push_component(text: &mut String, value: &str) {
    text.extend(utf8_percent_encode(value, RESERVED));
}

/// What RFC 3986 allows nowhere in a URL.
const UNLINKABLE: &AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Encodes what no link may hold, and nothing else.
pub(crate) fn encode_for_link(raw: &str) -> String {
    utf8_percent_encode(raw, UNLINKABLE).collect()
}

/// What no header may hold (RFC 9110, section 5.5) and no browser sends in a URL.
const UNSENDABLE: &AsciiSet = &percent_encoding::CONTROLS.add(b' ');

/// Appends a text, encoding what would end a header line or not survive in it, as every browser would
/// have done, and nothing else.
pub(crate) fn push_for_header(text: &mut String, raw: &str) {
    text.extend(utf8_percent_encode(raw, UNSENDABLE));
}

/// Decodes percent escapes exactly once, and nothing else; what is no escape and no text is treated as
/// in [`decode_component`].
pub(crate) fn decode_escapes(raw: &str) -> Cow<'_, str> {
    percent_decode(raw.as_bytes()).decode_utf8_lossy()
}

/// Decodes `+` and percent escapes exactly once.
///
/// Bytes that are no valid UTF-8 become U+FFFD and escapes that are none stay as they are, as
/// browsers do it: a decoder that fails would turn an odd parameter into a dead end.
pub(crate) fn decode_component(raw: &str) -> Cow<'_, str> {
    if !raw.bytes().any(|byte| byte == b'%' || byte == b'+') {
        return Cow::Borrowed(raw);
    }
    let spaced: Vec<u8> = raw
        .bytes()
        .map(|byte| if byte == b'+' { b' ' } else { byte })
        .collect();
    Cow::Owned(percent_decode(&spaced).decode_utf8_lossy().into_owned())
}
