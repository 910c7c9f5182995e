//! The names of the parts of a snapshot.

use std::fmt;

/// The SHA-256 (FIPS 180-4) of the bytes of a part of a snapshot, by which the part is named.
///
/// Nothing here computes it: at the edge the host's crypto does, natively the compiler or a test.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// The name of a shard.
pub type ShardId = Digest;

/// The name of an asset: the SHA-256 of the file as it is served.
pub type AssetId = Digest;

/// Why a text is not a [`Digest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a digest is written with 64 lower-case hexadecimal digits")]
pub struct DigestError;

impl Digest {
    /// Takes the 32 octets that SHA-256 gives.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads what [`Display`](fmt::Display) writes: 64 lower-case hexadecimal digits.
    ///
    /// # Errors
    ///
    /// [`DigestError`] for anything else, upper case included: there is one spelling of a key.
    pub fn parse(text: &str) -> Result<Self, DigestError> {
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
            return Err(DigestError);
        };
        let mut bytes = [0; 32];
        if pairs.len() != bytes.len() {
            return Err(DigestError);
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = nibble(*high)? << 4 | nibble(*low)?;
        }
        Ok(Self(bytes))
    }

    /// The 32 octets.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Digest({self})")
    }
}

const fn nibble(digit: u8) -> Result<u8, DigestError> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(DigestError),
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, DigestError};

    #[test]
    fn what_is_shown_parses_to_the_same() {
        let digest = Digest::from_bytes(std::array::from_fn(|i| u8::try_from(i * 8).unwrap()));
        assert!(digest.to_string().starts_with("0008101820"));
        assert_eq!(Digest::parse(&digest.to_string()), Ok(digest));
    }

    #[test]
    fn there_is_one_spelling() {
        let good = "ab".repeat(32);
        assert!(Digest::parse(&good).is_ok());
        for text in [
            "",
            good.strip_suffix("b").unwrap(),
            good.strip_suffix("ab").unwrap(),
            &format!("{good}a"),
            &format!("{good}ab"),
            &good.to_uppercase(),
            &good.replace("ab", "ag"),
            &"ä".repeat(32),
        ] {
            assert_eq!(Digest::parse(text), Err(DigestError), "{text:?}");
        }
    }
}
