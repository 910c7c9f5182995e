//! JSON that has one reading only.

use std::collections::btree_map::Entry;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, de};
use serde_json::{Map, Number, Value};
use thiserror::Error;

/// The members of a JSON object, no two of the same name.
pub type Object = Map<String, Value>;

/// How deep arrays and objects may stand within each other. Claims that organizations add are lists and small
/// objects; nothing that we read goes beyond four.
const DEEPEST: usize = 16;

/// Why bytes are no JSON object that we read. It never quotes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum JsonError {
    /// It is no JSON (RFC 8259), not UTF-8, holds half a surrogate pair or a number that no float can hold, or goes on
    /// behind its end.
    #[error("it is no JSON")]
    Malformed,
    /// It is JSON, but no object.
    #[error("it is no JSON object")]
    NotAnObject,
    /// Two members of an object share a name, perhaps spelt differently (`"\u0061lg"`). Which one counts differs
    /// between parsers, so one of two readers could be deceived (RFC 7515, section 4; RFC 8725, section 2.4).
    #[error("a member stands twice")]
    DuplicateMember,
    /// Arrays and objects stand within each other too deep.
    #[error("it is nested too deep")]
    TooDeep,
}

/// Reads a JSON object in which every member of every object stands once.
///
/// `serde_json` splits the text into tokens; what it would let pass is refused while the value is built. A parser
/// written for this would be a second one to trust.
///
/// # Errors
/// A [`JsonError`].
pub fn parse_object(bytes: &[u8]) -> Result<Object, JsonError> {
    let mut source = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { left: DEEPEST }
        .deserialize(&mut source)
        .map_err(|error| kind_of(&error))?;
    source.end().map_err(|_| JsonError::Malformed)?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(JsonError::NotAnObject),
    }
}

/// What our own refusals are told from `serde_json`'s by: its error carries nothing but a message.
const DUPLICATE: &str = "vestibule: duplicate member";
const TOO_DEEP: &str = "vestibule: too deep";

fn kind_of(error: &serde_json::Error) -> JsonError {
    let message = error.to_string();
    if message.starts_with(DUPLICATE) {
        JsonError::DuplicateMember
    } else if message.starts_with(TOO_DEEP) || message.starts_with("recursion limit") {
        JsonError::TooDeep
    } else {
        JsonError::Malformed
    }
}

/// Builds a value and refuses what has two readings.
#[derive(Clone, Copy)]
struct Strict {
    left: usize,
}

impl Strict {
    fn inside<E: de::Error>(self) -> Result<Self, E> {
        let left = self.left.checked_sub(1);
        left.map(|left| Self { left })
            .ok_or_else(|| E::custom(TOO_DEEP))
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("not finite"))?;
        Ok(Value::Number(number))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(inside)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut object = std::collections::BTreeMap::new();
        while let Some(name) = members.next_key::<String>()? {
            // The name arrives with its escapes resolved.
            let Entry::Vacant(place) = object.entry(name) else {
                return Err(A::Error::custom(DUPLICATE));
            };
            place.insert(members.next_value_seed(inside)?);
        }
        Ok(Value::Object(object.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_one_reading_is_read() {
        let text = r#" {"a":[1,-2,0.5,true,null,"\u00e9\ud83d\ude00"],"b":{"a":1}} "#;
        let object = parse_object(text.as_bytes()).unwrap();
        assert_eq!(object["a"][5], "é😀");
        assert_eq!(object["b"]["a"], 1);
    }

    #[test]
    fn a_member_that_stands_twice_is_refused_however_it_is_spelt_and_wherever_it_stands() {
        for text in [
            r#"{"alg":1,"alg":1}"#,
            r#"{"alg":1,"\u0061lg":2}"#,
            r#"{"a":{"b":[{"c":1,"d":2,"\u0063":3}]}}"#,
            r#"{"":1,"":2}"#,
        ] {
            let refused = parse_object(text.as_bytes());
            assert_eq!(refused, Err(JsonError::DuplicateMember), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_object_is_refused() {
        for (text, error) in [
            ("", JsonError::Malformed),
            ("[]", JsonError::NotAnObject),
            ("null", JsonError::NotAnObject),
            ("\"{}\"", JsonError::NotAnObject),
            ("{}{}", JsonError::Malformed),
            ("{} x", JsonError::Malformed),
            ("{}\0", JsonError::Malformed),
            ("\u{feff}{}", JsonError::Malformed),
            (r#"{"a":1,}"#, JsonError::Malformed),
            (r"{'a':1}", JsonError::Malformed),
            (r#"{"a":NaN}"#, JsonError::Malformed),
            (r#"{"a":01}"#, JsonError::Malformed),
            (r#"{"a":1e999}"#, JsonError::Malformed),
            (r#"{"a":"\ud800"}"#, JsonError::Malformed),
            ("{\"a\":\"\n\"}", JsonError::Malformed),
            (r#"{"a":1}//"#, JsonError::Malformed),
        ] {
            assert_eq!(parse_object(text.as_bytes()), Err(error), "{text:?}");
        }
        assert_eq!(parse_object(b"{\"a\":\"\xff\"}"), Err(JsonError::Malformed));
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse_object(nested(DEEPEST - 1).as_bytes()).is_ok());
        for depth in [DEEPEST, 200, 100_000] {
            let refused = parse_object(nested(depth).as_bytes());
            assert_eq!(refused, Err(JsonError::TooDeep), "{depth}");
        }
    }
}
