//! Decisions against a naive reference, over random tenants and random requests.
//!
//! The reference is written from `docs/tenant-file.md` and the order of signals, not from the code:
//! it shares no crate with it, parses the tenant file, addresses and queries by itself, and walks
//! the whole file for every question. Only `subject.rs` knows what is under test.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests may fail loudly, and a reference is read sooner than it is fast"
)]

mod address;
mod decision;
mod dice;
mod query;
mod requests;
mod subject;
mod tenant;
mod tenants;

use dice::Dice;
use subject::Subject;
use tenant::Tenant;

/// Requests per tenant.
const REQUESTS: u64 = 100;

/// How many decisions a run compares: a sample every day, a million with `VESTIBULE_TEST_ALL=1`.
fn decisions() -> u64 {
    match std::env::var("VESTIBULE_TEST_ALL") {
        Ok(all) if all == "1" => 1_000_000,
        _ => 20_000,
    }
}

#[test]
fn every_decision_equals_the_reference() {
    let mut differences = Vec::new();
    let mut ends = std::collections::BTreeMap::new();
    for seed in 0..decisions() / REQUESTS {
        let text = tenants::tenant(&mut Dice::new(seed));
        let tenant: Tenant = toml::from_str(&text).unwrap();
        let subject = Subject::new(&text);
        for index in 0..REQUESTS {
            let asked = requests::request(&mut Dice::new(seed << 32 | (index + 1)));
            let expected = decision::decide(&tenant, &asked);
            let actual = subject.decide(&asked);
            *ends.entry(actual.end).or_insert(0_u64) += 1;
            if expected != actual {
                differences.push(format!(
                    "tenant {seed}, request {index}: {asked:?}\n\
                     reference {expected:?}\n\
                     decision  {actual:?}\n{text}"
                ));
            }
        }
    }
    println!("{ends:?}");
    assert!(
        differences.is_empty(),
        "{} differences, the shortest:\n{}",
        differences.len(),
        differences.iter().min_by_key(|it| it.len()).unwrap()
    );
    for end in [
        "sent-on",
        "passed-on",
        "asked",
        "offered-connections",
        "offered-organizations",
        "conflict",
        "no-match",
        "refused",
    ] {
        assert!(ends.get(end).is_some_and(|count| *count > 50), "too few: {end}");
    }
}
