//! The two forms of an ECDSA signature: the numbers side by side, as tokens have it (RFC 7518, section 3.4; IEEE P1363),
//! and DER (RFC 3279, section 2.2.3), for a host that knows nothing else.

/// DER of a signature whose two numbers stand side by side, `None` when it has an odd number of octets or more than
/// DER's short lengths can say. Whether the numbers are in range is for the verifier to find.
#[must_use]
pub fn to_der(signature: &[u8]) -> Option<Vec<u8>> {
    let (r, s) = signature.split_at_checked(signature.len() / 2)?;
    if r.len() != s.len() {
        return None;
    }
    let body = [integer(r)?, integer(s)?].concat();
    Some([&[SEQUENCE, short(body.len())?][..], &body].concat())
}

/// The numbers of a signature in DER, `octets` each, side by side. `None` when it is not exactly that.
#[must_use]
pub fn from_der(der: &[u8], octets: usize) -> Option<Vec<u8>> {
    let (body, rest) = element(der, SEQUENCE)?;
    let (r, body) = element(body, INTEGER)?;
    let (s, body) = element(body, INTEGER)?;
    if !rest.is_empty() || !body.is_empty() {
        return None;
    }
    Some([padded(r, octets)?, padded(s, octets)?].concat())
}

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;

/// A length that fits into one octet: P-384 takes 102.
fn short(length: usize) -> Option<u8> {
    u8::try_from(length).ok().filter(|length| *length < 0x80)
}

/// A number that is not negative: no zeros in front but the one that keeps its first bit from being a sign.
fn integer(number: &[u8]) -> Option<Vec<u8>> {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    let (_, number) = number.split_at_checked(zeros)?;
    let needs_zero = number.first().is_none_or(|first| first & 0x80 != 0);
    let zero: &[u8] = if needs_zero { &[0] } else { &[] };
    let length = short(zero.len() + number.len())?;
    Some([&[INTEGER, length], zero, number].concat())
}

fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let ([found, length], rest) = bytes.split_first_chunk()?;
    if *found != tag || *length >= 0x80 {
        return None;
    }
    rest.split_at_checked(usize::from(*length))
}

/// A number in the one form that DER has for it: not negative, with no zero in front that its sign does not need.
fn padded(number: &[u8], octets: usize) -> Option<Vec<u8>> {
    let number = match number {
        [0] => &[],
        [0, rest @ ..] if rest.first()? & 0x80 != 0 => rest,
        [first, ..] if *first != 0 && first & 0x80 == 0 => number,
        _ => return None,
    };
    let zeros = octets.checked_sub(number.len())?;
    Some([&vec![0; zeros][..], number].concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_get_the_one_der_form_they_have() {
        assert_eq!(
            to_der(&[0, 0, 0x80, 1]).unwrap(),
            [0x30, 8, 2, 1, 0, 2, 3, 0, 0x80, 1]
        );
        assert_eq!(to_der(&[0x7f, 0]).unwrap(), [0x30, 6, 2, 1, 0x7f, 2, 1, 0]);
        assert_eq!(to_der(&[]).unwrap(), [0x30, 6, 2, 1, 0, 2, 1, 0]);
        assert_eq!(to_der(&[1, 2, 3]), None);
        assert_eq!(to_der(&[0xff; 132]), None);
    }

    #[test]
    fn other_der_is_not_read() {
        let der = [0x30, 6, 2, 1, 5, 2, 1, 6];
        assert_eq!(from_der(&der, 2).unwrap(), [0, 5, 0, 6]);
        assert_eq!(from_der(&der, 0), None);
        assert_eq!(from_der(&[&der[..], &[0]].concat(), 2), None);
        for cut in 0..der.len() {
            assert_eq!(from_der(&der[..cut], 2), None);
        }
        assert_eq!(from_der(&[0x31, 6, 2, 1, 5, 2, 1, 6], 2), None);
        assert_eq!(from_der(&[0x30, 0x81, 6, 2, 1, 5, 2, 1, 6], 2), None);
        // A zero that is not needed, a negative number, and none at all.
        assert_eq!(from_der(&[0x30, 7, 2, 2, 0, 5, 2, 1, 6], 2), None);
        assert_eq!(from_der(&[0x30, 7, 2, 2, 0, 0, 2, 1, 6], 2), None);
        assert_eq!(from_der(&[0x30, 6, 2, 1, 0x80, 2, 1, 6], 2), None);
        assert_eq!(from_der(&[0x30, 5, 2, 0, 2, 1, 6], 2), None);
    }

    proptest! {
        #[test]
        fn a_signature_survives_there_and_back(signature in prop::collection::vec(any::<u8>(), 96)) {
            for half in [32, 48] {
                let signature = &signature[..2 * half];
                let der = to_der(signature).unwrap();
                prop_assert_eq!(from_der(&der, half).unwrap(), signature);
            }
        }
    }
}
