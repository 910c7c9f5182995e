//! From a syntax tree to the smallest automaton.

use std::collections::BTreeMap;

use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::primitives::StateID;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::Hir;

use super::LARGEST;

/// What is kept while the automaton is made, before it is as small as it can be.
const MEMORY: usize = 2 << 20;
/// More states than ever fit into a table.
const MAX_STATES: usize = 8_000;
const OCTETS: usize = 256;
/// The mark of a state in which a text may end.
const ACCEPTS: u16 = 0x8000;
/// The state that nothing leads out of, and the one in which reading begins.
const DEAD: usize = 0;
const START: usize = 1;

/// The table of an automaton that accepts what all of matches; `None` if it would be too large.
pub(super) fn table(hir: &Hir) -> Option<Vec<u8>> {
    let states = minimize(&States::of(hir)?);
    let (classes, representatives) = classes(&states);
    let length = OCTETS + states.accepts.len() * representatives.len() * 2;
    if length > LARGEST {
        return None;
    }
    let mut table = classes;
    for (row, accepts) in states.rows.iter().zip(&states.accepts) {
        for (index, column) in representatives.iter().enumerate() {
            let next = u16::try_from(*row.get(*column)?).ok()?;
            let mark = if index == 0 && *accepts { ACCEPTS } else { 0 };
            table.extend_from_slice(&(next | mark).to_le_bytes());
        }
    }
    Some(table)
}

/// An automaton: for each state where each octet leads, and whether a text may end there.
struct States {
    rows: Vec<Vec<usize>>,
    accepts: Vec<bool>,
}

impl States {
    /// All states that can be reached.
    fn of(hir: &Hir) -> Option<Self> {
        let nfa = thompson::Compiler::new()
            .configure(
                thompson::Config::new()
                    .nfa_size_limit(Some(MEMORY / 4))
                    .which_captures(WhichCaptures::None),
            )
            .build_from_hir(hir)
            .ok()?;
        let dfa = dense::Builder::new()
            .configure(
                dense::Config::new()
                    // All ways are followed, not only the one that a search would prefer.
                    .match_kind(MatchKind::All)
                    .start_kind(StartKind::Anchored)
                    .accelerate(false)
                    .dfa_size_limit(Some(MEMORY))
                    .determinize_size_limit(Some(MEMORY)),
            )
            .build_from_nfa(&nfa)
            .ok()?;
        let start = dfa.universal_start_state(Anchored::Yes)?;
        let mut found = vec![start];
        let mut numbers = BTreeMap::from([(start, START)]);
        let mut rows = vec![vec![DEAD; OCTETS]];
        let mut accepts = vec![false];
        let mut at = 0;
        while let Some(state) = found.get(at).copied() {
            let row = (0..=u8::MAX).map(|octet| {
                let next = dfa.next_state(state, octet);
                if dfa.is_dead_state(next) {
                    return DEAD;
                }
                *numbers.entry(next).or_insert_with(|| {
                    found.push(next);
                    found.len()
                })
            });
            rows.push(row.collect());
            accepts.push(ends_at(&dfa, state));
            at += 1;
            if found.len() > MAX_STATES {
                return None;
            }
        }
        Some(Self { rows, accepts })
    }
}

/// Whether a text may end in this state. (The engine knows one octet late.)
fn ends_at(dfa: &dense::DFA<Vec<u32>>, state: StateID) -> bool {
    dfa.is_match_state(dfa.next_eoi_state(state))
}

/// Unites states that no text tells apart (Moore's algorithm), and numbers them in the order in which they are reached.
fn minimize(states: &States) -> States {
    let (_, columns) = classes(states);
    let mut groups: Vec<usize> = states.accepts.iter().map(|it| usize::from(*it)).collect();
    let mut count = 0;
    loop {
        let mut signatures: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        let next: Vec<usize> = states
            .rows
            .iter()
            .zip(&groups)
            .map(|(row, group)| {
                let mut signature = vec![*group];
                let targets = columns.iter().filter_map(|column| row.get(*column));
                signature.extend(targets.filter_map(|target| groups.get(*target)));
                let new = signatures.len();
                *signatures.entry(signature).or_insert(new)
            })
            .collect();
        groups = next;
        if signatures.len() == count {
            break;
        }
        count = signatures.len();
    }
    united(states, &groups)
}

fn united(states: &States, groups: &[usize]) -> States {
    let group_of = |state: usize| groups.get(state).copied().unwrap_or(DEAD);
    let mut numbers = BTreeMap::from([(group_of(DEAD), DEAD)]);
    let mut order = vec![DEAD, START];
    numbers.entry(group_of(START)).or_insert(START);
    let mut united = States {
        rows: Vec::new(),
        accepts: Vec::new(),
    };
    let mut at = 0;
    while let Some(state) = order.get(at).copied() {
        let row = states.rows.get(state).map_or(&[][..], Vec::as_slice);
        let row = row.iter().map(|target| {
            let new = numbers.len();
            *numbers.entry(group_of(*target)).or_insert_with(|| {
                order.push(*target);
                new
            })
        });
        united.rows.push(row.collect());
        united
            .accepts
            .push(states.accepts.get(state).copied().unwrap_or(false));
        at += 1;
    }
    united
}

/// The class of each octet, those of one class leading to the same place from every state, and an octet of each class.
fn classes(states: &States) -> (Vec<u8>, Vec<usize>) {
    let mut known: BTreeMap<Vec<usize>, u8> = BTreeMap::new();
    let mut representatives = Vec::new();
    let classes = (0..OCTETS)
        .map(|octet| {
            let column: Vec<usize> = states
                .rows
                .iter()
                .filter_map(|row| row.get(octet).copied())
                .collect();
            // At most 256 of them.
            let new = u8::try_from(known.len()).unwrap_or(u8::MAX);
            *known.entry(column).or_insert_with(|| {
                representatives.push(octet);
                new
            })
        })
        .collect();
    (classes, representatives)
}
