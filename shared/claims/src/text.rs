//! base64url as tokens use it (RFC 7515, section 2).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Decodes canonical base64url: no padding, no white space, no other alphabet, and no bits in the last character that
/// stand for nothing. So one sequence of bytes has one text, and a token cannot be spelt in two ways.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Encodes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_spelling_is_read() {
        assert_eq!(decode("_-8"), Some(vec![0xff, 0xef]));
        assert_eq!(decode(""), Some(Vec::new()));
        for text in [
            "_-9",
            "_-8=",
            "_-8==",
            "/+8",
            " _-8",
            "_-8\n",
            "_-8.",
            "_",
            "_-8A_",
            "\u{ff3f}-8",
        ] {
            assert_eq!(decode(text), None, "{text:?}");
        }
        assert_eq!(encode(&[0xff, 0xef]), "_-8");
    }
}
