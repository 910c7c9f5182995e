//! Keys on the host's side.

use js_sys::Object;
use jsonwebtoken::errors::{Error, ErrorKind, Result};
use jsonwebtoken::{AlgorithmFamily, DecodingKey, EncodingKey};

use super::host;

/// An RSA key to verify with, and the bits of its modulus.
#[cfg(feature = "claims-of-others")]
pub(super) fn import_rsa(key: &DecodingKey) -> Result<(Object, usize)> {
    let jsonwebtoken::DecodingKeyKind::RsaModulusExponent { n, e } = key.kind() else {
        return refused();
    };
    let leading = n.first().map_or(0, |first| first.leading_zeros());
    let bits = (n.len() * 8).saturating_sub(leading as usize);
    Ok((taken(host::import_rsa(n, e))?, bits))
}

/// An RSA key to sign with, and the bits of its modulus.
#[cfg(feature = "claims-of-others")]
pub(super) fn import_private_rsa(key: &EncodingKey) -> Result<(Object, usize)> {
    let imported = import_private(key, AlgorithmFamily::Rsa, "pkcs1", ("rsa", None))?;
    let bits = host::modulus_bits(&imported);
    Ok((imported, bits as usize))
}

/// A key to sign with, in one of the two forms of DER, of what the host calls this kind and curve.
pub(super) fn import_private(
    key: &EncodingKey,
    family: AlgorithmFamily,
    form: &str,
    (kind, curve): (&str, Option<&str>),
) -> Result<Object> {
    if key.family() != family {
        return refused();
    }
    taken(host::import_private(form, key.as_bytes(), kind, curve))
}

/// The bytes of a key to verify with that is not of RSA.
pub(super) fn bytes_of(key: &DecodingKey, family: AlgorithmFamily) -> Result<&[u8]> {
    if key.family() != family {
        return refused();
    }
    key.try_get_as_bytes()
}

/// What the host took for a key, or that it did not.
pub(super) fn taken(key: Option<Object>) -> Result<Object> {
    key.map_or_else(refused, Ok)
}

pub(super) fn refused<T>() -> Result<T> {
    Err(Error::from(ErrorKind::InvalidKeyFormat))
}
