//! Long lists, in groups.

use vestibule_pages::{ListEntry, ListGroup};
use vestibule_profile::{COUNTRIES, Kind};

use super::Sheet;

/// A line of a long list: what is sent, and what it is called.
type Line = (String, String);

/// The lines of a long list, in groups: what is probable, then by letter, or by part of the world.
pub(super) struct LongList(Vec<Group>);

struct Group {
    label: Option<String>,
    lines: Vec<Line>,
}

/// A group whose lines are as a page takes them.
pub(super) struct Entries<'l> {
    label: Option<&'l str>,
    entries: Vec<ListEntry<'l>>,
}

impl Sheet<'_> {
    /// The long list of a kind; without groups for kinds that have none.
    pub(super) fn long_list(&self, kind: &Kind<'_>) -> LongList {
        match kind {
            Kind::Country => self.countries(),
            Kind::TimeZone => self.time_zones(),
            _ => LongList(Vec::new()),
        }
    }

    fn countries(&self) -> LongList {
        let countries = self
            .context
            .lists
            .countries(COUNTRIES, self.spoken.language().tag);
        let likely = countries.iter();
        let likely = likely.filter(|(code, _)| code == self.context.country);
        let mut list = LongList(vec![Group {
            label: None,
            lines: likely.cloned().collect(),
        }]);
        for country in countries {
            let letter = country.1.chars().next().map(String::from);
            list.push(letter, country);
        }
        list
    }

    fn time_zones(&self) -> LongList {
        let mut list = LongList(Vec::new());
        for name in self.context.lists.time_zones() {
            let (part, place) = name.split_once('/').unwrap_or(("", &name));
            let place = place.replace('_', " ");
            let part = (!part.is_empty()).then(|| part.to_owned());
            list.push(part, (name.clone(), place));
        }
        list
    }
}

impl LongList {
    /// Puts a line into the last group if it belongs there, or else into one of its own.
    fn push(&mut self, label: Option<String>, line: Line) {
        match self.0.last_mut() {
            Some(last) if label.is_some() && last.label == label => last.lines.push(line),
            _ => self.0.push(Group {
                label,
                lines: vec![line],
            }),
        }
    }

    /// Its lines as a page takes them.
    pub(super) fn entries(&self) -> Vec<Entries<'_>> {
        let groups = self.0.iter().filter(|group| !group.lines.is_empty());
        let entries = groups.map(|group| {
            let lines = group.lines.iter();
            Entries {
                label: group.label.as_deref(),
                entries: lines
                    .map(|(value, label)| ListEntry { value, label })
                    .collect(),
            }
        });
        entries.collect()
    }
}

/// Groups as a page takes them.
pub(super) fn groups<'l>(entries: &'l [Entries<'l>]) -> Vec<ListGroup<'l>> {
    let group = |group: &'l Entries<'l>| ListGroup {
        label: group.label,
        entries: &group.entries,
    };
    entries.iter().map(group).collect()
}
