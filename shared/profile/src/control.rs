//! From a field to the control that asks for it.

mod attributes;
mod element;
mod pattern;

pub use element::{Element, SELECT_BEYOND};

use std::borrow::Cow;

use crate::answer::Setting;
use crate::field::Field;

/// The control that asks for a field: which element it is, and the attributes by which a browser checks what
/// [`Answer::read`](crate::Answer::read) checks.
///
/// Where the two may differ is written down, and tried in a real browser, in `test-harness/tests/questions`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Which element.
    pub element: Element,
    /// Its attributes without `id`, `name`, `value` and those for assistive technology; those without a value are empty.
    /// Of a group they stand at each control of it.
    pub attributes: Vec<(&'static str, Cow<'static, str>)>,
}

impl Control {
    /// The control of a field. Of the setting, the language, the day and whether an answer is required are heeded.
    #[must_use]
    pub fn of(field: &Field<'_>, setting: &Setting<'_>) -> Self {
        let element = Element::of(&field.kind, setting.required);
        Self {
            element,
            attributes: attributes::of(&field.kind, element, setting),
        }
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let (_, value) = attributes.find(|(known, _)| *known == name)?;
        Some(value)
    }
}
