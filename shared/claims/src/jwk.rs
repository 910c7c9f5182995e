//! Public keys as JSON (RFC 7517; RFC 7518, section 6; RFC 8037, section 2).

use serde_json::Value;
use thiserror::Error;

use crate::algorithm::{Algorithm, Family};
use crate::json::Object;
use crate::text;

/// A public key as somebody published it, its numbers checked as far as that goes without a curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwk {
    pub(crate) key_id: Option<String>,
    pub(crate) algorithm: Option<Algorithm>,
    pub(crate) material: Material,
}

/// The numbers of a public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Material {
    /// Modulus and exponent, big-endian, without zeros in front.
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    /// A point, uncompressed (SEC 1, section 2.3.3).
    Curve { family: Family, point: Vec<u8> },
    /// A point of Ed25519 (RFC 8032, section 5.1.2).
    Ed25519 { point: Vec<u8> },
}

/// Why a key of a key set is not used. The rest of the set is used all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum JwkError {
    /// It is no JSON object.
    #[error("it is no object")]
    NotAnObject,
    /// A member is missing, no text, or not canonical base64url.
    #[error("`{0}` is missing or cannot be read")]
    Member(&'static str),
    /// `kty` and `crv` name no kind of key that we know.
    #[error("it is of no kind that we know")]
    Kind,
    /// It is a secret, or holds the private half: a key that everybody can read signs for everybody.
    #[error("it holds a secret")]
    Secret,
    /// `use` or `key_ops` say that it is not for signatures.
    #[error("it is not meant for signatures")]
    Purpose,
    /// `alg` names an algorithm that we do not know, or one for another kind of key.
    #[error("its algorithm does not fit")]
    Algorithm,
    /// A number is out of range: an RSA modulus that is too small to be safe, or so large that verifying costs more
    /// than it should; an even or huge exponent; a point of the wrong length, of small order, or
    /// with a second spelling.
    #[error("its numbers are out of range")]
    Range,
}

/// Bits of an RSA modulus. RFC 7518, section 3.3 asks for the lower bound; above the upper one a verification takes
/// so long that a key set could be used to slow us down, and no issuer needs it.
pub(crate) const MODULUS_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

/// `k` is a secret, `d` the private half of everything else; of the numbers of an RSA key that are only there to compute faster
/// (RFC 7518, section 6.3.2) each gives the private half away.
const PRIVATE: [&str; 8] = ["k", "d", "p", "q", "dp", "dq", "qi", "oth"];

impl Jwk {
    /// Reads a public key.
    ///
    /// # Errors
    /// A [`JwkError`].
    pub fn read(key: &Object) -> Result<Self, JwkError> {
        if PRIVATE.iter().any(|name| key.contains_key(*name)) {
            return Err(JwkError::Secret);
        }
        let (material, family) = match (text(key, "kty")?, key.get("crv").and_then(Value::as_str)) {
            ("RSA", _) => (rsa(key)?, Family::Rsa),
            ("EC", Some("P-256")) => (curve(key, Family::P256, 32)?, Family::P256),
            ("EC", Some("P-384")) => (curve(key, Family::P384, 48)?, Family::P384),
            ("OKP", Some("Ed25519")) => (ed25519(key)?, Family::Ed25519),
            _ => return Err(JwkError::Kind),
        };
        check_purpose(key)?;
        let key_id = match key.get("kid") {
            None => None,
            Some(_) => Some(text(key, "kid")?.to_owned()),
        };
        Ok(Self {
            key_id,
            algorithm: algorithm(key, family)?,
            material,
        })
    }

    /// What kind of key it is.
    #[must_use]
    pub const fn family(&self) -> Family {
        match &self.material {
            Material::Rsa { .. } => Family::Rsa,
            Material::Curve { family, .. } => *family,
            Material::Ed25519 { .. } => Family::Ed25519,
        }
    }

    /// The algorithm that it is for, when the key says so. Nothing else may fill this in for it but the configuration.
    #[must_use]
    pub const fn algorithm(&self) -> Option<Algorithm> {
        self.algorithm
    }

    /// Its name.
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }
}

fn check_purpose(key: &Object) -> Result<(), JwkError> {
    let sig = key.get("use").is_none_or(|purpose| purpose == "sig");
    let verify = key.get("key_ops").is_none_or(|operations| {
        let operations = operations.as_array();
        operations.is_some_and(|operations| operations.iter().any(|one| one == "verify"))
    });
    if sig && verify {
        Ok(())
    } else {
        Err(JwkError::Purpose)
    }
}

fn algorithm(key: &Object, family: Family) -> Result<Option<Algorithm>, JwkError> {
    let Some(name) = key.get("alg") else {
        return Ok(None);
    };
    let algorithm = name.as_str().and_then(Algorithm::from_name);
    match algorithm {
        Some(algorithm) if algorithm.family() == family => Ok(Some(algorithm)),
        _ => Err(JwkError::Algorithm),
    }
}

fn rsa(key: &Object) -> Result<Material, JwkError> {
    let modulus = number(key, "n")?;
    let exponent = number(key, "e")?;
    let leading = modulus.first().map_or(8, |byte| byte.leading_zeros());
    let bits = (modulus.len() * 8).saturating_sub(leading as usize);
    let odd = |number: &[u8]| number.last().is_some_and(|byte| byte % 2 == 1);
    // Four octets hold 65537 and whatever else is in use. An exponent of 1 would make every signature its own message.
    let small = exponent.len() <= 4 && exponent != [1];
    if MODULUS_BITS.contains(&bits) && odd(&modulus) && odd(&exponent) && small {
        Ok(Material::Rsa { modulus, exponent })
    } else {
        Err(JwkError::Range)
    }
}

/// A number. Zeros in front, which some libraries put there against RFC 7518, section 6.3.1.1, mean nothing.
fn number(key: &Object, name: &'static str) -> Result<Vec<u8>, JwkError> {
    let bytes = bytes(key, name)?;
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    Ok(bytes.into_iter().skip(zeros).collect())
}

/// Whether the point is on the curve, the backend says when the key is handed to it.
fn curve(key: &Object, family: Family, octets: usize) -> Result<Material, JwkError> {
    let (x, y) = (bytes(key, "x")?, bytes(key, "y")?);
    if x.len() != octets || y.len() != octets {
        return Err(JwkError::Range);
    }
    let point = [&[UNCOMPRESSED][..], &x, &y].concat();
    Ok(Material::Curve { family, point })
}

const UNCOMPRESSED: u8 = 4;

fn ed25519(key: &Object) -> Result<Material, JwkError> {
    let point = bytes(key, "x")?;
    match <[u8; 32]>::try_from(point.as_slice()) {
        Ok(octets) if !is_out_of_range(octets) => Ok(Material::Ed25519 { point }),
        _ => Err(JwkError::Range),
    }
}

/// Whether a point is one of the few under which signatures can be made without a secret (RFC 8032, section 8.1 leaves
/// refusing them open, and backends differ), or one whose number is the prime of the field or above, so that it is
/// another's second spelling. The last bit is the sign of the other coordinate.
fn is_out_of_range([rest @ .., last]: [u8; 32]) -> bool {
    let last = last & 0x7f;
    let [first, middle @ ..] = rest;
    let all = |octet: u8| middle.iter().all(|it| *it == octet);
    let of_order_eight = OF_ORDER_EIGHT.contains(&(&rest, last));
    // 0 and 1; the prime less one, and all above.
    of_order_eight
        || (first <= 1 && all(0) && last == 0)
        || (first >= 0xec && all(0xff) && last == 0x7f)
}

const OF_ORDER_EIGHT: [(&[u8; 31], u8); 2] = [
    (
        b"\x26\xe8\x95\x8f\xc2\xb2\x27\xb0\x45\xc3\xf4\x89\xf2\xef\x98\xf0\xd5\xdf\xac\x05\xd3\xc6\x33\x39\xb1\x38\x02\x88\x6d\x53\xfc",
        0x05,
    ),
    (
        b"\xc7\x17\x6a\x70\x3d\x4d\xd8\x4f\xba\x3c\x0b\x76\x0d\x10\x67\x0f\x2a\x20\x53\xfa\x2c\x39\xcc\xc6\x4e\xc7\xfd\x77\x92\xac\x03",
        0x7a,
    ),
];

fn bytes(key: &Object, name: &'static str) -> Result<Vec<u8>, JwkError> {
    text::decode(text(key, name)?).ok_or(JwkError::Member(name))
}

fn text<'a>(key: &'a Object, name: &'static str) -> Result<&'a str, JwkError> {
    let text = key.get(name).and_then(Value::as_str);
    text.ok_or(JwkError::Member(name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> Result<Jwk, JwkError> {
        Jwk::read(value.as_object().unwrap())
    }

    fn modulus(bits: usize) -> String {
        let mut bytes = vec![0xff; bits.div_ceil(8)];
        if let Some(first) = bytes.first_mut() {
            *first >>= (8 - bits % 8) % 8;
        }
        text::encode(&bytes)
    }

    #[test]
    fn rsa_keys_have_a_modulus_of_a_sane_size_and_an_odd_exponent() {
        let key = |bits, e: &str| read(&json!({"kty": "RSA", "n": modulus(bits), "e": e}));
        for bits in [2048, 2049, 3072, 4096] {
            assert!(key(bits, "AQAB").is_ok(), "{bits}");
        }
        for bits in [0, 512, 1024, 2047, 4097, 16384] {
            assert_eq!(key(bits, "AQAB"), Err(JwkError::Range), "{bits}");
        }
        assert!(key(2048, "Aw").is_ok());
        // 1, 2, 65536, none, and one of five octets.
        for e in ["AQ", "Ag", "AQAA", "", "AQAAAAE"] {
            assert_eq!(key(2048, e), Err(JwkError::Range), "{e}");
        }
        let even = text::encode(&[vec![0xff; 255], vec![0xfe]].concat());
        let even = read(&json!({"kty": "RSA", "n": even, "e": "AQAB"}));
        assert_eq!(even, Err(JwkError::Range));
    }

    #[test]
    fn zeros_in_front_of_a_number_mean_nothing() {
        let padded = text::encode(&[vec![0], vec![0xff; 256]].concat());
        let padded = read(&json!({"kty": "RSA", "n": padded, "e": "AAEAAQ"}));
        let plain = read(&json!({"kty": "RSA", "n": modulus(2048), "e": "AQAB"}));
        assert_eq!(padded, plain);
    }

    #[test]
    fn points_have_the_length_of_their_curve() {
        let point = |crv: &str, x: usize, y: usize| {
            let octets = |length| text::encode(&vec![7; length]);
            read(&json!({"kty": "EC", "crv": crv, "x": octets(x), "y": octets(y)}))
        };
        assert!(point("P-256", 32, 32).is_ok());
        assert!(point("P-384", 48, 48).is_ok());
        for (x, y) in [(31, 32), (32, 31), (33, 32), (0, 0), (48, 48), (16, 48)] {
            assert_eq!(point("P-256", x, y), Err(JwkError::Range), "{x}, {y}");
        }
        assert_eq!(point("P-521", 66, 66), Err(JwkError::Kind));
        assert_eq!(point("secp256k1", 32, 32), Err(JwkError::Kind));
    }

    #[test]
    fn points_of_small_order_are_refused_whatever_their_sign() {
        let key = |x: &[u8]| read(&json!({"kty": "OKP", "crv": "Ed25519", "x": text::encode(x)}));
        let mut points: Vec<[u8; 32]> = vec![[0; 32]];
        points.push(std::array::from_fn(|at| u8::from(at == 0)));
        for first in 0xec..=0xff {
            let at = |at| match at {
                0 => first,
                31 => 0x7f,
                _ => 0xff,
            };
            points.push(std::array::from_fn(at));
        }
        for (rest, last) in OF_ORDER_EIGHT {
            points.push([&rest[..], &[last]].concat().try_into().unwrap());
        }
        for mut point in points {
            for _ in 0..2 {
                assert_eq!(key(&point), Err(JwkError::Range), "{point:?}");
                point[31] ^= 0x80;
            }
        }
        assert_eq!(key(&[9; 31]), Err(JwkError::Range));
        assert_eq!(key(&[9; 33]), Err(JwkError::Range));
        assert!(key(&[9; 32]).is_ok());
    }

    #[test]
    fn a_key_for_something_else_is_not_used() {
        let with = |name: &str, value: Value| {
            let mut key = json!({"kty": "RSA", "n": modulus(2048), "e": "AQAB"});
            key[name] = value;
            read(&key)
        };
        assert!(with("use", json!("sig")).is_ok());
        assert!(with("key_ops", json!(["verify"])).is_ok());
        assert_eq!(with("use", json!("enc")), Err(JwkError::Purpose));
        assert_eq!(with("use", json!(null)), Err(JwkError::Purpose));
        assert_eq!(with("key_ops", json!(["sign"])), Err(JwkError::Purpose));
        assert_eq!(with("key_ops", json!("verify")), Err(JwkError::Purpose));
        assert_eq!(with("alg", json!("ES256")), Err(JwkError::Algorithm));
        assert_eq!(with("alg", json!("RSA-OAEP")), Err(JwkError::Algorithm));
        assert_eq!(with("alg", json!("HS256")), Err(JwkError::Algorithm));
        for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
            assert_eq!(with(name, json!("AQ")), Err(JwkError::Secret), "{name}");
        }
        assert_eq!(with("kid", json!(7)), Err(JwkError::Member("kid")));
        assert_eq!(with("kty", json!("oct")), Err(JwkError::Kind));
        let secret = json!({"kty": "oct", "k": "AAAA"});
        assert_eq!(read(&secret), Err(JwkError::Secret));
    }
}
