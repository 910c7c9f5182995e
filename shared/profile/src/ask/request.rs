//! What the callout tells the page that asks: sealed, so that nothing of it can be read on the way.
//!
//! It is JSON, since both sides have a reader for that:
//!
//! ```json
//! {"v":1,"steps":[["job_title","phone!"]],"prefill":{"phone":["+4930901820"]},"account":"ana@globex.example",
//!  "organization":"org_globex","client":"portal","languages":["de"]}
//! ```
//!
//! A `!` behind a name says that the login goes on only with an answer.

use std::fmt::{self, Write as _};

use vestibule_rules::{Document, Value, write_json_text};

/// What the value is sealed for.
pub const PURPOSE: &str = "vestibule profile ask";

/// What the page is to ask.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// The fields, by page, as they were decided on.
    pub steps: Vec<Vec<AskedField>>,
    /// What stands in controls at first: names of fields with the plain forms of their answers, several only of a choice.
    pub prefill: Vec<(String, Vec<String>)>,
    /// What the user knows their account by: shown, so that nobody answers for another.
    pub account: Option<String>,
    /// The organization's id, if the login is for one.
    pub organization: Option<String>,
    /// The client's id.
    pub client: Option<String>,
    /// The languages that the application asked for, best first, as tags (RFC 5646).
    pub languages: Vec<String>,
}

/// A field that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedField {
    /// Its name.
    pub name: String,
    /// Whether the login goes on only with an answer, where the field is shown.
    pub required: bool,
}

/// Why a text is not what the page is to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskError;

impl fmt::Display for AskError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the text does not say what to ask")
    }
}

impl std::error::Error for AskError {}

impl fmt::Debug for Ask {
    /// Which fields, and nothing of who is asked: what is debugged ends up in a log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Ask")
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}

impl Ask {
    /// As many octets as the session token has room for, sealed and encoded: an Action takes a payload of 4,096.
    pub const MOST: usize = 2_900;

    /// Writes it; the same always alike. Prefilled values that there is no room for are left out, the longest first, and then
    /// languages, the last first: both are a convenience.
    #[inline(never)]
    #[must_use]
    pub fn write(&self) -> String {
        let mut ask = self.clone();
        loop {
            let text = ask.text();
            if text.len() <= Self::MOST {
                return text;
            }
            let length = |values: &Vec<String>| values.iter().map(String::len).sum::<usize>();
            let longest = ask.prefill.iter().enumerate();
            let longest = longest.max_by_key(|(_, (_, values))| length(values));
            match longest.map(|(place, _)| place) {
                Some(place) => {
                    ask.prefill.remove(place);
                }
                None if ask.languages.pop().is_some() => {}
                None => return text,
            }
        }
    }

    fn text(&self) -> String {
        let mut json = String::from("{\"v\":1,\"steps\":");
        list(&mut json, &self.steps, |json, step| {
            list(json, step, |json, field| {
                let mark = if field.required { "!" } else { "" };
                write_json_text(&format!("{}{mark}", field.name), json);
            });
        });
        json.push_str(",\"prefill\":{");
        for (index, (name, values)) in self.prefill.iter().enumerate() {
            json.push_str(if index == 0 { "" } else { "," });
            write_json_text(name, &mut json);
            json.push(':');
            list(&mut json, values, |json, value| {
                write_json_text(value, json);
            });
        }
        json.push('}');
        for (name, text) in [
            ("account", &self.account),
            ("organization", &self.organization),
            ("client", &self.client),
        ] {
            if let Some(text) = text {
                // Writing to a string cannot fail.
                let _ = write!(json, ",\"{name}\":");
                write_json_text(text, &mut json);
            }
        }
        json.push_str(",\"languages\":");
        list(&mut json, &self.languages, |json, tag| {
            write_json_text(tag, json);
        });
        json.push('}');
        json
    }

    /// Reads what [`write`](Self::write) wrote.
    ///
    /// # Errors
    /// [`AskError`] if the text is of another version, or asks for nothing.
    pub fn read(text: &str) -> Result<Self, AskError> {
        let document = Document::parse(text).map_err(|_| AskError)?;
        let ask = Value::from(&document);
        if !matches!(ask.get("v"), Some(Value::Int(1))) {
            return Err(AskError);
        }
        let text = |name: &str| {
            let found = ask.get(name)?;
            Some(found.as_given_str()?.to_owned())
        };
        let steps: Vec<Vec<AskedField>> = items(ask.get("steps"), |step| {
            let fields = items(Some(step), |field| {
                let name = field.as_given_str()?;
                let bare = name.strip_suffix('!');
                Some(AskedField {
                    name: bare.unwrap_or(name).to_owned(),
                    required: bare.is_some(),
                })
            });
            (!fields.is_empty()).then_some(fields)
        });
        if steps.is_empty() {
            return Err(AskError);
        }
        let prefill = match ask.get("prefill") {
            Some(Value::Map(map)) => map
                .entries()
                .filter_map(|(name, values)| {
                    let name = name.as_str()?.to_owned();
                    Some((name, items(Some(values), |value| owned(&value))))
                })
                .collect(),
            _ => Vec::new(),
        };
        Ok(Self {
            steps,
            prefill,
            account: text("account"),
            organization: text("organization"),
            client: text("client"),
            languages: items(ask.get("languages"), |tag| owned(&tag)),
        })
    }
}

fn owned(value: &Value<'_>) -> Option<String> {
    Some(value.as_str()?.to_owned())
}

/// What the elements of a list come to; nothing if it is no list.
fn items<'e, T>(value: Option<Value<'e>>, read: impl Fn(Value<'e>) -> Option<T>) -> Vec<T> {
    match value {
        Some(Value::List(list)) => list.iter().filter_map(read).collect(),
        _ => Vec::new(),
    }
}

fn list<T>(json: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    json.push('[');
    for (index, item) in items.iter().enumerate() {
        json.push_str(if index == 0 { "" } else { "," });
        write(json, item);
    }
    json.push(']');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ask(prefill: Vec<(String, Vec<String>)>) -> Ask {
        let field = |name: &str, required| AskedField {
            name: name.to_owned(),
            required,
        };
        Ask {
            steps: vec![vec![field("job_title", false), field("phone", true)]],
            prefill,
            account: Some("ana@globex.example".to_owned()),
            organization: Some("org_globex".to_owned()),
            client: None,
            languages: vec!["de".to_owned()],
        }
    }

    #[test]
    fn what_there_is_no_room_for_is_left_out_the_longest_first() {
        let value = |name: &str, length| (name.to_owned(), vec!["x".repeat(length)]);
        let ask = ask(vec![
            value("a", 2_000),
            value("b", 1_000),
            value("c", 1_500),
        ]);
        let text = ask.write();
        assert!(text.len() <= Ask::MOST);
        let read = Ask::read(&text).unwrap();
        let names: Vec<_> = read.prefill.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["b", "c"]);
        assert_eq!(read.languages, ["de"]);
    }

    #[test]
    fn what_asks_for_nothing_is_refused() {
        for text in [
            "",
            "{}",
            r#"{"v":1}"#,
            r#"{"v":1,"steps":[]}"#,
            r#"{"v":1,"steps":[[]]}"#,
            r#"{"v":1,"steps":"a"}"#,
            r#"{"v":2,"steps":[["a"]]}"#,
        ] {
            assert_eq!(Ask::read(text), Err(AskError), "{text}");
        }
    }

    #[test]
    fn it_does_not_show_who_is_asked() {
        let shown = format!(
            "{:?}",
            ask(vec![("phone".to_owned(), vec!["+49".to_owned()])])
        );
        assert!(shown.contains("job_title"));
        assert!(!shown.contains("ana") && !shown.contains("+49"), "{shown}");
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(
            prefill in proptest::collection::btree_map("[a-z]{1,8}", proptest::collection::vec(".{0,20}", 0..3), 0..4),
        ) {
            let ask = ask(prefill.into_iter().collect());
            prop_assert_eq!(Ask::read(&ask.write()).unwrap(), ask);
        }
    }
}
