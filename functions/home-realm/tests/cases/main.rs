//! The cases of home realm discovery by number, decided natively.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod equality;
mod hostile;
mod place;
#[path = "../../../../test-harness/cases/run.rs"]
mod run;

use std::collections::BTreeSet;
use std::path::Path;

use place::{CLIENT, Decided, example, folder};

/// The rows that wait for behaviour that is not there yet. A row leaves this list when it works;
/// none may join it.
const PENDING: [u32; 0] = [];

/// The rows that are about what happens behind Auth0 or after the login.
const ELSEWHERE: [u32; 4] = [36, 37, 56, 57];

#[test]
fn every_row_but_four_is_here_once() {
    let numbers: Vec<u32> = run::cases(&folder())
        .iter()
        .map(|case| case.number)
        .collect();
    let expected: Vec<u32> = (1..=64)
        .filter(|number| !ELSEWHERE.contains(number))
        .collect();
    assert_eq!(numbers, expected);
}

#[test]
fn the_list_of_pending_rows_only_shrinks() {
    let cases = run::cases(&folder());
    let pending = run::pending(&cases);
    println!("{} rows are pending, wholly or in part:", pending.len());
    for case in cases.iter().filter(|case| case.pending.is_some()) {
        println!("{:>4}: {}", case.number, case.pending.as_deref().unwrap());
    }
    assert_eq!(pending, BTreeSet::from(PENDING));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for tests in cases.iter().filter_map(|case| case.also.as_deref()) {
        assert!(root.join(tests).is_file(), "{tests} is not there");
    }
}

#[test]
fn every_row_is_answered_as_it_says() {
    let texts = run::tenants(&folder(), &example());
    let mut wrong = Vec::new();
    let mut asked = 0;
    for case in run::cases(&folder()) {
        for expected in &case.requests {
            let place = match expected.tenant.as_deref() {
                None => Decided::of(&example()),
                Some("nowhere") => Decided::nowhere(),
                Some(name) => Decided::of(&texts[name]),
            };
            asked += 1;
            if let Err(mistake) = run::check(&place, expected, CLIENT) {
                wrong.push(format!(
                    "case {}: {}\n  {expected:?}\n  {mistake}",
                    case.number, case.says
                ));
            }
        }
    }
    println!("{asked} requests");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_mistake_in_a_file_is_found_that_a_row_names() {
    let texts = run::tenants(&folder(), &example());
    for case in run::cases(&folder()) {
        for expected in &case.findings {
            let codes = place::codes(&texts[&expected.tenant]);
            let found = codes.contains(&expected.code.as_str());
            // What is pending must be missing, so that the mark goes when it comes.
            assert_ne!(found, expected.pending, "case {}: {codes:?}", case.number);
        }
    }
}
