//! What can be chosen.

use std::collections::BTreeSet;

use vestibule_profile::Several;

use super::field::Check;
use super::kind::whole;
use crate::code::Code;
use crate::file::{FieldOption, FieldType, ProfileField};
use crate::model::profile::Kind;

/// How many options a choice may have: a page shows all of them.
const MAX_OPTIONS: usize = 200;
/// Longest value of an option, in octets.
const MAX_VALUE: usize = 255;

impl Check<'_, '_> {
    pub(super) fn choice(&mut self, several: bool) -> Kind {
        let field = self.field;
        let options = field.options.as_deref().unwrap_or_default();
        if options.len() < 2 {
            self.add(
                if field.options.is_some() { ".options" } else { "" },
                Code::InvalidOptions,
                "a choice has two options at least",
                "write `options = [{ value = \"…\", label = \"…\" }, …]`; with one option it is a `boolean`",
            );
        }
        if options.len() > MAX_OPTIONS {
            self.add(
                ".options",
                Code::InvalidOptions,
                format!(
                    "there are {} options, and {MAX_OPTIONS} are allowed",
                    options.len()
                ),
                "let people write it as a text",
            );
        }
        self.values(options);
        let several = several.then(|| self.several(options.len()));
        Kind::Choice {
            values: options.iter().map(|option| option.value.clone()).collect(),
            several,
        }
    }

    fn values(&mut self, options: &[FieldOption]) {
        let mut values = BTreeSet::new();
        let mut labels = BTreeSet::new();
        for (index, option) in options.iter().enumerate() {
            let path = format!(".options[{index}].value");
            let value = &option.value;
            if value.trim() != value
                || value.is_empty()
                || value.len() > MAX_VALUE
                || value.chars().any(char::is_control)
            {
                self.add(
                    &path,
                    Code::InvalidOptions,
                    "this is no value that an answer can have",
                    "write 1 to 255 octets without spaces around them, as in `engineering`",
                );
            } else if !values.insert(value.to_lowercase()) {
                self.add(
                    &path,
                    Code::InvalidOptions,
                    format!("`{value}` is the value of another option, too"),
                    "give each option a value of its own; small and capital letters do not tell them apart",
                );
            }
            for (language, text) in option.label.each(self.file.tenant.own_language()) {
                if !labels.insert((language, text.trim().to_lowercase())) {
                    self.add(
                        &format!(".options[{index}].label{}", option.label.path(language)),
                        Code::InvalidOptions,
                        format!("another option is called `{}`, too", text.trim()),
                        "people have to be able to tell them apart",
                    );
                }
            }
        }
    }

    fn several(&mut self, options: usize) -> Several {
        let field = self.field;
        let most = u8::try_from(options).unwrap_or(u8::MAX);
        let mut bound = |name: &str, bound, usual| match bound {
            None => usual,
            Some(bound) => whole(bound)
                .and_then(|number| u8::try_from(number).ok())
                .filter(|number| *number <= most)
                .unwrap_or_else(|| {
                    self.add(
                        name,
                        Code::OutOfRange,
                        format!("this is not a number from 0 to {most}"),
                        "say how many options can be chosen",
                    );
                    usual
                }),
        };
        let min = bound(".min", field.min.as_ref(), 0);
        let max = bound(".max", field.max.as_ref(), most);
        if min > max || max == 0 {
            self.add(
                ".max",
                Code::OutOfRange,
                format!("nobody can choose {min} options at least and {max} at most"),
                "make `max` larger",
            );
        }
        Several { min, max }
    }
}

/// Why this can be no answer to a field, as far as that can be told from its type.
pub(super) fn impossible(field: &ProfileField, answer: &str) -> Option<&'static str> {
    match field.field_type {
        FieldType::Choice | FieldType::Choices => {
            let mut options = field.options.iter().flatten();
            let is_option = options.any(|option| option.value == answer);
            (!is_option).then_some("it is none of its options")
        }
        FieldType::Boolean if !matches!(answer, "true" | "false") => {
            Some("it is answered with `true` or `false`")
        }
        FieldType::Consent if answer != "true" => Some("who agrees answers `true`"),
        FieldType::Country if !super::kind::is_country(answer) => {
            Some("a country is two capital letters of ISO 3166-1")
        }
        _ => answer.trim().is_empty().then_some("it is empty"),
    }
}
