//! The encoding under an RSA-PSS signature (RFC 8017, section 9.1), for a host that computes with RSA keys but does not
//! know this padding.
//!
//! Salts have the length of the hash, and the mask comes from the same hash (RFC 7518, section 3.5). Any other length
//! is refused: a verifier that finds it out by itself accepts more than was agreed on.

use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::algorithm::Algorithm;

/// Whether `encoded`, what the public operation made of a signature, belongs to `message` (section 9.1.2).
///
/// `modulus_bits` is the exact size of the key's modulus. Algorithms other than PS256, PS384 and PS512 verify nothing.
#[must_use]
pub fn verify(algorithm: Algorithm, message: &[u8], encoded: &[u8], modulus_bits: usize) -> bool {
    match algorithm {
        Algorithm::PS256 => verify_with::<Sha256>(message, encoded, modulus_bits),
        Algorithm::PS384 => verify_with::<Sha384>(message, encoded, modulus_bits),
        Algorithm::PS512 => verify_with::<Sha512>(message, encoded, modulus_bits),
        _ => None,
    }
    .is_some()
}

/// What the private operation has to make a signature of (section 9.1.1). `salt` is as long as the hash and random.
///
/// `None` when the salt has another length, the modulus is too small, or the algorithm is none of the three.
#[must_use]
pub fn encode(
    algorithm: Algorithm,
    message: &[u8],
    salt: &[u8],
    modulus_bits: usize,
) -> Option<Vec<u8>> {
    match algorithm {
        Algorithm::PS256 => encode_with::<Sha256>(message, salt, modulus_bits),
        Algorithm::PS384 => encode_with::<Sha384>(message, salt, modulus_bits),
        Algorithm::PS512 => encode_with::<Sha512>(message, salt, modulus_bits),
        _ => None,
    }
}

/// The last octet of every encoding.
const TRAILER: u8 = 0xbc;

/// What stands between the padding and the salt.
const SEPARATOR: u8 = 1;

/// An encoding taken apart, or to be put together.
struct Layout {
    /// Zero octets in front, when the modulus is one bit longer than whole octets: the encoding has a bit less than it.
    zeros: usize,
    /// Bits of the first octet that are not used.
    mask: u8,
    /// Octets of the masked part.
    block: usize,
    /// Of them, zeros before the separator.
    padding: usize,
}

impl Layout {
    fn of(modulus_bits: usize, hash: usize) -> Option<Self> {
        let bits = modulus_bits.checked_sub(1)?;
        let octets = bits.div_ceil(8);
        let block = octets.checked_sub(hash + 1)?;
        let unused = 8 * octets - bits;
        Some(Self {
            zeros: modulus_bits.div_ceil(8) - octets,
            mask: 0xff >> unused,
            block,
            padding: block.checked_sub(hash + 1)?,
        })
    }
}

fn verify_with<H: Digest>(message: &[u8], encoded: &[u8], modulus_bits: usize) -> Option<()> {
    let hash = <H as Digest>::output_size();
    let layout = Layout::of(modulus_bits, hash)?;
    let (zeros, encoded) = encoded.split_at_checked(layout.zeros)?;
    let (block, rest) = encoded.split_at_checked(layout.block)?;
    let (found, trailer) = rest.split_at_checked(hash)?;
    let first = *block.first()?;
    let whole = zeros.iter().all(|it| *it == 0) && trailer == [TRAILER];
    if !whole || first & !layout.mask != 0 {
        return None;
    }
    let block = unmask::<H>(block, found, layout.mask);
    let (padding, rest) = block.split_at_checked(layout.padding)?;
    let (separator, salt) = rest.split_first()?;
    if padding.iter().any(|it| *it != 0) || *separator != SEPARATOR {
        return None;
    }
    // All of it is public, so that a comparison may take as long as it likes.
    (found == digest::<H>(message, salt).as_slice()).then_some(())
}

fn encode_with<H: Digest>(message: &[u8], salt: &[u8], modulus_bits: usize) -> Option<Vec<u8>> {
    let hash = <H as Digest>::output_size();
    let layout = Layout::of(modulus_bits, hash)?;
    if salt.len() != hash {
        return None;
    }
    let found = digest::<H>(message, salt);
    let block = [&vec![0; layout.padding][..], &[SEPARATOR], salt].concat();
    let block = unmask::<H>(&block, &found, layout.mask);
    Some([&vec![0; layout.zeros][..], &block, &found, &[TRAILER]].concat())
}

fn digest<H: Digest>(message: &[u8], salt: &[u8]) -> Vec<u8> {
    H::new()
        .chain_update([0; 8])
        .chain_update(H::digest(message))
        .chain_update(salt)
        .finalize()
        .to_vec()
}

/// Adds the mask that `seed` generates (MGF1, appendix B.2.1), and takes away the bits that are not used.
fn unmask<H: Digest>(block: &[u8], seed: &[u8], unused: u8) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(block.len());
    for (counter, chunk) in (0_u32..).zip(block.chunks(<H as Digest>::output_size())) {
        let mask = H::new()
            .chain_update(seed)
            .chain_update(counter.to_be_bytes())
            .finalize();
        bytes.extend(chunk.iter().zip(mask).map(|(byte, mask)| byte ^ mask));
    }
    if let Some(first) = bytes.first_mut() {
        *first &= unused;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_verifies_and_nothing_else_does() {
        for (algorithm, length) in [
            (Algorithm::PS256, 32),
            (Algorithm::PS384, 48),
            (Algorithm::PS512, 64),
        ] {
            // 2049 is the size at which the encoding is an octet shorter than the modulus.
            for bits in [2048, 2049, 2055, 3072] {
                let salt = vec![7; length];
                let encoded = encode(algorithm, b"message", &salt, bits).unwrap();
                assert_eq!(encoded.len(), bits.div_ceil(8));
                assert!(verify(algorithm, b"message", &encoded, bits));
                assert!(!verify(algorithm, b"massage", &encoded, bits));
                assert!(!verify(algorithm, b"message", &encoded, bits + 8));
                for at in 0..encoded.len() {
                    for bit in 0..8 {
                        let mut changed = encoded.clone();
                        changed[at] ^= 1 << bit;
                        assert!(!verify(algorithm, b"message", &changed, bits), "{at}");
                    }
                }
                for cut in 0..encoded.len() {
                    assert!(!verify(algorithm, b"message", &encoded[..cut], bits));
                }
                assert_eq!(encode(algorithm, b"message", &salt[1..], bits), None);
            }
        }
    }

    #[test]
    fn other_algorithms_and_tiny_keys_verify_nothing() {
        let encoded = encode(Algorithm::PS256, b"", &[0; 32], 2048).unwrap();
        assert!(!verify(Algorithm::RS256, b"", &encoded, 2048));
        assert!(!verify(Algorithm::PS384, b"", &encoded, 2048));
        assert_eq!(encode(Algorithm::ES256, b"", &[0; 32], 2048), None);
        for bits in [0, 1, 8, 256, 520] {
            assert!(!verify(Algorithm::PS256, b"", &[0xbc; 66], bits));
            assert_eq!(encode(Algorithm::PS256, b"", &[0; 32], bits), None);
        }
    }

    #[test]
    fn an_empty_salt_is_another_encoding() {
        // As above with nothing behind the separator: valid RSA-PSS, and not what RFC 7518 asks for.
        let found = digest::<Sha256>(b"message", b"");
        let mut block = vec![0; 223];
        block[222] = SEPARATOR;
        let block = unmask::<Sha256>(&block, &found, 0x7f);
        let encoded = [&block[..], &found, &[TRAILER]].concat();
        assert!(!verify(Algorithm::PS256, b"message", &encoded, 2048));
    }
}
