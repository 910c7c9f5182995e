//! Names as A-labels: UTS #46, non-transitional, with STD3 rules and DNS lengths verified.
//!
//! Nearly every name that is typed is plain already, and is read here, octet by octet. What has letters
//! beyond ASCII, or claims to stand for some (`xn--`), takes Unicode's tables:
//!
//! - natively those of the `idna` crate;
//! - in WebAssembly those of the host, which has them anyway. Shipped with the Worker they were 54 KB gzip,
//!   a quarter of all that was uploaded. What the host says is checked again here, where the URL
//!   Standard's rules are laxer than STD3's.
//!
//! The two are of different ages, and the host looks at direction and combining marks less closely. A test of the
//! harness asks both about every character: none is written differently, and none that exists is refused by the
//! host alone. What the host alone accepts is in no tenant file, and so nobody's either way.

use std::borrow::Cow;

/// Maps a name to A-labels; `None` when it has none. A dot at the end stays.
pub(crate) fn to_ascii(text: &str) -> Option<Cow<'_, str>> {
    // No rule of UTS #46 makes a letter, digit, hyphen or dot out of another ASCII character.
    if text.bytes().any(|byte| byte.is_ascii() && !is_plain(byte)) {
        return None;
    }
    let ascii = if text.is_ascii() && !has_ace_label(text) {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        }
    } else {
        Cow::Owned(unicode::to_ascii(text)?)
    };
    has_dns_form(&ascii).then_some(ascii)
}

const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')
}

/// Whether a label says that it encodes another (RFC 5890, section 2.3.1).
fn has_ace_label(text: &str) -> bool {
    text.split('.').any(|label| {
        let prefix = label.get(..4);
        prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("xn--"))
    })
}

/// Whether labels and lengths are those of DNS, and the hyphens where host names have them.
fn has_dns_form(ascii: &str) -> bool {
    let name = ascii.strip_suffix('.').unwrap_or(ascii);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| is_plain(byte) && !byte.is_ascii_uppercase())
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

#[cfg(not(target_arch = "wasm32"))]
mod unicode {
    use std::borrow::Cow;

    use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

    pub(super) fn to_ascii(text: &str) -> Option<String> {
        // Hyphens in the third and fourth place are allowed: such names exist (`r3---sn-4g5e6nsz.example`), and a
        // label that begins with `xn--` is decoded and checked in any case.
        let ascii = Uts46::new().to_ascii(
            text.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::VerifyAllowRootDot,
        );
        ascii.ok().map(Cow::into_owned)
    }
}

#[cfg(target_arch = "wasm32")]
pub(crate) mod unicode {
    use std::sync::OnceLock;

    use idna::punycode;

    /// What maps a host by the URL Standard (section 3.5, "domain to ASCII"): the host's own URL parser.
    pub(crate) type HostMapping = fn(&str) -> Option<String>;

    pub(crate) static HOST: OnceLock<HostMapping> = OnceLock::new();

    pub(super) fn to_ascii(text: &str) -> Option<String> {
        let map = HOST.get()?;
        let ascii = map(text)?;
        // The URL Standard leaves hyphens at the ends of a label alone, and an A-label hides them.
        let hides_hyphens = |label: &str| {
            label.strip_prefix("xn--").is_some_and(|encoded| {
                let decoded = punycode::decode(encoded).unwrap_or_default();
                [decoded.first(), decoded.last()].contains(&Some(&'-'))
            })
        };
        (!ascii.split('.').any(hides_hyphens)).then_some(ascii)
    }
}

#[cfg(test)]
mod tests {
    use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
    use proptest::prelude::*;

    use super::{Cow, to_ascii};

    fn by_idna(text: &str) -> Option<String> {
        let ascii = Uts46::new().to_ascii(
            text.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::VerifyAllowRootDot,
        );
        ascii.ok().map(Cow::into_owned)
    }

    #[test]
    fn lengths_and_dots_at_their_limits() {
        let long = |label: usize| format!("{}.{}", "a".repeat(label), "b".repeat(63));
        let whole = [long(63), long(63)].join(".");
        let first = |count: usize| whole.chars().take(count).collect::<String>();
        let texts = [
            String::new(),
            ".".to_owned(),
            "..".to_owned(),
            "a.".to_owned(),
            "a..".to_owned(),
            ".a".to_owned(),
            long(63),
            long(64),
            first(253),
            first(254),
            first(253) + ".",
            first(254) + ".",
            "xn--".to_owned(),
            "xn--a".to_owned(),
            "XN--MLLER-KVA.de".to_owned(),
        ];
        for text in texts {
            assert_eq!(
                to_ascii(&text).map(String::from),
                by_idna(&text),
                "{text:?}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn plain_names_are_read_as_the_library_reads_them(
            text in "(xn--|[ -~]|[a-zA-Z0-9.-]{1,8}){0,9}"
        ) {
            prop_assert_eq!(to_ascii(&text).map(String::from), by_idna(&text));
        }

        #[test]
        fn other_names_too(text in "([a-z0-9.-]|[üßéж漢ａ-ｚ．－]|\u{ad}|\u{200d}|xn--){0,12}") {
            prop_assert_eq!(to_ascii(&text).map(String::from), by_idna(&text));
        }
    }
}
