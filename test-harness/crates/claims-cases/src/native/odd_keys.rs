//! Keys that are none: both sides have to say so at once, not when a signature comes.

use serde_json::{Value, json};
use vestibule_claims::{Algorithm, Family};

use super::forge::with;
use super::keys::{encode, keys};
use crate::judge::{Batch, Case, KeySpec};

/// Cases with what is odd about their keys, and the verdict where it does not take mathematics to know it.
#[must_use]
pub fn odd_keys() -> Vec<(String, Case, Option<&'static str>)> {
    let mut cases = Vec::new();
    let mut case = |about: &str, algorithm: Algorithm, jwk: Value, verdict| {
        let key = match jwk {
            Value::Object(jwk) => KeySpec::Jwk(jwk),
            _ => KeySpec::Secret(String::new()),
        };
        let case = Case::Signature {
            key,
            algorithm: algorithm.name().to_owned(),
            message: encode("message"),
            signature: encode([1; 64]),
        };
        cases.push((about.to_owned(), case, verdict));
    };
    for algorithm in [Algorithm::ES256, Algorithm::ES384] {
        let key = keys().issuer.jwk(algorithm);
        let refused = Some("Refused");
        let (x, y) = (key["x"].clone(), key["y"].clone());
        case("y for x", algorithm, with(key.clone(), "x", y), refused);
        case("x for y", algorithm, with(key.clone(), "y", x), refused);
        let octets = algorithm.hash_length();
        for octet in [0, 1, 0xff] {
            let number = json!(encode(vec![octet; octets]));
            let point = with(with(key.clone(), "x", number.clone()), "y", number);
            case("a point of one octet", algorithm, point, refused);
        }
        let other = keys().other.jwk(algorithm);
        let mixed = with(key, "y", other["y"].clone());
        case("halves of two points", algorithm, mixed, refused);
    }
    // About half of all numbers are those of a point.
    for number in 2..=60_u8 {
        let mut x = [0; 32];
        x[0] = number;
        let key = with(keys().issuer.jwk(Algorithm::EdDSA), "x", json!(encode(x)));
        case("a small number", Algorithm::EdDSA, key, None);
        x[31] = 0x80;
        let key = with(keys().issuer.jwk(Algorithm::EdDSA), "x", json!(encode(x)));
        case("the same, the other sign", Algorithm::EdDSA, key, None);
        x = [number; 32];
        let key = with(keys().issuer.jwk(Algorithm::EdDSA), "x", json!(encode(x)));
        case("a repeated octet", Algorithm::EdDSA, key, None);
    }
    for (about, x) in [("zero", [0; 32]), ("ones", [0xff; 32])] {
        let key = with(keys().issuer.jwk(Algorithm::EdDSA), "x", json!(encode(x)));
        case(about, Algorithm::EdDSA, key, Some("Range"));
    }
    let rsa = keys().issuer.jwk(Algorithm::RS256);
    let short = with(rsa.clone(), "n", json!(encode([0xff; 128])));
    case("1024 bits", Algorithm::RS256, short, Some("Range"));
    let even = with(rsa, "e", json!("AQAA"));
    case("an even exponent", Algorithm::RS256, even, Some("Range"));
    cases
}

/// Keys to sign with, each for the algorithms of all other kinds of key: one form of DER holds several.
#[must_use]
pub fn foreign_signing_keys() -> Batch {
    let is_der = |algorithm: &Algorithm| algorithm.family() != Family::Hmac;
    let case = |(of, to_sign): (Algorithm, Algorithm)| Case::Sign {
        key: encode(keys().issuer.der(of)),
        algorithm: to_sign.name().to_owned(),
        message: encode("message"),
    };
    let pairs = [
        Algorithm::RS256,
        Algorithm::ES256,
        Algorithm::ES384,
        Algorithm::EdDSA,
    ]
    .into_iter()
    .flat_map(|of| Algorithm::ALL.map(|to_sign| (of, to_sign)));
    let foreign = pairs.filter(|(of, to_sign)| is_der(to_sign) && of.family() != to_sign.family());
    Batch {
        cases: foreign.map(case).collect(),
        ..Batch::default()
    }
}

/// [`odd_keys`] as a batch.
#[must_use]
pub fn odd_key_batch() -> Batch {
    Batch {
        cases: odd_keys().into_iter().map(|(_, case, _)| case).collect(),
        ..Batch::default()
    }
}
