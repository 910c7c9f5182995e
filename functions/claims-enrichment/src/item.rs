//! What rules read that is neither in the event nor in the snapshot.

use vestibule_http::encode_component;
use vestibule_rules::Value;
use vestibule_tenant::{ShardId, Source};

use crate::directory::DirectoryKey;
use crate::inputs::find_text;
use crate::json_object::JsonObject;

/// Seconds for which an entry of the directory is used without asking again.
pub const DIRECTORY_FRESH: u32 = 15;

/// Something to be fetched before an answer can be given, and kept for the next.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// An entry of the directory.
    Directory(DirectoryKey),
    /// The answer of a source.
    Source(SourceCall),
}

/// What an answer takes and is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A shard of the snapshot.
    Shard(ShardId),
    /// Something to be fetched. What cannot be had becomes [`Held::Unavailable`].
    Item(Item),
}

/// A question to a source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceCall {
    /// The name of the source.
    pub name: String,
    /// The address, with everything filled in.
    pub url: String,
}

/// What is known about an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Held<'a> {
    /// Nothing, or nothing fresh, and nobody has asked just now: it has to be fetched.
    Wanted,
    /// It was so, that many seconds ago. Fresh, or there is nothing newer to be had.
    Known {
        /// What was answered.
        value: &'a JsonObject,
        /// Seconds since then.
        age: i64,
    },
    /// Nothing, and there is nothing to be had just now.
    Unavailable,
}

/// Who keeps items between callouts.
pub trait Items {
    /// What is known about an item, of which an answer counts as fresh for so many seconds.
    fn held(&self, item: &Item, fresh: u32) -> Held<'_>;
}

/// Nobody keeps anything, and nothing can be fetched.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoItems;

impl Items for NoItems {
    fn held(&self, _: &Item, _: u32) -> Held<'_> {
        Held::Unavailable
    }
}

impl SourceCall {
    /// The question that this event puts to a source; `None` if it lacks what the address needs, or has something there that
    /// would lead elsewhere.
    pub(crate) fn of(source: &Source<'_>, event: &Value<'_>) -> Option<Self> {
        let mut url = String::with_capacity(source.url.len() + 32);
        let mut rest = source.url;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}')?;
            let known = Source::PLACEHOLDERS.iter().find(|known| **known == name)?;
            let (object, member) = known.split_once('.')?;
            let value = find_text(event, &[object, member])?;
            // Nothing, `.` and `..` are no segment of a path: what reads the address would take another one.
            if value.bytes().all(|octet| octet == b'.') {
                return None;
            }
            url.push_str(before);
            url.push_str(&encode_component(value));
            rest = after;
        }
        url.push_str(rest);
        Some(Self {
            name: source.name.to_owned(),
            url,
        })
    }
}

impl Item {
    /// Writes it as one line.
    #[must_use]
    pub fn to_line(&self) -> String {
        match self {
            Self::Directory(key) => format!("directory {}", key.as_str()),
            Self::Source(call) => format!("source {} {}", call.name, call.url),
        }
    }

    /// Reads what [`Self::to_line`] wrote.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        match line.split_once(' ')? {
            ("directory", key) => DirectoryKey::from_text(key).map(Self::Directory),
            ("source", call) => {
                let (name, url) = call.split_once(' ')?;
                Some(Self::Source(SourceCall {
                    name: name.to_owned(),
                    url: url.to_owned(),
                }))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use vestibule_rules::Document;

    use super::*;

    fn source(url: &str) -> Source<'_> {
        Source {
            name: "plans",
            url,
            secret: None,
            timeout: 400,
            fresh: 60,
            keep: 300,
        }
    }

    fn call(url: &str, event: &serde_json::Value) -> Option<String> {
        let text = event.to_string();
        let event = Document::parse(&text).unwrap();
        SourceCall::of(&source(url), &Value::from(&event)).map(|call| call.url)
    }

    #[test]
    fn what_is_filled_in_cannot_change_where_an_address_leads() {
        let url = "https://plans.example/v1/{user.user_id}?org={organization.id}";
        let event =
            |user: &str| json!({ "user": { "user_id": user }, "organization": { "id": "org_a" } });
        for (user, filled) in [
            ("auth0|1", "auth0%7C1"),
            ("../admin", "..%2Fadmin"),
            ("a?x=1#y", "a%3Fx%3D1%23y"),
            ("a\r\nhost: b", "a%0D%0Ahost%3A%20b"),
            ("@evil.example", "%40evil.example"),
            ("{organization.id}", "%7Borganization.id%7D"),
        ] {
            let expected = format!("https://plans.example/v1/{filled}?org=org_a");
            assert_eq!(call(url, &event(user)), Some(expected));
        }
        for user in ["", ".", "..", "..."] {
            assert_eq!(call(url, &event(user)), None, "{user:?}");
        }
        assert_eq!(call(url, &json!({ "user": { "user_id": "a" } })), None);
        let number = json!({ "user": { "user_id": 7 }, "organization": { "id": "org_a" } });
        assert_eq!(call(url, &number), None);
        assert_eq!(call("https://a.example/{user.email}", &event("a")), None);
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let event = Document::parse(r#"{"organization":{"id":"org_a"}}"#).unwrap();
        let call = SourceCall::of(
            &source("https://a.example/{organization.id}"),
            &Value::from(&event),
        )
        .unwrap();
        let key = DirectoryKey::from_text("user/auth0%7C1").unwrap();
        for item in [Item::Source(call), Item::Directory(key)] {
            assert_eq!(Item::from_line(&item.to_line()), Some(item));
        }
        for line in [
            "",
            "source",
            "source a",
            "directory other/a",
            "current",
            "allowance",
        ] {
            assert_eq!(Item::from_line(line), None, "{line}");
        }
    }
}
