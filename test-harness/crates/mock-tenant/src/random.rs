//! Identifiers and secrets, from the operating system's randomness.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// An unguessable text of 43 characters (256 bits, base64url).
pub(crate) fn secret() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<32>())
}

/// A shorter identifier for things that are no secrets (128 bits, base64url).
pub(crate) fn identifier() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<16>())
}

/// Sixteen letters and digits, as Auth0 names organizations, users and connections.
pub(crate) fn short_identifier() -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyzABCDEFGH";
    bytes::<16>()
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte & 31)))
        .map(|letter| char::from(*letter))
        .collect()
}

/// A code as authenticators show it.
pub(crate) fn six_digits() -> String {
    format!("{:06}", u32::from_le_bytes(bytes::<4>()) % 1_000_000)
}

fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0_u8; N];
    if let Err(error) = getrandom::fill(&mut bytes) {
        // Going on with predictable identifiers would make tests pass for the wrong reason.
        eprintln!("the operating system gives no randomness: {error}");
        std::process::abort();
    }
    bytes
}
