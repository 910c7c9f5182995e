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
    clippy::format_push_string,
    reason = "tests may fail loudly, and a reference is read sooner than it is fast"
)]

mod address;
mod decision;
mod dice;
mod query;
mod requests;
mod says;
mod subject;
mod tenant;
mod tenants;

use std::collections::BTreeMap;

use decision::Answer;
use dice::Dice;
use subject::Subject;
use tenant::Tenant;

/// Requests per tenant.
const REQUESTS: u64 = 100;

/// How many decisions a run compares: a sample every day, a million with `VESTIBULE_TEST_ALL=1`
/// (better with `--release`: most of the time goes into the reference).
#[expect(
    clippy::disallowed_methods,
    reason = "decisions read no environment; how much to test is said there"
)]
fn decisions() -> u64 {
    match std::env::var("VESTIBULE_TEST_ALL") {
        Ok(all) if all == "1" => 1_000_000,
        _ => 20_000,
    }
}

#[test]
fn every_decision_equals_the_reference() {
    let mut differences: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut ends = BTreeMap::new();
    let mut seeds = 0..;
    let mut decided = 0;
    while decided < decisions() {
        let seed = seeds.next().unwrap();
        let text = tenants::tenant(&mut Dice::new(seed));
        let tenant: Tenant = toml::from_str(&text).unwrap();
        let Some(subject) = Subject::new(&text) else {
            continue;
        };
        decided += REQUESTS;
        for index in 0..REQUESTS {
            let asked = requests::request(&mut Dice::new(seed << 32 | (index + 1)));
            let expected = decision::decide(&tenant, &asked);
            let actual = subject.decide(&asked);
            *ends.entry(actual.end).or_insert(0_u64) += 1;
            if expected != actual {
                let kind = differences.entry(kind(&expected, &actual)).or_default();
                kind.push(format!(
                    "tenant {seed}, request {index}: {asked:?}\n\
                     reference {expected:?}\n\
                     decision  {actual:?}\n{text}"
                ));
            }
        }
    }
    println!("{ends:?}");
    for (kind, all) in &differences {
        let shortest = all.iter().min_by_key(|it| it.len()).unwrap();
        println!("{} times {kind}, the shortest:\n{shortest}", all.len());
    }
    assert!(differences.is_empty(), "the differences are listed above");
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
        assert!(
            ends.get(end).is_some_and(|count| *count > 50),
            "too few: {end}"
        );
    }
}

/// What differs, without what it differs by, to tell many differences apart.
fn kind(expected: &Answer, actual: &Answer) -> String {
    if expected.end != actual.end || expected.winner != actual.winner {
        let said = |it: &Answer| format!("{} by {}", it.end, it.winner.as_deref().unwrap_or("-"));
        return format!("{} instead of {}", said(actual), said(expected));
    }
    let mut fields = vec![expected.end];
    for (differs, field) in [
        (expected.organization != actual.organization, "organization"),
        (expected.connection != actual.connection, "connection"),
        (expected.target != actual.target, "target"),
        (expected.offered != actual.offered, "offered"),
    ] {
        if differs {
            fields.push(field);
        }
    }
    fields.join(" ")
}
