//! Every case, natively. The same cases go to the Worker in `test-harness/tests/wire/claims.rs`.

use std::collections::BTreeSet;
use std::path::Path;

use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
use vestibule_claims_cases::{
    Hostile, Vectors, foreign_signing_keys, hostile, judge_batch, odd_key_batch, odd_keys, planted,
};

#[test]
fn every_token_gets_the_verdict_that_is_written_down() {
    let cases = hostile();
    let numbers: BTreeSet<u16> = cases.iter().map(|case| case.number).collect();
    assert_eq!(numbers.len(), cases.len(), "no number stands twice");
    let refused = cases.iter().filter(|case| !case.is_good()).count();
    println!(
        "{refused} hostile tokens, {} good ones",
        cases.len() - refused
    );
    assert!(refused >= 150, "{refused} hostile tokens");
    let verdicts = judge_batch(&BACKEND, &Hostile::batch(&cases));
    let wrong = Hostile::wrong(&cases, &verdicts);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_vector_gets_its_verdict_or_a_deviation_that_is_written_down() {
    let vectors = Vectors::load().unwrap();
    let verdicts = judge_batch(&BACKEND, &vectors.batch());
    println!("{} vectors", vectors.len());
    assert!(vectors.len() > 5000, "{} vectors", vectors.len());
    let wrong = vectors.wrong(&verdicts);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `cargo run -p vestibule-claims-cases --example planted` sees each turn red.
#[test]
fn every_bug_can_still_be_planted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let bugs = planted().unwrap();
    let rows: BTreeSet<u8> = bugs.iter().filter_map(|bug| bug.row).collect();
    let tokens = (13..=21).chain([26]).collect();
    assert_eq!(rows, tokens, "the rows that are about tokens");
    let numbers: BTreeSet<u16> = hostile().iter().map(|case| case.number).collect();
    for bug in bugs {
        assert!(bug.cases.is_empty() == bug.test.is_some(), "{}", bug.about);
        assert!(
            bug.cases.iter().all(|it| numbers.contains(it)),
            "{}",
            bug.about
        );
        for edit in bug.edits {
            let text = std::fs::read_to_string(root.join(&edit.file)).unwrap();
            assert_eq!(text.matches(&edit.find).count(), 1, "{}", edit.find);
        }
    }
}

#[test]
fn keys_that_are_none_are_refused_when_they_are_read() {
    let verdicts = judge_batch(&BACKEND, &odd_key_batch());
    for ((about, _, verdict), found) in odd_keys().iter().zip(&verdicts) {
        assert!(verdict.is_none_or(|it| it == found), "{about}: {found}");
    }
    let points = verdicts.iter().filter(|it| *it == "refused").count();
    let none = verdicts.iter().filter(|it| *it == "Refused").count();
    assert!(
        points > 50 && none > 50,
        "{points} points, {none} that are none"
    );
}

#[test]
fn keys_of_another_kind_sign_nothing() {
    let verdicts = judge_batch(&BACKEND, &foreign_signing_keys());
    assert_eq!(verdicts.len(), 27);
    let signed = verdicts.iter().filter(|it| it.starts_with("signed"));
    assert_eq!(signed.count(), 0, "{verdicts:?}");
}

/// RFC 8725, section 3.12, tried out: whatever is good as one kind is refused as every other.
#[test]
fn a_token_that_is_good_as_one_kind_is_refused_as_all_others() {
    const KINDS: [&str; 5] = ["id", "access", "other issuer", "profile", "terms"];
    let good = hostile().into_iter().filter(Hostile::is_good);
    let mut cases = Vec::new();
    for token in good.filter(|case| KINDS.contains(&case.kind)) {
        for kind in KINDS.into_iter().filter(|kind| *kind != token.kind) {
            cases.push(Hostile {
                kind,
                ..token.clone()
            });
        }
    }
    assert!(cases.len() > 80, "{}", cases.len());
    let verdicts = judge_batch(&BACKEND, &Hostile::batch(&cases));
    for (case, verdict) in cases.iter().zip(verdicts) {
        let Hostile { number, kind, .. } = case;
        assert!(!verdict.starts_with("accepted"), "{number} as {kind}");
    }
}
