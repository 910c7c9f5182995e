//! Who owns a domain, or an address.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::code::Code;
use crate::file::TenantFile;
use crate::model::{DomainEntry, Target};
use crate::report::Report;

/// Entries so far, each with the field of its first owner, for the message when it is claimed again.
pub(super) struct Claims<K> {
    entries: BTreeMap<K, (String, DomainEntry)>,
    /// What is claimed: `domain` or `address`.
    what: &'static str,
    /// Whether the file says what happens when several organizations own the same.
    may_share: bool,
}

impl<K: Ord + Display> Claims<K> {
    pub(super) fn new(what: &'static str, file: &TenantFile) -> Self {
        let clients = &file.clients;
        let may_share = file.home_realm.conflict.is_some()
            || (!clients.is_empty() && clients.iter().all(|client| client.conflict.is_some()));
        Self {
            entries: BTreeMap::new(),
            what,
            may_share,
        }
    }

    /// Enters a claim. Organizations may share what they own, in the order of the file, where the file says what happens
    /// then; anything else would mean that the first one wins by accident.
    pub(super) fn add(
        &mut self,
        field: String,
        key: K,
        target: Target,
        subdomains: bool,
        report: &mut Report<'_>,
    ) {
        let Some((first, entry)) = self.entries.get_mut(&key) else {
            let targets = vec![(target, subdomains)];
            self.entries.insert(key, (field, DomainEntry { targets }));
            return;
        };
        let others = || entry.targets.iter().map(|(other, _)| other);
        let shared = is_organization(&target)
            && others().all(|other| is_organization(other) && !same_organization(other, &target));
        let what = self.what;
        if shared && self.may_share {
            entry.targets.push((target, subdomains));
        } else if shared {
            let code = if what == "domain" {
                Code::SharedDomain
            } else {
                Code::SharedAddress
            };
            report.add(
                field,
                code,
                format!(
                    "`{key}` also belongs to {}, and nothing says what happens then",
                    report.refer(first)
                ),
                "if it is meant, write `conflict = \"pick\"` under [home_realm], which lets people choose, or `\"first\"` or \
                 `\"block\"`; if not, remove one of the two",
            );
        } else {
            let code = if what == "domain" {
                Code::DuplicateDomain
            } else {
                Code::DuplicateAddress
            };
            report.add(
                field,
                code,
                format!("`{key}` is already taken by {}", report.refer(first)),
                format!("a {what} leads to one place: remove one of the two"),
            );
        }
    }

    /// Keeps a key for whoever is switched off: what would be found above it is not meant.
    pub(super) fn keep(&mut self, key: K, subdomains: bool) {
        let (_, entry) = self.entries.entry(key).or_insert_with(|| {
            let targets = Vec::new();
            (String::new(), DomainEntry { targets })
        });
        entry.targets.push((Target::Nobody, subdomains));
    }

    /// Where a key leads so far.
    pub(super) fn targets(&self, key: &K) -> &[(Target, bool)] {
        self.entries
            .get(key)
            .map_or(&[], |(_, entry)| &entry.targets)
    }

    pub(super) fn finish(self) -> BTreeMap<K, DomainEntry> {
        self.entries
            .into_iter()
            .map(|(key, (_, entry))| (key, entry))
            .collect()
    }
}

const fn is_organization(target: &Target) -> bool {
    matches!(target, Target::Organization { .. })
}

fn same_organization(one: &Target, other: &Target) -> bool {
    match (one, other) {
        (Target::Organization { id, .. }, Target::Organization { id: other, .. }) => id == other,
        _ => false,
    }
}
