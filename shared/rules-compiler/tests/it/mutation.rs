//! Damaged programs: refused, or evaluated to something within their budget. Never a panic, which would fail the test.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use vestibule_rules::{Budget, Document, Inputs, Program, Reason};

use crate::support::{anything, compiled};

const SOURCES: [&str; 6] = [
    "event.user.groups.filter(g, g.startsWith('a')).map(g, g + '!').join(',')",
    "has(event.user.plan) && event.user.plan == 'pro' ? {'plan': event.user.plan, 'n': [1, 2.5, 3u]} : {}",
    "event.list.all(x, event.list.exists(y, x == y || y / x > 1)) && !(1 in event.list)",
    "event.list.exists_one(x, x > 1) || [event.list, event.list].map(l, l.map(x, [x, x])).size() > 3",
    "string(int('12') + event.list[0]) + event.user.groups[0].split('').join('-').upperAscii()",
    "now - timestamp('2026-01-01T00:00:00Z') > duration('1h') ? now.getHours() : -1",
];

const UNITS: u32 = 2_000;

fn event() -> Json {
    json!({"user": {"groups": ["admins", "b"], "plan": "pro"}, "list": [1, 2, 3, 0]})
}

/// Lets bytes in if they are a program, and evaluates them.
fn run(bytes: &[u8], event: &Json) {
    let verified = Program::from_bytes(bytes).is_ok();
    // What a caller may do by mistake: no verification at all.
    let Ok(program) = Program::from_verified_bytes(bytes) else {
        return;
    };
    let event = event.to_string();
    let event = Document::parse(&event).unwrap();
    let inputs = Inputs::new()
        .with("event", &event)
        .with("now", vestibule_identity::UnixSeconds(1_795_000_000));
    let mut budget = Budget::new(UNITS);
    match program.evaluate(&inputs, &mut budget) {
        Ok(value) => {
            let mut written = String::new();
            let outcome = value.write_json(&mut written);
            assert_eq!(value.to_json().map(drop), outcome);
        }
        Err(error) => {
            assert!(
                !verified || error.reason != Reason::Damaged,
                "verification let it in"
            );
            assert!(error.reason != Reason::BudgetSpent || budget.left() == 0);
        }
    }
}

#[test]
fn every_single_octet_may_be_any_other() {
    let event = event();
    let mut let_in = 0;
    for source in SOURCES {
        let bytes = compiled(source, &anything()).program;
        for place in 0..bytes.len() {
            for octet in 0..=u8::MAX {
                let mut damaged = bytes.clone();
                damaged[place] = octet;
                let_in += usize::from(Program::from_bytes(&damaged).is_ok());
                run(&damaged, &event);
            }
        }
    }
    // Constants and texts can be others and still be a program; most of the rest cannot.
    assert!(let_in > 1_000);
}

#[test]
fn every_cut_is_refused() {
    for source in SOURCES {
        let bytes = compiled(source, &anything()).program;
        for length in 0..bytes.len() {
            assert!(
                Program::from_bytes(&bytes[..length]).is_err(),
                "{source}: {length}"
            );
        }
        let longer = [&bytes[..], &[0]].concat();
        assert!(Program::from_bytes(&longer).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn several_octets_may_be_any_others(
        source in 0..SOURCES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = PROGRAMS.with(|programs| programs[source].clone());
        for (place, octet) in changes {
            let place = place.index(bytes.len());
            bytes[place] = octet;
        }
        run(&bytes, &event());
    }

    #[test]
    fn instructions_may_be_any_others(
        source in 0..SOURCES.len(),
        instructions in prop::collection::vec((0..24_u8, 0..4_u8, 0..24_u8), 1..24),
    ) {
        // Only the part that verification has to understand: a program of any instructions at all.
        let mut bytes = PROGRAMS.with(|programs| programs[source].clone());
        let constants = 16 + 4 * usize::from(u16::from_le_bytes([bytes[6], bytes[7]]));
        let body: Vec<u8> = instructions.iter().flat_map(|(code, small, wide)| [*code, *small, *wide, 0]).collect();
        bytes.splice(16..constants, body);
        bytes[6] = u8::try_from(instructions.len()).unwrap();
        bytes[7] = 0;
        let length = u32::try_from(bytes.len()).unwrap();
        bytes[12..16].copy_from_slice(&length.to_le_bytes());
        run(&bytes, &event());
    }
}

thread_local! {
    static PROGRAMS: Vec<Vec<u8>> =
        SOURCES.iter().map(|source| compiled(source, &anything()).program).collect();
}
