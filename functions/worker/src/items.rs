//! What was fetched for rules, kept for the callouts that follow.

use std::collections::BTreeMap;

use vestibule_claims_enrichment::{Held, Item, Items, JsonObject};
use vestibule_identity::UnixSeconds;

/// Items that are kept. More users than that are seldom on the way at once.
const MOST: usize = 1024;
/// Octets of their texts together.
const MOST_OCTETS: usize = 4 * 1024 * 1024;
/// Seconds for which something that could not be had is not asked for again.
const PAUSE: i64 = 5;

/// Items by what they are.
#[derive(Debug, Default)]
pub(crate) struct KeptItems {
    items: BTreeMap<Item, Kept>,
    octets: usize,
}

#[derive(Debug, Default)]
struct Kept {
    answer: Option<Answer>,
    failed: Option<UnixSeconds>,
}

#[derive(Debug)]
struct Answer {
    value: JsonObject,
    at: UnixSeconds,
    /// Seconds for which it serves where nothing newer can be had.
    keep: u32,
}

/// Items as they are at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemsAt<'a> {
    pub(crate) kept: &'a KeptItems,
    pub(crate) now: UnixSeconds,
}

impl KeptItems {
    /// Keeps what was answered.
    pub(crate) fn insert(&mut self, item: Item, value: JsonObject, keep: u32, now: UnixSeconds) {
        let octets = value.as_str().len();
        if octets > MOST_OCTETS {
            return;
        }
        self.forget(&item);
        self.make_room(octets);
        self.octets += octets;
        let answer = Answer {
            value,
            at: now,
            keep,
        };
        self.items.insert(
            item,
            Kept {
                answer: Some(answer),
                failed: None,
            },
        );
    }

    /// Notes that nothing could be had just now; what was answered before stays.
    pub(crate) fn note_failed(&mut self, item: Item, now: UnixSeconds) {
        if !self.items.contains_key(&item) {
            self.make_room(0);
        }
        self.items.entry(item).or_default().failed = Some(now);
    }

    /// Forgets the oldest answers until there is room for one more item; but first of all what was never answered.
    fn make_room(&mut self, octets: usize) {
        while self.items.len() >= MOST || self.octets + octets > MOST_OCTETS {
            let since = |kept: &Kept| kept.answer.as_ref().map(|answer| answer.at);
            let oldest = self.items.iter().min_by_key(|(_, kept)| since(kept));
            let Some(oldest) = oldest.map(|(item, _)| item.clone()) else {
                break;
            };
            self.forget(&oldest);
        }
    }

    fn forget(&mut self, item: &Item) {
        if let Some(Kept {
            answer: Some(answer),
            ..
        }) = self.items.remove(item)
        {
            self.octets = self.octets.saturating_sub(answer.value.as_str().len());
        }
    }
}

impl Items for ItemsAt<'_> {
    fn held(&self, item: &Item, fresh: u32) -> Held<'_> {
        let Some(kept) = self.kept.items.get(item) else {
            return Held::Wanted;
        };
        let known = kept.answer.as_ref().map(|answer| {
            let age = self.now.since(answer.at).max(0);
            (answer, age)
        });
        match known {
            Some((answer, age)) if age <= i64::from(fresh) => Held::Known {
                value: &answer.value,
                age,
            },
            _ if kept.failed.is_none_or(|at| self.now.since(at) > PAUSE) => Held::Wanted,
            Some((answer, age)) if age <= i64::from(answer.keep) => Held::Known {
                value: &answer.value,
                age,
            },
            _ => Held::Unavailable,
        }
    }
}
