//! Where a text of JSON stops being plain.

/// Every octet one.
const ONES: u64 = u64::from_ne_bytes([1; 8]);
/// The highest bit of every octet.
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// The place of the first octet at or behind `at` that cannot stand in a text of JSON as it is: a quotation mark, a backslash
/// or a control character. The end if there is none.
///
/// Texts are most of an event, so eight octets are looked at in one go.
pub(crate) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let found = special(u64::from_le_bytes(*chunk));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let is_special = |octet: &u8| matches!(octet, b'"' | b'\\' | ..=0x1f);
    at + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// The highest bit of each octet that is special, exact up to the lowest of them: a borrow only reaches octets above one.
const fn special(octets: u64) -> u64 {
    let quote = octets ^ (ONES * b'"' as u64);
    let backslash = octets ^ (ONES * b'\\' as u64);
    let zeros = (quote.wrapping_sub(ONES) & !quote) | (backslash.wrapping_sub(ONES) & !backslash);
    let controls = octets.wrapping_sub(ONES * 0x20) & !octets;
    (zeros | controls) & HIGHS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::plain_end;

    proptest! {
        #[test]
        fn eight_at_a_time_find_what_one_at_a_time_find(
            bytes in proptest::collection::vec(
                prop_oneof![
                    4 => any::<u8>(),
                    8 => b'a'..=b'z',
                    1 => prop_oneof![Just(b'"'), Just(b'\\'), Just(0x1f), Just(0x20), Just(b'#'), Just(b'!'), Just(0xa2)],
                ],
                0..40,
            ),
            at in 0..44_usize,
        ) {
            let plain = |octet: &u8| *octet >= 0x20 && *octet != b'"' && *octet != b'\\';
            let rest = bytes.get(at..).unwrap_or_default();
            let expected = at + rest.iter().take_while(|octet| plain(octet)).count();
            prop_assert_eq!(plain_end(&bytes, at), expected);
        }
    }
}
