//! The keys that sealed values are sealed under.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::{AeadInPlace as _, KeyInit as _, XChaCha20Poly1305, XNonce};
use thiserror::Error;

/// The key that new values are sealed under, and the one before it, which still opens what it sealed.
///
/// Rotation: what was current becomes previous, a new key becomes current; once nothing older than the longest
/// lifetime of a sealed value can be around, previous is dropped.
pub struct Keys {
    pub(crate) current: Key,
    pub(crate) previous: Option<Key>,
}

pub(crate) struct Key {
    pub(crate) cipher: XChaCha20Poly1305,
    /// Stands in front of every sealed value so that the key that fits is tried first.
    pub(crate) id: KeyId,
}

/// Two bytes: it chooses among two keys and proves nothing. Two keys that share an id are both tried.
pub(crate) type KeyId = [u8; 2];

/// Why there are no [`Keys`], and whose fault it is. No text of a key is ever in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeysError {
    /// The current key is not one.
    #[error("the current key {0}")]
    Current(KeyError),
    /// The previous key is not one.
    #[error("the previous key {0}")]
    Previous(KeyError),
}

/// Why a text is no key. Reads on from the name of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// It is no base64, in either alphabet.
    #[error("is not base64")]
    NotBase64,
    /// It has not 256 bits.
    #[error("has not 32 bytes")]
    WrongLength,
    /// All its bytes are the same, as in a placeholder of zeros: no random key is like that.
    #[error("is a placeholder, not a random key")]
    Placeholder,
}

impl Keys {
    /// Reads the keys as secrets are stored: 32 random bytes each in base64, standard or URL-safe, with or without
    /// padding. White space around is dropped, since a secret that was piped in often ends with a line feed.
    ///
    /// Costs two short encryptions; worth keeping between requests, not worth much more.
    ///
    /// # Errors
    /// A [`KeysError`] that says which key is wrong, and how.
    pub fn parse(current: &str, previous: Option<&str>) -> Result<Self, KeysError> {
        Ok(Self {
            current: Key::parse(current).map_err(KeysError::Current)?,
            previous: previous
                .map(Key::parse)
                .transpose()
                .map_err(KeysError::Previous)?,
        })
    }

    /// The keys with this id, the current one first.
    pub(crate) fn with_id(&self, id: KeyId) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current)
            .chain(&self.previous)
            .filter(move |key| key.id == id)
    }
}

impl fmt::Debug for Keys {
    /// Says only that they are keys: not the ids, not whether there is a previous one.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Keys").finish_non_exhaustive()
    }
}

impl Key {
    fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim_ascii();
        // One decoder for both alphabets; 32 bytes end in exactly one padding character.
        let text: String = text
            .strip_suffix('=')
            .unwrap_or(text)
            .chars()
            .map(|character| match character {
                '+' => '-',
                '/' => '_',
                other => other,
            })
            .collect();
        let bytes = URL_SAFE_NO_PAD
            .decode(text)
            .map_err(|_| KeyError::NotBase64)?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| KeyError::WrongLength)?;
        let [first, ..] = bytes;
        if bytes.iter().all(|byte| *byte == first) {
            return Err(KeyError::Placeholder);
        }
        let cipher = XChaCha20Poly1305::new(&bytes.into());
        let id = id_of(&cipher);
        Ok(Self { cipher, id })
    }
}

/// Names a key without telling anything about it: two bytes of the tag over a text that is never sealed.
///
/// The tag comes out of a pseudo-random function, as a hash would, and costs no second algorithm. The nonce of
/// zeros always goes with this very text, and a random one meets it once in 2^192.
fn id_of(cipher: &XChaCha20Poly1305) -> KeyId {
    match cipher.encrypt_in_place_detached(&XNonce::default(), b"vestibule key id", &mut []) {
        Ok(tag) => {
            let [first, second, ..] = <[u8; 16]>::from(tag);
            [first, second]
        }
        // Only a text of 256 GB fails. The id would then say nothing, and both keys would be tried.
        Err(_) => [0; 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaG/v8/f4=";

    #[test]
    fn a_key_may_be_written_in_either_alphabet() {
        let id = Key::parse(TEXT).unwrap().id;
        for text in [
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaG_v8_f4=",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaG_v8_f4",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaG/v8/f4",
            "\tAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaG/v8/f4=\r\n",
        ] {
            assert_eq!(Key::parse(text).unwrap().id, id, "{text}");
        }
        assert_ne!(
            Key::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaG/v8/f8=")
                .unwrap()
                .id,
            id
        );
    }

    #[test]
    fn what_is_no_key_is_refused_with_the_rule_it_breaks() {
        for (text, error) in [
            ("", KeyError::WrongLength),
            ("AAECAwQFBgcICQoLDA0ODw==", KeyError::NotBase64),
            ("AAECAwQFBgcICQoLDA0ODw", KeyError::WrongLength),
            (&*format!("AAAA{TEXT}"), KeyError::WrongLength),
            (&*format!("{TEXT}="), KeyError::NotBase64),
            ("correct horse battery staple", KeyError::NotBase64),
            (
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaG\u{e4}v8/f4=",
                KeyError::NotBase64,
            ),
            (&"A".repeat(43), KeyError::Placeholder),
            (&format!("{}8=", "_".repeat(42)), KeyError::Placeholder),
        ] {
            let refused = Key::parse(text).err();
            assert_eq!(refused, Some(error), "{text:?}");
            let refused = Keys::parse(text, None).err();
            assert_eq!(refused, Some(KeysError::Current(error)), "{text:?}");
            let refused = Keys::parse(TEXT, Some(text)).err();
            assert_eq!(refused, Some(KeysError::Previous(error)), "{text:?}");
        }
        assert_eq!(
            KeysError::Previous(KeyError::WrongLength).to_string(),
            "the previous key has not 32 bytes"
        );
    }

    #[test]
    fn keys_do_not_show_themselves() {
        let keys = Keys::parse(TEXT, None).unwrap();
        assert_eq!(format!("{keys:?}"), "Keys { .. }");
    }
}
