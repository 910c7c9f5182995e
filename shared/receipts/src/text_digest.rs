//! What was shown, in a form that can be compared and says nothing by itself.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// SHA-256 of the text that stood beside a control, in base64url: of its label, and of its hint on the next line if there was one, in
/// UTF-8 as the page has them.
#[must_use]
pub fn text_digest(label: &str, hint: Option<&str>) -> String {
    let mut hash = Sha256::new();
    hash.update(label);
    if let Some(hint) = hint {
        hash.update("\n");
        hash.update(hint);
    }
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_digest_of_the_octets() {
        // FIPS 180-2, appendix B.1.
        let abc = "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0";
        assert_eq!(text_digest("abc", None), abc);
        assert_eq!(text_digest("a", Some("b")), text_digest("a\nb", None));
        assert_ne!(text_digest("ab", None), text_digest("a", Some("b")));
    }
}
