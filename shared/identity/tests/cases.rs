//! The first thirteen home realm discovery cases, by number: what is an email address, and which domain is it in.

use vestibule_identity::{Domain, DomainError, EmailAddress, EmailAddressError as Error};

/// Parses, and checks the domain and that what was typed is echoed without the spaces around it.
#[track_caller]
fn accepts(text: &str, domain: &str) {
    let domain = Domain::parse(domain);
    assert!(domain.is_ok(), "{domain:?}");
    let address = EmailAddress::parse(text);
    assert_eq!(
        address
            .as_ref()
            .map(|address| address.domain().clone())
            .ok(),
        domain.ok(),
        "{text:?}"
    );
    assert_eq!(
        address.as_ref().map(EmailAddress::as_str),
        Ok(text.trim_matches(' '))
    );
}

#[track_caller]
fn refuses(text: &str, error: Error) {
    assert_eq!(EmailAddress::parse(text), Err(error), "{text:?}");
}

#[test]
fn case_01_the_domain_matches_in_any_case_and_what_was_typed_is_echoed() {
    accepts("USER@EXAMPLE.COM", "example.com");
    assert_eq!(
        EmailAddress::parse("UsEr@ExAmPlE.CoM").unwrap().to_string(),
        "UsEr@ExAmPlE.CoM"
    );
}

#[test]
fn case_02_spaces_around_are_trimmed_and_spaces_inside_are_refused() {
    accepts("  user@example.com ", "example.com");
    refuses("\u{a0}user@example.com", Error::ForbiddenCharacter);
    refuses(
        "user@example.com\u{a0}",
        Error::Domain(DomainError::Malformed),
    );
    refuses("us er@example.com", Error::ForbiddenCharacter);
    refuses("user @example.com", Error::ForbiddenCharacter);
    refuses("user@ example.com", Error::Domain(DomainError::Malformed));
    refuses("user@neworg org", Error::Domain(DomainError::Malformed));
    refuses("user@example.com\t", Error::Domain(DomainError::Malformed));
    refuses(
        "user@example.com\r\n",
        Error::Domain(DomainError::Malformed),
    );
    refuses("user\u{3000}@example.com", Error::ForbiddenCharacter);
}

#[test]
fn case_03_a_tag_is_kept() {
    accepts("a+tag@example.com", "example.com");
    assert_eq!(
        EmailAddress::parse("a+tag@example.com")
            .unwrap()
            .local_part(),
        "a+tag"
    );
}

#[test]
fn case_04_a_dot_at_the_end_is_refused() {
    refuses("user@x.org.", Error::Domain(DomainError::TrailingDot));
    refuses("user@x.org．", Error::Domain(DomainError::TrailingDot));
}

#[test]
fn case_05_characters_that_host_names_lack_are_refused() {
    refuses("user@x;org", Error::Domain(DomainError::Malformed));
    refuses("user@new_org.org", Error::Domain(DomainError::Malformed));
    refuses("user@x.org,y.org", Error::Domain(DomainError::Malformed));
    refuses("user@x.org>", Error::Domain(DomainError::Malformed));
}

#[test]
fn case_06_two_at_signs_are_refused() {
    refuses("user@2802@x.org", Error::SeveralAtSigns);
    refuses("user@x.org@", Error::SeveralAtSigns);
    refuses("@@", Error::SeveralAtSigns);
    refuses("victim@x.org＠evil.org", Error::SeveralAtSigns);
    refuses("victim＠x.org@evil.org", Error::SeveralAtSigns);
    refuses("victim﹫x.org@evil.org", Error::SeveralAtSigns);
}

#[test]
fn case_07_quoted_local_parts_are_refused() {
    refuses("\"a@b\"@x.org", Error::SeveralAtSigns);
    refuses("\"ab\"@x.org", Error::ForbiddenCharacter);
    refuses("a(comment)@x.org", Error::ForbiddenCharacter);
    refuses("a\\b@x.org", Error::ForbiddenCharacter);
    refuses("Max <max@x.org>", Error::ForbiddenCharacter);
}

#[test]
fn case_08_addresses_that_name_no_public_host_are_refused() {
    refuses("u@[10.0.0.1]", Error::Domain(DomainError::Literal));
    refuses("u@[IPv6:::1]", Error::Domain(DomainError::Literal));
    refuses("u@10.0.0.1", Error::Domain(DomainError::NumericTopLevel));
    refuses("u@example.123", Error::Domain(DomainError::NumericTopLevel));
    refuses("u@localhost", Error::Domain(DomainError::SingleLabel));
    refuses("u@com", Error::Domain(DomainError::SingleLabel));
    refuses("u@", Error::Domain(DomainError::Empty));
    refuses("@x.org", Error::EmptyLocalPart);
    refuses("user", Error::NoAtSign);
    refuses("", Error::Empty);
    refuses("   ", Error::Empty);
}

#[test]
fn case_09_the_longest_of_each_part_passes_and_one_more_does_not() {
    let labels = |last: usize| {
        format!(
            "{}.{}.{}.{}",
            "a".repeat(63),
            "b".repeat(63),
            "c".repeat(63),
            "d".repeat(last)
        )
    };
    let (local, domain) = ("l".repeat(64), labels(61));
    accepts(&format!("{local}@{domain}"), &domain);
    refuses(&format!("{local}l@x.org"), Error::LocalPartTooLong);
    // Octets count, not characters.
    refuses(
        &format!("{}ü@x.org", "l".repeat(63)),
        Error::LocalPartTooLong,
    );
    refuses(
        &format!("u@{}", labels(62)),
        Error::Domain(DomainError::Malformed),
    );
    refuses(
        &format!("u@{}.org", "a".repeat(64)),
        Error::Domain(DomainError::Malformed),
    );
    refuses(
        &format!("u@{}org", "a.".repeat(5120)),
        Error::Domain(DomainError::TooLong),
    );
    refuses(&"a".repeat(10_240), Error::NoAtSign);
}

#[test]
fn case_10_internationalized_domains_compare_by_a_label() {
    accepts("max@müller.de", "xn--mller-kva.de");
    accepts("max@XN--MLLER-KVA.DE", "müller.de");
    accepts("max@straße.de", "xn--strae-oqa.de");
    assert_ne!(
        Domain::parse("straße.de").unwrap(),
        Domain::parse("strasse.de").unwrap()
    );
}

#[test]
fn case_11_a_homograph_is_another_domain() {
    let cyrillic = EmailAddress::parse("user@ex\u{430}mple.com").unwrap();
    assert_ne!(cyrillic.domain(), &Domain::parse("example.com").unwrap());
}

#[test]
fn case_12_letters_outside_ascii_before_the_at_sign_are_kept() {
    accepts("jürgen.müller@example.com", "example.com");
    accepts("用户@example.com", "example.com");
    // A zero width non-joiner belongs to the spelling of this Persian word.
    accepts("می\u{200c}خواهم@example.com", "example.com");
}

#[test]
fn case_13_compatibility_forms_are_mapped_in_the_domain_and_invisible_ones_refused_before_it() {
    accepts("user＠example.com", "example.com");
    accepts("user@ｅｘａｍｐｌｅ．ｃｏｍ", "example.com");
    accepts("user@exam\u{200b}ple.com", "example.com");
    accepts("user@exam\u{feff}ple.com", "example.com");
    refuses(
        "user@exam\u{200d}ple.com",
        Error::Domain(DomainError::Malformed),
    );
    refuses("us\u{200b}er@example.com", Error::ForbiddenCharacter);
    refuses("us\u{202e}er@example.com", Error::ForbiddenCharacter);
    refuses("us\u{7}er@example.com", Error::ForbiddenCharacter);
    refuses("us\u{85}er@example.com", Error::ForbiddenCharacter);
}

#[test]
fn dots_of_the_local_part_stand_between_atoms() {
    accepts("first.last@example.com", "example.com");
    for text in [".a@x.org", "a.@x.org", "a..b@x.org", ".@x.org"] {
        refuses(text, Error::MisplacedDot);
    }
}

#[test]
fn debug_output_leaves_out_who_it_is() {
    let shown = format!("{:?}", EmailAddress::parse("jane.doe@example.com").unwrap());
    assert_eq!(shown, "EmailAddress(…@example.com)");
}
