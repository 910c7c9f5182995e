//! Tokens and signatures on the host's cryptography: the same verdicts as natively, case by case.
//!
//! Natively they are tried in `test-harness/crates/claims-cases`. Here both are asked, so that two wrong verdicts that
//! happen to be written down do not hide a difference.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::OnceLock;

use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as NATIVE;
use vestibule_claims_cases::{
    Batch, Hostile, Vectors, foreign_signing_keys, hostile, judge_batch, odd_key_batch, to_sign,
    to_verify,
};
use vestibule_harness::prepared::{build_claims_probe, start_probe};
use vestibule_toolchain::{Progress, WorkerBundle, Workerd};

use crate::support::prepared;

fn probe() -> (Workerd, SocketAddr) {
    static PROBE: OnceLock<WorkerBundle> = OnceLock::new();
    let build = || build_claims_probe(prepared(), &Progress::new()).unwrap();
    let workerd = start_probe(prepared(), PROBE.get_or_init(build)).unwrap();
    let address = workerd.address("http").unwrap();
    (workerd, address)
}

fn post(address: SocketAddr, body: &str) -> String {
    let mut connection = TcpStream::connect(address).unwrap();
    write!(
        connection,
        "POST /judge HTTP/1.1\r\nHost: probe.test\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{answer}");
    body.to_owned()
}

/// The Worker's verdicts; in several requests, as long as one may be.
fn judge_there(address: SocketAddr, batch: &Batch) -> Vec<String> {
    let part = |cases: &[_]| {
        let batch = Batch {
            cases: cases.to_vec(),
            material: batch.material.clone(),
        };
        let verdicts = post(address, &serde_json::to_string(&batch).unwrap());
        serde_json::from_str::<Vec<String>>(&verdicts).unwrap()
    };
    batch.cases.chunks(500).flat_map(part).collect()
}

#[test]
fn hostile_tokens_get_the_same_verdict_as_natively() {
    let (_workerd, address) = probe();
    let cases = hostile();
    let batch = Hostile::batch(&cases);
    let there = judge_there(address, &batch);
    let wrong = Hostile::wrong(&cases, &there);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(there, judge_batch(&NATIVE, &batch));
}

#[test]
fn public_vectors_get_the_same_verdict_as_natively() {
    let (_workerd, address) = probe();
    let vectors = Vectors::load().unwrap();
    let batch = vectors.batch();
    let there = judge_there(address, &batch);
    let wrong = vectors.wrong(&there);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(there, judge_batch(&NATIVE, &batch));
}

#[test]
fn what_one_side_signs_the_other_verifies() {
    let (_workerd, address) = probe();
    let from_worker = judge_there(address, &to_sign());
    let from_native = judge_batch(&NATIVE, &to_sign());
    assert_eq!(from_worker.len(), 12);
    for verdict in judge_batch(&NATIVE, &to_verify(&from_worker)) {
        assert_eq!(verdict, "accepted", "{from_worker:?}");
    }
    for verdict in judge_there(address, &to_verify(&from_native)) {
        assert_eq!(verdict, "accepted", "{from_native:?}");
    }
    // Random salts and nonces are random: a second signature is another one, where the algorithm wants it to be.
    let again = judge_there(address, &to_sign());
    let same = from_worker.iter().zip(&again).filter(|(a, b)| a == b);
    // HMAC, PKCS #1 and Ed25519 have no randomness.
    assert_eq!(same.count(), 3 + 3 + 1);
}

#[test]
fn keys_that_are_none_are_refused_as_natively() {
    let (_workerd, address) = probe();
    let batch = odd_key_batch();
    assert_eq!(judge_there(address, &batch), judge_batch(&NATIVE, &batch));
    // Those to sign with may be found out when they sign.
    let foreign = judge_there(address, &foreign_signing_keys());
    let signed = foreign.iter().filter(|it| it.starts_with("signed"));
    assert_eq!(signed.count(), 0, "{foreign:?}");
    assert_eq!(foreign.len(), foreign_signing_keys().cases.len());
}
