//! What holds for every text, however hostile.

use proptest::prelude::*;
use vestibule_identity::{ClientId, ConnectionName, Domain, EmailAddress, OrganizationId};

/// Texts that come close to being valid: labels, dots, at-signs and the characters that are treated specially.
fn nearly_valid() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z0-9-]{1,12}",
        "[üßéжש漢ａ-ｚ]{1,4}",
        Just("xn--".to_owned()),
        Just("@".to_owned()),
        Just("＠".to_owned()),
        Just(".".to_owned()),
        Just("．".to_owned()),
        "[\u{200b}\u{200c}\u{200d}\u{ad}\u{feff}\u{202e}\\[\\]\"\\\\ \t\r\n\0;_+]",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        nearly_valid(),
        "[a-z]{1,8}@[a-züß]{1,8}\\.[a-z]{2,4}"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4096) })]

    #[test]
    fn parsing_never_panics_and_what_is_shown_parses_to_the_same(text in any_text()) {
        if let Ok(value) = EmailAddress::parse(&text) {
            prop_assert_eq!(&EmailAddress::parse(&value.to_string()), &Ok(value.clone()));
            prop_assert_eq!(value.as_str(), text.trim_matches(' '));
            let after = value.as_str().strip_prefix(value.local_part()).unwrap();
            let mut after = after.chars();
            prop_assert!(matches!(after.next(), Some('@' | '＠' | '﹫')));
            prop_assert_eq!(&Domain::parse(after.as_str()), &Ok(value.domain().clone()));
        }
        if let Ok(value) = Domain::parse(&text) {
            prop_assert_eq!(&Domain::parse(value.as_str()), &Ok(value.clone()));
        }
        if let Ok(value) = OrganizationId::parse(&text) {
            prop_assert_eq!(value.as_str(), &text);
        }
        if let Ok(value) = ConnectionName::parse(&text) {
            prop_assert_eq!(value.as_str(), &text);
        }
        if let Ok(value) = ClientId::parse(&text) {
            prop_assert_eq!(value.as_str(), &text);
        }
    }

    #[test]
    fn a_domain_is_made_of_dns_labels(text in any_text()) {
        if let Ok(domain) = Domain::parse(&text) {
            let domain = domain.as_str();
            prop_assert!(domain.len() <= 253);
            prop_assert!(domain.contains('.'));
            for label in domain.split('.') {
                prop_assert!((1..=63).contains(&label.len()));
                prop_assert!(label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
                prop_assert!(!label.starts_with('-') && !label.ends_with('-'));
            }
        }
    }

    #[test]
    fn case_and_unicode_form_do_not_matter(name in "[a-zäöüßéжш]{1,12}", top in "[a-z]{2,6}") {
        let plain = format!("{name}.{top}");
        if let Ok(domain) = Domain::parse(&plain) {
            // `ß` has no single upper-case letter; the others do.
            let upper = format!("{}.{}", name.replace('ß', "ẞ").to_uppercase(), top.to_uppercase());
            prop_assert_eq!(Domain::parse(&upper), Ok(domain));
        }
    }
}
