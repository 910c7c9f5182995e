//! The files that a tenant is described in, and finding the way back into them.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::finding::{Draft, Finding, Place};
use crate::locate::Text;

/// The files, the main one first, the included ones in the order in which they were read.
///
/// Their lists are taken together, so that checks need not know of files: what they call `organizations[7]` may be
/// `organizations[0]` of the second file.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    files: Vec<Source>,
}

/// One file, and what it has of all that is taken together.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    /// `None` when it could not be read.
    pub(crate) text: Option<String>,
    pub(crate) organizations: Range<usize>,
    pub(crate) connections: Range<usize>,
    pub(crate) clients: Range<usize>,
    pub(crate) brands: Vec<String>,
}

impl Sources {
    /// Adds a file and gives its number. What it contributes is told later, once it is known.
    pub(crate) fn add(&mut self, path: PathBuf, text: Option<String>) -> usize {
        self.files.push(Source {
            path,
            text,
            organizations: 0..0,
            connections: 0..0,
            clients: 0..0,
            brands: Vec::new(),
        });
        self.files.len() - 1
    }

    pub(crate) fn get_mut(&mut self, number: usize) -> Option<&mut Source> {
        self.files.get_mut(number)
    }

    /// The text of a file.
    pub(crate) fn text(&self, number: usize) -> &str {
        self.files
            .get(number)
            .and_then(|source| source.text.as_deref())
            .unwrap_or_default()
    }

    /// What to call a field in a sentence: its path, and its file unless that is the main one.
    pub(crate) fn refer(&self, field: &str) -> String {
        match self.resolve(field) {
            (0, field) => field,
            (number, field) => {
                let path = self.files.get(number).map(|source| source.path.as_path());
                format!(
                    "{field} of {}",
                    path.unwrap_or_else(|| Path::new("")).display()
                )
            }
        }
    }

    /// The file that a field stands in.
    pub(crate) fn path(&self, field: &str) -> &Path {
        let (number, _) = self.resolve(field);
        let path = self.files.get(number).map(|source| source.path.as_path());
        path.unwrap_or_else(|| Path::new(""))
    }

    /// Turns drafts into findings, in the order of the files and their texts.
    pub(crate) fn locate(&self, drafts: Vec<Draft>) -> Vec<Finding> {
        let mut by_file: Vec<Vec<(Draft, String, Option<usize>)>> =
            self.files.iter().map(|_| Vec::new()).collect();
        for draft in drafts {
            let (number, field, offset) = if let Some((number, octets)) = &draft.place {
                (*number, draft.field.clone(), Some(octets.start))
            } else {
                let (number, field) = self.resolve(&draft.field);
                (number, field, None)
            };
            if let Some(drafts) = by_file.get_mut(number) {
                drafts.push((draft, field, offset));
            }
        }
        let mut findings = Vec::new();
        for (source, drafts) in self.files.iter().zip(by_file) {
            // A text is parsed once more for its findings: a good file then costs nothing, and the model needs no
            // positions in its fields.
            let text = source
                .text
                .as_deref()
                .filter(|_| !drafts.is_empty())
                .map(Text::new);
            let mut located: Vec<(usize, Finding)> = drafts
                .into_iter()
                .map(|(draft, field, offset)| {
                    let offset = text.as_ref().map(|text| {
                        offset.unwrap_or_else(|| text.offset_inside(&field, &draft.before))
                    });
                    let position = text.as_ref().zip(offset);
                    let place = Place {
                        file: source.path.clone(),
                        position: position.map(|(text, offset)| text.position(offset)),
                        field,
                    };
                    (offset.unwrap_or_default(), finding(draft, place))
                })
                .collect();
            located.sort_by_key(|(offset, _)| *offset);
            findings.extend(located.into_iter().map(|(_, finding)| finding));
        }
        findings
    }

    /// The file that a field stands in, and its path there.
    fn resolve(&self, field: &str) -> (usize, String) {
        let (list, rest) = field.split_at(field.find(['[', '.']).unwrap_or(field.len()));
        if list == "brands" {
            let key = rest.strip_prefix('.').unwrap_or_default();
            let has = |source: &Source| {
                source.brands.iter().any(|own| {
                    key.strip_prefix(own.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                })
            };
            let number = self.files.iter().position(has).unwrap_or_default();
            return (number, field.to_owned());
        }
        let index = rest
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
            .and_then(|(index, rest)| Some((index.parse::<usize>().ok()?, rest)));
        let Some((index, rest)) = index else {
            return (0, field.to_owned());
        };
        for (number, source) in self.files.iter().enumerate() {
            let range = match list {
                "organizations" => &source.organizations,
                "connections" => &source.connections,
                "clients" => &source.clients,
                _ => break,
            };
            if range.contains(&index) {
                return (number, format!("{list}[{}]{rest}", index - range.start));
            }
        }
        (0, field.to_owned())
    }
}

fn finding(draft: Draft, place: Place) -> Finding {
    let rule = draft.code.rule();
    Finding {
        severity: rule.severity,
        code: rule.code,
        place,
        problem: draft.problem,
        help: draft.help,
    }
}
