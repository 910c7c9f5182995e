//! A question as the page shows it.

use std::borrow::Cow;

use vestibule_profile::{Control, Element, FORM_PREFIX, Kind};

use super::problem;
use super::{ListEntry, ListGroup, ProfileField};
use crate::language::{ProfileTexts, Wording, fill};
use crate::link::Link;

/// A question as the page shows it.
pub(super) struct Row<'a> {
    /// What its elements' ids end with; the first control's is `q-` and this.
    pub(super) id: &'a str,
    /// The name of its controls.
    pub(super) name: String,
    pub(super) label: &'a str,
    pub(super) is_optional: bool,
    /// The tenant's words, and ours.
    pub(super) hint: Vec<Cow<'a, str>>,
    pub(super) placeholder: Option<&'a str>,
    pub(super) problem: Option<String>,
    /// Whether it is the first with a problem, which gets the focus.
    pub(super) focuses: bool,
    pub(super) control: &'a Control,
    pub(super) part: Part<'a>,
    /// Whether it is written from left to right in every language.
    pub(super) is_left_to_right: bool,
}

/// What differs between controls.
pub(super) enum Part<'a> {
    /// One line, with what stands in it.
    Line(&'a str),
    /// Several lines, with what stands in them.
    Lines(&'a str),
    /// A list that opens.
    List(Vec<Group<'a>>),
    /// Several controls, radio buttons if `is_one`.
    Options {
        is_one: bool,
        options: Vec<OptionRow<'a>>,
    },
    /// An agreement.
    Agreement {
        version: &'a str,
        is_given: bool,
        document: Option<Link<'a>>,
    },
}

/// Lines of a list; without a label they stand in no group.
pub(super) struct Group<'a> {
    pub(super) label: Option<&'a str>,
    pub(super) options: Vec<OptionRow<'a>>,
}

/// One thing to choose.
pub(super) struct OptionRow<'a> {
    pub(super) value: &'a str,
    pub(super) label: &'a str,
    pub(super) is_chosen: bool,
}

impl<'a> Row<'a> {
    pub(super) fn of(field: &ProfileField<'a>, language: &'a Wording<'a>) -> Self {
        let texts = &language.profile;
        let kind = &field.field.kind;
        let hint = field.texts.hint.map(Cow::Borrowed);
        let limit = limit(field.control, texts).map(Cow::Owned);
        Self {
            id: field.field.name,
            name: format!("{FORM_PREFIX}{}", field.field.name),
            label: field.texts.label,
            is_optional: !field.required,
            hint: hint.into_iter().chain(limit).collect(),
            placeholder: field.texts.placeholder,
            problem: field
                .problem
                .map(|problem| problem::text(problem, field, language)),
            focuses: false,
            control: field.control,
            part: part(field, texts),
            is_left_to_right: matches!(kind, Kind::Email | Kind::Phone { .. } | Kind::Url),
        }
    }

    /// The ids of what describes the control, or nothing.
    pub(super) fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("h-{}", self.id));
        let problem = self.problem.is_some().then(|| format!("p-{}", self.id));
        let ids = hint.into_iter().chain(problem).collect::<Vec<_>>();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// How long a text of several lines may be. One of a single line is as long as people expect it to be.
fn limit(control: &Control, texts: &ProfileTexts<'_>) -> Option<String> {
    let most = control.attribute("maxlength")?;
    (control.element == Element::TextArea).then(|| fill(texts.limit, &[("most", most)]))
}

fn part<'a>(field: &ProfileField<'a>, texts: &'a ProfileTexts<'a>) -> Part<'a> {
    let given = field.given.first().copied().unwrap_or_default();
    match field.control.element {
        Element::Input => Part::Line(given),
        Element::TextArea => Part::Lines(given),
        Element::Select => Part::List(groups(field, texts)),
        Element::Radios { has_none } => {
            let mut options = options(field, texts);
            if has_none {
                options.push(OptionRow {
                    value: "",
                    label: texts.no_answer,
                    is_chosen: field.given == [""],
                });
            }
            Part::Options {
                is_one: true,
                options,
            }
        }
        Element::Checkboxes => Part::Options {
            is_one: false,
            options: options(field, texts),
        },
        Element::Checkbox => {
            let version = match &field.field.kind {
                Kind::Consent(consent) => consent.version,
                _ => "true",
            };
            Part::Agreement {
                version,
                is_given: field.given.contains(&version),
                document: field
                    .texts
                    .document
                    .and_then(|address| Link::parse(address).ok()),
            }
        }
    }
}

/// What can be chosen, with its names; a value without one is its own.
fn options<'a>(field: &ProfileField<'a>, texts: &'a ProfileTexts<'a>) -> Vec<OptionRow<'a>> {
    let option = |value: &'a str, label: &'a str| OptionRow {
        value,
        label,
        is_chosen: field.given.contains(&value),
    };
    match &field.field.kind {
        Kind::Boolean => vec![option("true", texts.yes), option("false", texts.no)],
        Kind::Choice(choices) => {
            let names = field.texts.options.iter().copied().map(Some);
            let names = names.chain(std::iter::repeat(None));
            let values = choices.values.iter().copied();
            values
                .zip(names)
                .map(|(value, name)| option(value, name.unwrap_or(value)))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The lines of a list that opens, the first of them empty.
fn groups<'a>(field: &ProfileField<'a>, texts: &'a ProfileTexts<'a>) -> Vec<Group<'a>> {
    let given = field.given.first().copied().unwrap_or_default();
    let first = Group {
        label: None,
        options: vec![OptionRow {
            value: "",
            label: texts.choose,
            is_chosen: false,
        }],
    };
    if field.list.is_empty() {
        let options = Group {
            label: None,
            options: options(field, texts),
        };
        return vec![first, options];
    }
    // What is probably chosen stands in two groups; one line of them is chosen.
    let mut is_chosen = false;
    let mut line = |entry: &ListEntry<'a>| {
        let is_this = !is_chosen && entry.value == given;
        is_chosen |= is_this;
        OptionRow {
            value: entry.value,
            label: entry.label,
            is_chosen: is_this,
        }
    };
    let mut group = |group: &ListGroup<'a>| Group {
        label: Some(group.label.unwrap_or(texts.likely)),
        options: group.entries.iter().map(&mut line).collect(),
    };
    let lists = field.list.iter().map(&mut group).collect::<Vec<_>>();
    std::iter::once(first).chain(lists).collect()
}
