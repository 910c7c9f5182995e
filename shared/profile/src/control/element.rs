//! Which element asks for what.

use crate::kind::{Kind, Text};

/// So many choices are shown at once; more stand in a list that opens.
pub const SELECT_BEYOND: usize = 7;

/// Which element asks for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// `input`, with its type in the attributes.
    Input,
    /// `textarea`.
    TextArea,
    /// `select`, its first line empty.
    Select,
    /// A group of `input type=radio`.
    Radios {
        /// Whether the last of them says that nothing is chosen, since none can be taken back otherwise.
        has_none: bool,
    },
    /// A group of `input type=checkbox`.
    Checkboxes,
    /// One `input type=checkbox`.
    Checkbox,
}

impl Element {
    /// The element for a kind.
    pub(super) fn of(kind: &Kind<'_>, required: bool) -> Self {
        let radios = Self::Radios {
            has_none: !required,
        };
        match kind {
            Kind::Text(Text {
                multiline: true, ..
            }) => Self::TextArea,
            Kind::Text(_)
            | Kind::Email
            | Kind::Phone { .. }
            | Kind::Url
            | Kind::Number(_)
            | Kind::Date(_) => Self::Input,
            // A list of several cannot be used without knowing which keys to hold down, however many there are.
            Kind::Choice(choices) if choices.several.is_some() => Self::Checkboxes,
            Kind::Choice(choices) if choices.values.len() > SELECT_BEYOND => Self::Select,
            Kind::Boolean | Kind::Choice(_) => radios,
            Kind::Country | Kind::TimeZone => Self::Select,
            Kind::Consent(_) => Self::Checkbox,
        }
    }
}
