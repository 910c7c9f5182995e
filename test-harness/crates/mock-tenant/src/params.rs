//! Request parameters: a query or a form body, in order.

use serde_json::{Map, Value};

/// Decoded names and values, in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(crate) struct Params(Vec<(String, String)>);

impl Params {
    /// Reads `application/x-www-form-urlencoded`, which a query is as well.
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// Reads a JSON object of texts, numbers and booleans, as Auth0's token endpoint accepts one.
    pub(crate) fn from_json(object: &Map<String, Value>) -> Self {
        Self(
            object
                .iter()
                .filter_map(|(name, value)| match value {
                    Value::String(text) => Some((name.clone(), text.clone())),
                    Value::Number(number) => Some((name.clone(), number.to_string())),
                    Value::Bool(flag) => Some((name.clone(), flag.to_string())),
                    Value::Null | Value::Array(_) | Value::Object(_) => None,
                })
                .collect(),
        )
    }

    /// The first value of that name.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first value of that name, unless it is empty: RFC 6749 section 3.1 treats a parameter
    /// without a value as absent.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.first(name).filter(|value| !value.is_empty())
    }

    /// Whether the name occurs, whatever its value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// The first name that occurs twice.
    pub(crate) fn repeated(&self) -> Option<&str> {
        self.0.iter().enumerate().find_map(|(at, (name, _))| {
            self.0
                .iter()
                .take(at)
                .any(|(earlier, _)| earlier == name)
                .then_some(name.as_str())
        })
    }

    /// Both, `self` first: so a name that stands in both keeps the value of `self`.
    pub(crate) fn or(&self, other: &Self) -> Self {
        Self(self.0.iter().chain(&other.0).cloned().collect())
    }

    /// As Actions see them in `event.request.query` and `event.request.body`.
    pub(crate) fn to_json(&self) -> Map<String, Value> {
        let mut object = Map::new();
        for (name, value) in &self.0 {
            object
                .entry(name.clone())
                .or_insert_with(|| Value::String(value.clone()));
        }
        object
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding_order_and_repetition() {
        let params = Params::parse(b"a=1&b=x+y%26z&a=2&c=");
        assert_eq!(params.first("a"), Some("1"));
        assert_eq!(params.first("b"), Some("x y&z"));
        assert_eq!((params.first("c"), params.get("c")), (Some(""), None));
        assert_eq!(params.repeated(), Some("a"));
    }
}
