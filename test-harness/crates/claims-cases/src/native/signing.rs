//! Signatures to be made on one side and verified on the other.

use serde_json::Value;
use vestibule_claims::{Algorithm, Family};

use super::keys::{encode, keys};
use crate::judge::{Batch, Case, KeySpec};

const MESSAGE: &[u8] = b"eyJhbGciOiJub25lIn0.e30";

/// A case for every algorithm: make a signature.
#[must_use]
pub fn to_sign() -> Batch {
    let case = |algorithm: Algorithm| Case::Sign {
        key: match algorithm.family() {
            Family::Hmac => encode(SECRET),
            _ => encode(keys().issuer.der(algorithm)),
        },
        algorithm: algorithm.name().to_owned(),
        message: encode(MESSAGE),
    };
    Batch {
        cases: Algorithm::ALL.into_iter().map(case).collect(),
        ..Batch::default()
    }
}

/// A case for each of the verdicts on [`to_sign`]: is this a signature?
#[must_use]
pub fn to_verify(verdicts: &[String]) -> Batch {
    let case = |(algorithm, verdict): (Algorithm, &String)| Case::Signature {
        key: match keys().issuer.jwk(algorithm) {
            Value::Object(jwk) => KeySpec::Jwk(jwk),
            _ => KeySpec::Secret(encode(SECRET)),
        },
        algorithm: algorithm.name().to_owned(),
        message: encode(MESSAGE),
        signature: verdict.trim_start_matches("signed ").to_owned(),
    };
    let all = Algorithm::ALL.into_iter().zip(verdicts);
    Batch {
        cases: all.map(case).collect(),
        ..Batch::default()
    }
}

const SECRET: [u8; 64] = [7; 64];
