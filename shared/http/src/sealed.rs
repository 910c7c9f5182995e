//! Values that travel through a browser and come back unread and unchanged.
//!
//! A sealed value is base64url (RFC 4648, section 5, no padding) of
//!
//! ```text
//! version (1) ‖ key id (2) ‖ nonce (24) ‖ ciphertext ‖ tag (16)
//! ```
//!
//! and opens only under the same key, for the same purpose and in the same context. It hides what it holds, not how
//! long that is. It does not expire and can be sent again by whoever received it: a time that matters belongs
//! into the plaintext.
//!
//! # Why XChaCha20-Poly1305
//!
//! Nonces come from the host's randomness and nobody counts them, so the nonce has to be long. With 192 bits
//! (`draft-irtf-cfrg-xchacha`) two of 2^80 values share one with a probability of 2^-32: every person on earth may
//! log in once a second for millions of years under one key. With 96 bits the same bound is met after 2^32 values,
//! some weeks of a busy tenant. AES-GCM-SIV (RFC 8452) would forgive a repeated nonce and AES-SIV (RFC 5297) needs
//! none, but WebAssembly has no AES instructions, and AES without them and without tables that leak through the
//! cache is slow and large. What a minimal module gains at `opt-level = "z"` with LTO, and what sealing 64 and
//! 330 bytes takes in V8 and natively (x86-64, best of many runs):
//!
//! | crate | bytes | gzip | 64 B | 330 B | native 64 B |
//! |---|--:|--:|--:|--:|--:|
//! | `chacha20poly1305` 0.10.1 (`XChaCha20Poly1305`) | 20,233 | 7,375 | 1.4 µs | 3.5 µs | 1.28 µs |
//! | `chacha20poly1305` 0.11.0 (`XChaCha20Poly1305`) | 24,346 | 9,029 | 2.3 µs | 6.6 µs | 1.28 µs |
//! | `aes-gcm-siv` 0.11.1 (`Aes256GcmSiv`) | 25,276 | 9,504 | 6.6 µs | 12.7 µs | 0.43 µs |
//! | `aes-gcm-siv` 0.12.1 (`Aes256GcmSiv`) | 39,862 | 13,153 | 13.8 µs | 28.3 µs | 0.26 µs |
//! | `xaes-256-gcm` 0.1.0 | 43,161 | 14,042 | 12.2 µs | 25.9 µs | 0.21 µs |
//! | `aes-siv` 0.8.0 (`Aes128SivAead`) | 41,587 | 13,676 | 18.7 µs | 42.9 µs | 0.25 µs |
//!
//! (It is the other way round on a processor with AES instructions, which is not where this runs.)
//!
//! 0.10 and not 0.11 for size and speed, and because it shares its generation of traits with `sha2` 0.10, which is
//! in the Worker anyway. The bytes are the same, so moving on later costs nobody their memory. The host's own
//! cryptography (`crypto.subtle`) answers with promises and has neither algorithm; a decision is synchronous.
//!
//! `XChaCha20-Poly1305` does not commit to its key: whoever *chooses* two keys can make a value that opens under both.
//! Our keys are nobody's choice, and the key id is authenticated as well.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::{AeadInPlace as _, Tag, XNonce};
use thiserror::Error;

use crate::keys::{Key, KeyId};
pub use crate::keys::{KeyError, Keys, KeysError};
use crate::webhook::Macs;

/// The 24 random bytes that sealing one value takes. They come from the host's randomness, fresh for every value.
pub type Nonce = [u8; 24];

/// The nonces of one answer, made of one draw of random bytes.
///
/// Two values under one nonce would give away what both hold, so each place of an answer that seals has a number of
/// its own. Numbers change the last octet; that two answers draw neighbouring bytes is as unlikely as that they
/// draw the same.
#[derive(Clone, Copy, Debug)]
pub struct Nonces(Nonce);

impl Nonces {
    /// Takes bytes that nobody can foresee and that are used for nothing else.
    #[must_use]
    pub const fn new(random: Nonce) -> Self {
        Self(random)
    }

    /// The nonce for one place of the answer.
    #[must_use]
    pub const fn of_place(self, place: u8) -> Nonce {
        let mut nonce = self.0;
        if let Some(last) = nonce.last_mut() {
            *last ^= place;
        }
        nonce
    }
}

/// Why a sealed value does not open. For a log at most: to the visitor all of them mean that there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// It is no base64url, or too short to be a sealed value.
    #[error("the value has not the form of a sealed one")]
    Malformed,
    /// It is of another version of this format.
    #[error("the value is of another version")]
    OtherVersion,
    /// It was sealed under a key that is neither current nor previous.
    #[error("the value was sealed under a key that we do not have")]
    OtherKey,
    /// It was changed on the way, or sealed for another purpose or context.
    #[error("the value was changed, or is for another purpose or context")]
    Unauthentic,
}

/// Seals `plaintext` under the current key.
///
/// `purpose` says what kind of value it is and is different at every place that seals; `context` says where it may be
/// opened, for example at which host. Neither is part of the value: who opens it must know both.
///
/// The text has `4 * ceil((43 + n) / 3)` characters at most, for `n` bytes. A plaintext of 256 GB, which no memory
/// of ours can hold, would give the empty text, which opens as [`OpenError::Malformed`].
#[must_use]
pub fn seal(
    keys: &Keys,
    purpose: &'static str,
    nonce: Nonce,
    plaintext: &[u8],
    context: &[u8],
) -> String {
    let Key { cipher, id } = &keys.current;
    let mut body = plaintext.to_vec();
    let bound = bound(*id, purpose, context);
    let Ok(tag) = cipher.encrypt_in_place_detached(&XNonce::from(nonce), &bound, &mut body) else {
        return String::new();
    };
    let [first, second] = *id;
    let head = [VERSION, first, second];
    URL_SAFE_NO_PAD.encode([&head[..], &nonce, &body, &tag].concat())
}

/// Seals as [`seal`] does, and a repeat in the same octets: the answer to a signed request must be a function of what is
/// signed, and cannot draw a nonce.
///
/// `purpose` stands with the id of the request, the one that its signature vouches for. The nonce is the code of purpose, id,
/// context and plaintext under the current one of the secrets that requests are signed with: two values share one only if
/// they are the same, or two codes happen to agree in 192 bits. No request is signed like that, since an id has no spaces.
///
/// `None` if there is no such secret.
#[must_use]
pub fn seal_alike(
    keys: &Keys,
    macs: &Macs<'_>,
    (purpose, id): (&'static str, &str),
    plaintext: &str,
    context: &str,
) -> Option<String> {
    let codes = macs(
        &format!("nonce of a sealed value\n{purpose}\n{id}\n{context}\n"),
        plaintext,
    );
    let (nonce, _) = codes.first()?.split_first_chunk::<24>()?;
    let plaintext = plaintext.as_bytes();
    Some(seal(keys, purpose, *nonce, plaintext, context.as_bytes()))
}

/// Opens what [`seal`] sealed under the current or the previous key, for the same purpose and context.
///
/// # Errors
/// An [`OpenError`]. Whatever arrives, there is no panic.
pub fn open(
    keys: &Keys,
    purpose: &'static str,
    text: &str,
    context: &[u8],
) -> Result<Vec<u8>, OpenError> {
    let bytes = URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_| OpenError::Malformed)?;
    let (&[version, first, second], rest) =
        bytes.split_first_chunk().ok_or(OpenError::Malformed)?;
    if version != VERSION {
        return Err(OpenError::OtherVersion);
    }
    let (nonce, rest) = rest.split_first_chunk::<24>().ok_or(OpenError::Malformed)?;
    let (body, tag) = rest.split_last_chunk::<16>().ok_or(OpenError::Malformed)?;
    let (nonce, tag) = (XNonce::from(*nonce), Tag::from(*tag));
    let id = [first, second];
    let bound = bound(id, purpose, context);
    let mut refusal = OpenError::OtherKey;
    for key in keys.with_id(id) {
        let mut plaintext = body.to_vec();
        let opened = key
            .cipher
            .decrypt_in_place_detached(&nonce, &bound, &mut plaintext, &tag);
        if opened.is_ok() {
            return Ok(plaintext);
        }
        refusal = OpenError::Unauthentic;
    }
    Err(refusal)
}

/// What is authenticated besides the plaintext. The length in front of the purpose keeps two pairs of purpose and
/// context from running together into one.
fn bound([first, second]: KeyId, purpose: &str, context: &[u8]) -> Vec<u8> {
    let length = (purpose.len() as u64).to_be_bytes();
    let head = [VERSION, first, second];
    [&head[..], &length, purpose.as_bytes(), context].concat()
}

const VERSION: u8 = 1;

#[cfg(test)]
mod tests;
