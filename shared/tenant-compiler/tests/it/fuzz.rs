//! Several damages at once, in bytes that are otherwise right, under digests that vouch for them: a corpus of one tenant and
//! random edits, as a fuzzer would make them. `corruption` makes every single one.

use std::sync::LazyLock;

use proptest::prelude::*;
use vestibule_tenant_compiler::Compiled;

use crate::corruption::{ask_everything, compiled, with_forged_digests};

static COMPILED: LazyLock<Compiled> = LazyLock::new(compiled);

#[derive(Clone, Debug)]
enum Edit {
    /// Overwrites a number of some width with one that readers trip over.
    Number(prop::sample::Index, usize, u32),
    /// Copies a stretch of the bytes over another.
    Copy(prop::sample::Index, prop::sample::Index, usize),
    /// Takes a stretch out.
    Remove(prop::sample::Index, usize),
    /// Puts octets in.
    Insert(prop::sample::Index, Vec<u8>),
}

fn edit() -> impl Strategy<Value = Edit> {
    let number = prop_oneof![
        Just(0_u32),
        Just(1),
        Just(0x7fff_ffff),
        Just(0x8000_0000),
        Just(u32::MAX),
        Just(u32::MAX - 7),
        0_u32..300,
        any::<u32>()
    ];
    prop_oneof![
        4 => (any::<prop::sample::Index>(), prop_oneof![Just(1_usize), Just(2), Just(4)], number)
            .prop_map(|(at, width, value)| Edit::Number(at, width, value)),
        2 => (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1_usize..40)
            .prop_map(|(from, to, length)| Edit::Copy(from, to, length)),
        1 => (any::<prop::sample::Index>(), 1_usize..20).prop_map(|(at, length)| Edit::Remove(at, length)),
        1 => (any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 1..20))
            .prop_map(|(at, octets)| Edit::Insert(at, octets)),
    ]
}

/// Applies the edits, and makes the length at the head fit again: a wrong one would be refused before anything is read.
fn edited(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for edit in edits {
        let length = bytes.len();
        match edit {
            Edit::Number(at, width, value) => {
                let at = at.index(length);
                for (place, octet) in bytes
                    .iter_mut()
                    .skip(at)
                    .zip(value.to_le_bytes().iter().take(*width))
                {
                    *place = *octet;
                }
            }
            Edit::Copy(from, to, count) => {
                let from = from.index(length);
                let stretch: Vec<u8> = bytes.iter().skip(from).take(*count).copied().collect();
                for (place, octet) in bytes.iter_mut().skip(to.index(length)).zip(stretch) {
                    *place = octet;
                }
            }
            Edit::Remove(at, count) => {
                let at = at.index(length);
                bytes.drain(at..(at + count).min(length));
            }
            Edit::Insert(at, octets) => {
                let at = at.index(length);
                bytes.splice(at..at, octets.iter().copied());
            }
        }
        if bytes.len() < 12 {
            break;
        }
    }
    let length = u32::try_from(bytes.len()).unwrap_or_default();
    for (place, octet) in bytes.iter_mut().skip(8).zip(length.to_le_bytes()) {
        *place = octet;
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

    #[test]
    fn a_manifest_with_several_damages_is_refused_or_answers(edits in prop::collection::vec(edit(), 1..6)) {
        let manifest = edited(&COMPILED.manifest, &edits);
        if let Ok(snapshot) = with_forged_digests(&manifest, COMPILED.manifest_digest, &COMPILED.shards) {
            ask_everything(&snapshot);
        }
    }

    #[test]
    fn shards_with_several_damages_are_refused_or_answer(
        edits in prop::collection::vec(edit(), 1..6),
        which in any::<prop::sample::Index>(),
    ) {
        let mut shards = COMPILED.shards.clone();
        let (_, bytes) = &mut shards[which.index(COMPILED.shards.len())];
        *bytes = edited(bytes, &edits);
        if let Ok(snapshot) = with_forged_digests(&COMPILED.manifest, COMPILED.manifest_digest, &shards) {
            ask_everything(&snapshot);
        }
    }
}

#[test]
fn edits_that_change_nothing_are_accepted() {
    let manifest = edited(&COMPILED.manifest, &[]);
    assert_eq!(manifest, COMPILED.manifest);
    let snapshot = with_forged_digests(&manifest, COMPILED.manifest_digest, &COMPILED.shards);
    ask_everything(&snapshot.unwrap());
}
