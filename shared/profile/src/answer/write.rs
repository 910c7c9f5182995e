//! Writes an answer: for Auth0, for a condition, and back into the form.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::number::write_number;
use super::{Answer, date, read_day};
use crate::kind::Kind;

impl Answer {
    /// Writes the answer as JSON: a text, a number, a boolean or a list of texts.
    pub fn write_json(&self, json: &mut String) {
        match self {
            Self::Text(text) => write_text(json, text),
            Self::Number(number) => json.push_str(&number.to_string()),
            Self::Boolean(value) => json.push_str(if *value { "true" } else { "false" }),
            Self::List(texts) => {
                json.push('[');
                for (index, text) in texts.iter().enumerate() {
                    if index > 0 {
                        json.push(',');
                    }
                    write_text(json, text);
                }
                json.push(']');
            }
        }
    }

    /// The answer in its plain form, which conditions are about; several for several choices.
    pub fn plain(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let (one, several) = match self {
            Self::Text(text) => (Some(Cow::Borrowed(text.as_str())), &[] as &[String]),
            Self::Number(number) => (Some(Cow::Owned(number.to_string())), &[] as &[String]),
            Self::Boolean(true) => (Some(Cow::Borrowed("true")), &[] as &[String]),
            Self::Boolean(false) => (Some(Cow::Borrowed("false")), &[] as &[String]),
            Self::List(texts) => (None, texts.as_slice()),
        };
        one.into_iter()
            .chain(several.iter().map(|text| Cow::Borrowed(text.as_str())))
    }

    /// The answer as its control holds it: what is typed there in a language, or the values that are chosen. Reading it again gives
    /// the same answer.
    #[must_use]
    pub fn typed(&self, kind: &Kind<'_>, language: &str) -> Vec<String> {
        match (self, kind) {
            (Self::Number(number), Kind::Number(_)) => vec![write_number(*number, language)],
            // A control for days takes ISO 8601, also from a book that has them otherwise.
            (Self::Text(text), Kind::Date(_)) => {
                let day = read_day(text, language);
                vec![day.map_or_else(|| text.clone(), date::iso)]
            }
            _ => self.plain().map(Cow::into_owned).collect(),
        }
    }
}

/// Writes a text as JSON has it (RFC 8259, section 7).
fn write_text(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            control if u32::from(control) < 0x20 => {
                // Writing to memory does not fail.
                let _ = write!(json, "\\u{:04x}", u32::from(control));
            }
            other => json.push(other),
        }
    }
    json.push('"');
}
