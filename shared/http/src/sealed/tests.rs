use proptest::prelude::*;

use super::*;

fn key(seed: u8) -> String {
    let bytes: Vec<u8> = (0..32)
        .map(|place: u8| place.wrapping_mul(7) ^ seed)
        .collect();
    URL_SAFE_NO_PAD.encode(bytes)
}

fn keys(current: u8, previous: Option<u8>) -> Keys {
    Keys::parse(&key(current), previous.map(key).as_deref()).unwrap()
}

const NONCE: Nonce = [9; 24];

/// libsodium's `crypto_aead_xchacha20poly1305_ietf_encrypt` made this value, from the layout in the module's comment.
#[test]
fn the_format_is_the_published_one() {
    let keys = keys(0, None);
    let sealed = seal(&keys, "test", NONCE, b"globex", b"login.acme.example");
    assert_eq!(sealed, VECTOR);
    let opened = open(&keys, "test", VECTOR, b"login.acme.example");
    assert_eq!(opened.as_deref(), Ok(&b"globex"[..]));
}

#[test]
fn rotation_opens_the_old_and_seals_with_the_new() {
    let (old, both, new) = (keys(1, None), keys(2, Some(1)), keys(2, None));
    let sealed_before = seal(&old, "p", NONCE, b"x", b"");
    let sealed_after = seal(&both, "p", NONCE, b"x", b"");
    assert_eq!(sealed_after, seal(&new, "p", NONCE, b"x", b""));
    for (keys, sealed, result) in [
        (&both, &sealed_before, Ok(b"x".to_vec())),
        (&both, &sealed_after, Ok(b"x".to_vec())),
        (&new, &sealed_after, Ok(b"x".to_vec())),
        (&new, &sealed_before, Err(OpenError::OtherKey)),
        (&old, &sealed_after, Err(OpenError::OtherKey)),
    ] {
        assert_eq!(open(keys, "p", sealed, b""), result);
    }
}

/// One pair of keys in 65,536 shares its id: it must work all the same.
#[test]
fn keys_that_share_an_id_are_both_tried() {
    let mut both = keys(2, Some(1));
    let id = both.current.id;
    let mut old = keys(1, None);
    old.current.id = id;
    both.previous.as_mut().unwrap().id = id;
    let sealed = seal(&old, "p", NONCE, b"x", b"");
    assert_eq!(open(&both, "p", &sealed, b""), Ok(b"x".to_vec()));
    assert_eq!(open(&both, "q", &sealed, b""), Err(OpenError::Unauthentic));
}

#[test]
fn what_is_no_sealed_value_is_refused_with_the_reason() {
    let keys = keys(1, None);
    let [first, second] = keys.current.id;
    let sealed = seal(&keys, "p", NONCE, b"", b"");
    let wrap = |head: &[u8], length: usize| {
        let mut bytes = head.to_vec();
        bytes.resize(length, 0);
        URL_SAFE_NO_PAD.encode(bytes)
    };
    for (text, error) in [
        (String::new(), OpenError::Malformed),
        ("=".to_owned(), OpenError::Malformed),
        (format!("{sealed}="), OpenError::Malformed),
        (format!("\"{sealed}\""), OpenError::Malformed),
        (wrap(&[1, first, second], 2), OpenError::Malformed),
        (wrap(&[1, first, second], 26), OpenError::Malformed),
        (wrap(&[1, first, second], 42), OpenError::Malformed),
        (wrap(&[1, first, second], 43), OpenError::Unauthentic),
        (wrap(&[1, first, !second], 43), OpenError::OtherKey),
        (wrap(&[0, first, second], 43), OpenError::OtherVersion),
        (wrap(&[2, first, second], 3), OpenError::OtherVersion),
    ] {
        assert_eq!(open(&keys, "p", &text, b""), Err(error), "{text:?}");
    }
}

#[test]
fn purpose_and_context_do_not_run_together() {
    let keys = keys(1, None);
    let sealed = seal(&keys, "ab", NONCE, b"x", b"c");
    for (purpose, context) in [
        ("a", "bc"),
        ("abc", ""),
        ("ab", ""),
        ("", "abc"),
        ("ab", "c\0"),
    ] {
        assert_eq!(
            open(&keys, purpose, &sealed, context.as_bytes()),
            Err(OpenError::Unauthentic),
            "{purpose} {context}"
        );
    }
}

proptest! {
    #[test]
    fn what_was_sealed_opens(
        plaintext: Vec<u8>, context: Vec<u8>, nonce: Nonce, current: u8, previous: Option<u8>,
    ) {
        let keys = keys(current, previous);
        let sealed = seal(&keys, "p", nonce, &plaintext, &context);
        prop_assert!(sealed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        prop_assert!(sealed.len() <= 4 * (43 + plaintext.len()).div_ceil(3));
        prop_assert_eq!(open(&keys, "p", &sealed, &context), Ok(plaintext));
    }

    #[test]
    fn any_flipped_bit_is_noticed(plaintext: Vec<u8>, nonce: Nonce, place: prop::sample::Index) {
        let keys = keys(1, Some(2));
        let sealed = seal(&keys, "p", nonce, &plaintext, b"c");
        let mut bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
        let bit = place.index(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(open(&keys, "p", &URL_SAFE_NO_PAD.encode(bytes), b"c").is_err());
    }

    /// There is one text for a value: bits that base64 leaves over are no way to make another.
    #[test]
    fn any_other_character_is_noticed(
        plaintext: Vec<u8>, place: prop::sample::Index, other in "[A-Za-z0-9_-]",
    ) {
        let keys = keys(1, None);
        let sealed = seal(&keys, "p", NONCE, &plaintext, b"c");
        let at = place.index(sealed.len());
        let mut changed = sealed.clone();
        changed.replace_range(at..=at, &other);
        prop_assert_eq!(open(&keys, "p", &changed, b"c").is_ok(), changed == sealed);
        changed.truncate(at);
        prop_assert!(open(&keys, "p", &changed, b"c").is_err());
    }

    #[test]
    fn another_purpose_context_or_key_is_noticed(
        plaintext: Vec<u8>, context: Vec<u8>, other: Vec<u8>, seed: u8,
    ) {
        let keys = keys(1, None);
        let sealed = seal(&keys, "p", NONCE, &plaintext, &context);
        prop_assert!(open(&keys, "q", &sealed, &context).is_err());
        prop_assert_eq!(open(&keys, "p", &sealed, &other).is_ok(), context == other);
        let stranger = self::keys(seed, None);
        prop_assert_eq!(open(&stranger, "p", &sealed, &context).is_ok(), seed == 1);
    }

    #[test]
    fn nothing_makes_it_panic(text: String, bytes: Vec<u8>) {
        let keys = keys(1, Some(2));
        prop_assert!(open(&keys, "p", &text, b"").is_err());
        let [first, second] = keys.current.id;
        for head in [&[][..], &[VERSION, first, second]] {
            let text = URL_SAFE_NO_PAD.encode([head, &bytes].concat());
            prop_assert!(open(&keys, "p", &text, b"").is_err());
        }
    }
}

const VECTOR: &str = "ARGGCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJj4iPBVwb48dJMlDQOJ10axy1YVmG_w";
