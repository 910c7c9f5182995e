//! Tokens to measure with.

use serde_json::json;
use vestibule_claims::Algorithm;

use super::forge::{header, id_claims, token, with};
use super::hostile::material;
use super::keys::Pairs;
use crate::judge::{Batch, Case};
use crate::scene::NOW;

/// A good ID token for each of four keys, with the key set that has them, and as many raw public keys for a rival.
///
/// Four, so that whoever keeps only the last key has nothing of it.
#[must_use]
pub fn bench_batch(algorithm: Algorithm) -> (Batch, serde_json::Value) {
    let pairs: Vec<Pairs> = (0..4).map(|_| Pairs::generate()).collect();
    let mut keys = Vec::new();
    let mut cases = Vec::new();
    for (number, pair) in pairs.iter().enumerate() {
        let kid = json!(format!("{algorithm}-{number}"));
        keys.push(with(pair.jwk(algorithm), "kid", kid.clone()));
        let header = with(header(algorithm), "kid", kid).to_string();
        let sign = |message: &[u8]| pair.sign(algorithm, message);
        cases.push(Case::Token {
            kind: "id".to_owned(),
            token: token(header, id_claims().to_string(), sign),
            now: NOW,
        });
    }
    let mut material = material();
    material.key_set = json!({"keys": keys}).to_string();
    (Batch { material, cases }, json!(keys))
}
