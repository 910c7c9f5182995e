//! From values to JSON.

use serde_json::{Map as JsonMap, Number, Value as Json};
use thiserror::Error;

use crate::Value;
use crate::layout::MAX_TEXT;
use crate::plain::plain_end;
use crate::value::{Map, Owner};

/// How many values one result may hold when it is written as JSON.
///
/// A list that a rule makes can hold one value many times over without taking more memory; written out it would.
pub const MAX_JSON_VALUES: u32 = 10_000;

/// How many octets all texts and keys of one result may have together when it is written as JSON, escapes not counted: as
/// many as one text that a rule makes.
///
/// Values alone would not do: four thousand times one text of an event cost a rule next to nothing, and would be 240 MB.
pub const MAX_JSON_TEXT: usize = MAX_TEXT;

/// Why a value cannot be written as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JsonError {
    /// A number is infinite or not one at all.
    #[error("JSON has neither infinity nor NaN")]
    NotFinite,
    /// Two keys of a map become the same text.
    #[error("two keys of a map become the same text")]
    SameKey,
    /// It holds more than [`MAX_JSON_VALUES`] values, or more text than [`MAX_JSON_TEXT`].
    #[error("the value is too large")]
    TooLarge,
}

impl Value<'_> {
    /// Writes the value as compact JSON behind what stands in `to`: times and lengths of time as texts, keys of maps as texts, in the
    /// order in which they stand in the document or the rule.
    ///
    /// # Errors
    ///
    /// A [`JsonError`] for what JSON cannot hold, and for what would become very large. `to` is then as it was.
    pub fn write_json(&self, to: &mut String) -> Result<(), JsonError> {
        let length = to.len();
        let mut writer = Writer {
            to,
            left: Left::new(),
        };
        let written = writer.value(self);
        if written.is_err() {
            to.truncate(length);
        }
        written
    }

    /// The value as a JSON tree, for whoever goes on with it.
    ///
    /// # Errors
    ///
    /// As [`write_json`](Self::write_json).
    pub fn to_json(&self) -> Result<Json, JsonError> {
        self.tree(&mut Left::new())
    }

    /// It recurs as deep as values are; see [`crate::layout::MAX_DEPTH`] and [`crate::MAX_DOCUMENT_DEPTH`].
    fn tree(&self, left: &mut Left) -> Result<Json, JsonError> {
        left.take_value()?;
        Ok(match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            Self::Int(value) => Json::from(*value),
            Self::Uint(value) => Json::from(*value),
            Self::Double(value) => Json::Number(finite(*value)?),
            Self::Text(text) => Json::from(left.take_text(text)?),
            Self::Timestamp(time) => Json::from(left.take_text(&time.write())?),
            Self::Duration(length) => Json::from(left.take_text(&length.write())?),
            Self::List(list) => Json::Array(
                list.iter()
                    .map(|item| item.tree(left))
                    .collect::<Result<_, _>>()?,
            ),
            Self::Map(map) => {
                let mut fields = JsonMap::new();
                // One by one: collecting sorts first, and brings a sort along.
                for (key, value) in map.entries() {
                    let name = match key {
                        Value::Bool(value) => left.take_text(&value.to_string())?.to_owned(),
                        Value::Int(value) => left.take_text(&value.to_string())?.to_owned(),
                        Value::Uint(value) => left.take_text(&value.to_string())?.to_owned(),
                        _ => left.take_text(key.as_str().unwrap_or_default())?.to_owned(),
                    };
                    if fields.insert(name, value.tree(left)?).is_some() {
                        return Err(JsonError::SameKey);
                    }
                }
                Json::Object(fields)
            }
        })
    }
}

/// JSON that is being written.
struct Writer<'s> {
    to: &'s mut String,
    left: Left,
}

impl Writer<'_> {
    /// It recurs as deep as values are; see [`crate::layout::MAX_DEPTH`] and [`crate::MAX_DOCUMENT_DEPTH`].
    fn value(&mut self, value: &Value<'_>) -> Result<(), JsonError> {
        self.left.take_value()?;
        match value {
            Value::Null => self.to.push_str("null"),
            Value::Bool(value) => self.to.push_str(word(*value)),
            Value::Int(value) => push_int(self.to, *value),
            Value::Uint(value) => push_uint(self.to, *value),
            Value::Double(value) => self.to.push_str(&finite(*value)?.to_string()),
            Value::Text(text) => self.text(text)?,
            Value::Timestamp(time) => self.text(&time.write())?,
            Value::Duration(length) => self.text(&length.write())?,
            Value::List(list) => {
                self.to.push('[');
                for (place, item) in list.iter().enumerate() {
                    self.comma(place);
                    self.value(&item)?;
                }
                self.to.push(']');
            }
            Value::Map(map) => self.map(map)?,
        }
        Ok(())
    }

    fn map(&mut self, map: &Map<'_>) -> Result<(), JsonError> {
        self.to.push('{');
        match &map.0 {
            Owner::Given(fields) => {
                for (place, (name, value)) in fields.entries().enumerate() {
                    self.comma(place);
                    self.text(name)?;
                    self.to.push(':');
                    self.value(&value)?;
                }
            }
            Owner::Made(made) => {
                for (place, (key, value)) in made.items.iter().enumerate() {
                    self.comma(place);
                    self.key(key, &made.items)?;
                    self.to.push(':');
                    self.value(value)?;
                }
            }
        }
        self.to.push('}');
        Ok(())
    }

    /// Writes a key of a map that a rule made. There are at most half as many as the stack holds values.
    fn key(&mut self, key: &Value<'_>, all: &[(Value<'_>, Value<'_>)]) -> Result<(), JsonError> {
        let mut number = String::new();
        let text = match key {
            Value::Bool(value) => word(*value),
            Value::Int(value) => {
                push_int(&mut number, *value);
                &number
            }
            Value::Uint(value) => {
                push_uint(&mut number, *value);
                &number
            }
            key => return self.text(key.as_str().unwrap_or_default()),
        };
        // Two of one type are different, and an int is none that is equal to a uint.
        if all.iter().any(|(other, _)| other.as_str() == Some(text)) {
            return Err(JsonError::SameKey);
        }
        self.text(text)
    }

    fn comma(&mut self, place: usize) {
        if place > 0 {
            self.to.push(',');
        }
    }

    fn text(&mut self, text: &str) -> Result<(), JsonError> {
        write_json_text(self.left.take_text(text)?, self.to);
        Ok(())
    }
}

/// Writes a text as JSON behind what stands in `to`: what must be escaped is, and nothing else.
pub fn write_json_text(text: &str, to: &mut String) {
    const HEXADECIMAL: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    to.reserve(text.len() + 2);
    to.push('"');
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let end = plain_end(bytes, from);
        to.push_str(text.get(from..end).unwrap_or_default());
        let Some(octet) = bytes.get(end) else {
            break;
        };
        match octet {
            b'"' => to.push_str("\\\""),
            b'\\' => to.push_str("\\\\"),
            0x8 => to.push_str("\\b"),
            0xc => to.push_str("\\f"),
            b'\n' => to.push_str("\\n"),
            b'\r' => to.push_str("\\r"),
            b'\t' => to.push_str("\\t"),
            octet => {
                to.push_str(if *octet < 0x10 { "\\u000" } else { "\\u001" });
                let digit = HEXADECIMAL.get(usize::from(octet & 0xf));
                to.extend(digit);
            }
        }
        from = end + 1;
    }
    to.push('"');
}

/// How many octets [`write_json_text`] writes.
#[must_use]
pub fn json_text_length(text: &str) -> usize {
    let plain = |octets: &[u8]| plain_end(octets, 0) == octets.len();
    if plain(text.as_bytes()) {
        return text.len() + 2;
    }
    let mut json = String::new();
    write_json_text(text, &mut json);
    json.len()
}

fn push_int(to: &mut String, value: i64) {
    if value < 0 {
        to.push('-');
    }
    push_uint(to, value.unsigned_abs());
}

/// By hand: formatting machinery costs more than most numbers that rules give.
fn push_uint(to: &mut String, value: u64) {
    if value < 10 {
        to.push(char::from(b'0' + u8::try_from(value).unwrap_or_default()));
    } else {
        push_uint(to, value / 10);
        push_uint(to, value % 10);
    }
}

const fn word(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

fn finite(value: f64) -> Result<Number, JsonError> {
    Number::from_f64(value).ok_or(JsonError::NotFinite)
}

/// What a result may still hold.
struct Left {
    values: u32,
    octets: usize,
}

impl Left {
    const fn new() -> Self {
        Self {
            values: MAX_JSON_VALUES,
            octets: MAX_JSON_TEXT,
        }
    }

    fn take_value(&mut self) -> Result<(), JsonError> {
        self.values = self.values.checked_sub(1).ok_or(JsonError::TooLarge)?;
        Ok(())
    }

    /// A text, if there is room for it.
    fn take_text<'t>(&mut self, text: &'t str) -> Result<&'t str, JsonError> {
        let left = self.octets.checked_sub(text.len());
        self.octets = left.ok_or(JsonError::TooLarge)?;
        Ok(text)
    }
}
