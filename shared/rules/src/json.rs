//! Between values and JSON.

use serde_json::{Map as JsonMap, Number, Value as Json};
use thiserror::Error;

use crate::layout::MAX_TEXT;
use crate::value::{Map, Owner};
use crate::{List, Text, Value};

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

/// A number is an int if it is whole, written without point and exponent, and fits; else a double.
impl<'a> From<&'a Json> for Value<'a> {
    fn from(json: &'a Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(number) => number.as_i64().map_or_else(
                || Self::Double(number.as_f64().unwrap_or(f64::NAN)),
                Self::Int,
            ),
            Json::String(text) => Self::Text(Text::given(text)),
            Json::Array(items) => Self::List(List(Owner::Given(items))),
            Json::Object(fields) => Self::Map(Map(Owner::Given(fields))),
        }
    }
}

impl Value<'_> {
    /// Writes the value as JSON: times and lengths of time as texts, keys of maps as texts.
    ///
    /// # Errors
    ///
    /// A [`JsonError`] for what JSON cannot hold, and for what would become very large.
    pub fn to_json(&self) -> Result<Json, JsonError> {
        let mut left = Left {
            values: MAX_JSON_VALUES,
            octets: MAX_JSON_TEXT,
        };
        self.write(&mut left)
    }

    /// It recurs as deep as values are; see [`crate::layout::MAX_DEPTH`].
    fn write(&self, left: &mut Left) -> Result<Json, JsonError> {
        left.take_value()?;
        Ok(match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            Self::Int(value) => Json::from(*value),
            Self::Uint(value) => Json::from(*value),
            Self::Double(value) => Number::from_f64(*value)
                .map(Json::Number)
                .ok_or(JsonError::NotFinite)?,
            Self::Text(text) => Json::from(left.take_text(text)?),
            Self::Timestamp(time) => Json::from(left.take_text(&time.write())?),
            Self::Duration(length) => Json::from(left.take_text(&length.write())?),
            Self::List(list) => Json::Array(
                list.iter()
                    .map(|item| item.write(left))
                    .collect::<Result<_, _>>()?,
            ),
            Self::Map(Map(Owner::Given(fields))) => {
                // One by one: collecting sorts first, and brings a sort along.
                let mut written = JsonMap::new();
                for (name, value) in *fields {
                    written.insert(left.take_text(name)?, Value::from(value).write(left)?);
                }
                Json::Object(written)
            }
            Self::Map(Map(Owner::Made(made))) => {
                let mut fields = JsonMap::new();
                for (key, value) in &made.items {
                    let name = match key {
                        Value::Bool(value) => left.take_text(&value.to_string())?,
                        Value::Int(value) => left.take_text(&value.to_string())?,
                        Value::Uint(value) => left.take_text(&value.to_string())?,
                        _ => left.take_text(key.as_str().unwrap_or_default())?,
                    };
                    if fields.insert(name, value.write(left)?).is_some() {
                        return Err(JsonError::SameKey);
                    }
                }
                Json::Object(fields)
            }
        })
    }
}

/// What a result may still hold.
struct Left {
    values: u32,
    octets: usize,
}

impl Left {
    fn take_value(&mut self) -> Result<(), JsonError> {
        self.values = self.values.checked_sub(1).ok_or(JsonError::TooLarge)?;
        Ok(())
    }

    /// A copy of a text, which is not made before there is room for it.
    fn take_text(&mut self, text: &str) -> Result<String, JsonError> {
        let left = self.octets.checked_sub(text.len());
        self.octets = left.ok_or(JsonError::TooLarge)?;
        Ok(text.to_owned())
    }
}
