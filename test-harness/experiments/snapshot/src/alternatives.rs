//! What the table of the snapshot is measured against. Both hold keys and numbers only, no records.

use fst::raw::{Fst, Output};
use vestibule_identity::Domain;
use vestibule_tenant::layout::compare_keys;

/// All keys in one text, sorted from the last octet to the first, with their offsets; a binary search per label.
pub(crate) struct SortedKeys {
    text: String,
    offsets: Vec<u32>,
}

impl SortedKeys {
    pub(crate) fn new(domains: &[String]) -> Self {
        let mut sorted: Vec<&String> = domains.iter().collect();
        sorted.sort_unstable_by(|left, right| compare_keys(left.as_bytes(), right.as_bytes()));
        let mut keys = Self {
            text: String::new(),
            offsets: vec![0],
        };
        for domain in sorted {
            keys.text.push_str(domain);
            keys.offsets.push(keys.text.len() as u32);
        }
        keys
    }

    pub(crate) fn size(&self) -> usize {
        self.text.len() + self.offsets.len() * 4
    }

    pub(crate) fn longest(&self, domain: &Domain) -> Option<usize> {
        std::iter::once(domain.as_str())
            .chain(domain.parents())
            .find_map(|name| self.find(name))
    }

    fn find(&self, name: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.offsets.len() - 1);
        while low < high {
            let middle = low.midpoint(high);
            let key = &self.text.as_bytes()
                [self.offsets[middle] as usize..self.offsets[middle + 1] as usize];
            match compare_keys(key, name.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }
}

/// A finite state transducer over the octets from the last to the first; one walk finds the domain and all above it.
pub(crate) struct FstOfReversedLabels(Fst<Vec<u8>>);

impl FstOfReversedLabels {
    pub(crate) fn new(domains: &[String]) -> Result<Self, fst::Error> {
        let mut keys: Vec<Vec<u8>> = domains
            .iter()
            .map(|domain| domain.bytes().rev().collect())
            .collect();
        keys.sort_unstable();
        let map = fst::Map::from_iter(keys.into_iter().zip(0_u64..))?;
        Ok(Self(map.into_fst()))
    }

    pub(crate) fn size(&self) -> usize {
        self.0.size()
    }

    pub(crate) fn longest(&self, domain: &Domain) -> Option<u64> {
        let mut node = self.0.root();
        let mut output = Output::zero();
        let mut longest = None;
        for octet in domain.as_str().bytes().rev() {
            if octet == b'.' && node.is_final() {
                longest = Some(output.cat(node.final_output()).value());
            }
            let Some(index) = node.find_input(octet) else {
                return longest;
            };
            let transition = node.transition(index);
            output = output.cat(transition.out);
            node = self.0.node(transition.addr);
        }
        if node.is_final() {
            Some(output.cat(node.final_output()).value())
        } else {
            longest
        }
    }
}
