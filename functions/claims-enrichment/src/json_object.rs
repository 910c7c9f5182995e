//! Objects that are kept between callouts.

use std::fmt;

use vestibule_rules::{Document, Value};

/// A JSON object that rules can read: kept as its text, which takes a fraction of the memory that a tree would, and is put
/// into the text of an input as it is.
#[derive(Clone, PartialEq, Eq)]
pub struct JsonObject(Box<str>);

impl JsonObject {
    /// Takes a text; `None` if it is no object, or one that could not be read within another (see [`Document::parse`]).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Within a list, as it will stand within an input: what is not one value there is none here.
        let within = format!("[{text}]");
        let document = Document::parse(&within).ok()?;
        let Value::List(list) = Value::from(&document) else {
            return None;
        };
        let is_object = list.len() == 1 && matches!(list.get(0), Some(Value::Map(_)));
        is_object.then(|| Self(text.into()))
    }

    /// The object that a value is; `None` if it is none, or too large.
    #[must_use]
    pub fn of(value: &Value<'_>) -> Option<Self> {
        let mut text = String::new();
        value.write_json(&mut text).ok()?;
        Self::parse(&text)
    }

    /// The object, as JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The object without members.
impl Default for JsonObject {
    fn default() -> Self {
        Self("{}".into())
    }
}

impl fmt::Debug for JsonObject {
    /// How long it is: what it says is about a person.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "JsonObject({} octets)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rules_could_not_read_is_none() {
        for text in ["{}", r#" {"a":[1,"ü"]} "#] {
            assert_eq!(JsonObject::parse(text).unwrap().as_str(), text);
        }
        let deep = |levels: usize| "{\"a\":".repeat(levels - 1) + "{}" + &"}".repeat(levels - 1);
        assert!(JsonObject::parse(&deep(63)).is_some());
        for text in [
            "",
            "[]",
            "1",
            "null",
            "{},{}",
            "{}],[{}",
            "{} {}",
            r#"{"a":1,"a":2}"#,
            "{\"a\":}",
            &deep(64),
        ] {
            assert_eq!(JsonObject::parse(text), None, "{text}");
        }
        assert_eq!(JsonObject::default(), JsonObject::parse("{}").unwrap());
        assert_eq!(
            format!("{:?}", JsonObject::default()),
            "JsonObject(2 octets)"
        );
    }
}
