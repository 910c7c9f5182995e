//! What was asked of a user before, as it stands in `app_metadata.vestibule`.
//!
//! ```json
//! {
//!   "profile": {
//!     "prompted_at": 1764000000,
//!     "prompts": 2,
//!     "skips": 1,
//!     "fields": { "job_title": { "at": 1763000000 }, "terms": { "at": 1763000000, "version": "2026-01" } }
//!   }
//! }
//! ```
//!
//! Times are seconds since 1970. `prompts` and `skips` count in a row: an answer sets both to nothing. `fields` says when each
//! field was answered last and, of a consent, which version of the text was agreed to.

use std::fmt::Write as _;

use vestibule_identity::UnixSeconds;
use vestibule_rules::{Value, write_json_text};

/// The member of a user's `app_metadata` that holds the book.
pub const BOOK: &str = "vestibule";

/// The member of that one which is about profiles.
const PROFILE: &str = "profile";
/// More fields than a profile can have, so that a book cannot grow forever.
const MAX_FIELDS: usize = 128;
/// Longest version of a text, in octets.
const MAX_VERSION: usize = 255;

/// What was asked of a user before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// When the user was asked last.
    pub prompted_at: Option<UnixSeconds>,
    /// How often in a row the user was asked and answered nothing.
    pub prompts: u16,
    /// How often in a row the user chose to skip.
    pub skips: u16,
    /// In the order of their names. A map would be as quick, and 4 KB of the upload.
    fields: Vec<(Box<str>, Answered)>,
}

/// When a field was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// When it was answered last.
    pub at: UnixSeconds,
    /// Which version of the text was agreed to, if it is a consent.
    pub version: Option<Box<str>>,
}

impl Book {
    /// Reads the book of a user from their `app_metadata`. What is none, or has parts that mean nothing, counts as if it, or they,
    /// were not there.
    #[must_use]
    pub fn read(app_metadata: &Value<'_>) -> Self {
        let Some(book) = app_metadata.get(BOOK).and_then(|it| it.get(PROFILE)) else {
            return Self::default();
        };
        let fields = book.get("fields");
        let mut book = Self {
            prompted_at: seconds(book.get("prompted_at").as_ref()),
            prompts: count(book.get("prompts").as_ref()),
            skips: count(book.get("skips").as_ref()),
            fields: Vec::new(),
        };
        if let Some(Value::Map(map)) = fields {
            for (name, value) in map.entries() {
                let name = name.as_str().filter(|name| is_field_name(name));
                if let Some((name, answered)) = name.zip(Answered::read(&value))
                    && book.fields.len() < MAX_FIELDS
                {
                    book.enter(name, answered);
                }
            }
        }
        book
    }

    /// Enters an answer in its place.
    fn enter(&mut self, field: &str, answered: Answered) {
        match self.place(field) {
            Ok(place) => {
                if let Some((_, known)) = self.fields.get_mut(place) {
                    *known = answered;
                }
            }
            Err(place) => self.fields.insert(place, (field.into(), answered)),
        }
    }

    fn place(&self, field: &str) -> Result<usize, usize> {
        self.fields
            .binary_search_by(|(name, _)| (**name).cmp(field))
    }

    /// Writes it as the value of the member [`BOOK`] of `app_metadata`, in compact JSON; the same book always alike.
    #[must_use]
    pub fn write(&self) -> String {
        let mut json = String::from("{\"profile\":{");
        // Writing to a string cannot fail.
        if let Some(at) = self.prompted_at {
            let _ = write!(json, "\"prompted_at\":{at},");
        }
        let _ = write!(
            json,
            "\"prompts\":{},\"skips\":{}",
            self.prompts, self.skips
        );
        json.push_str(",\"fields\":{");
        for (index, (name, answered)) in self.fields.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            // A name needs no escapes.
            let _ = write!(json, "{comma}\"{name}\":{{\"at\":{}", answered.at);
            if let Some(version) = &answered.version {
                json.push_str(",\"version\":");
                write_json_text(version, &mut json);
            }
            json.push('}');
        }
        json.push_str("}}}");
        json
    }

    /// When a field was answered, if that is known.
    #[must_use]
    pub fn answered(&self, field: &str) -> Option<&Answered> {
        let place = self.place(field).ok()?;
        self.fields.get(place).map(|(_, answered)| answered)
    }

    /// Enters that the user was asked and went on: with answers, or with `skips` true without any.
    pub fn prompted(&mut self, at: UnixSeconds, skips: bool) {
        self.prompted_at = Some(at);
        self.prompts = self.prompts.saturating_add(1);
        if skips {
            self.skips = self.skips.saturating_add(1);
        }
    }

    /// Enters that a field was answered. What is no name of a field, or no version, is not entered.
    pub fn answer(&mut self, field: &str, at: UnixSeconds, version: Option<&str>) {
        let is_version = version.is_none_or(|it| it.len() <= MAX_VERSION);
        let has_room = self.fields.len() < MAX_FIELDS || self.place(field).is_ok();
        if is_field_name(field) && is_version && has_room {
            self.prompts = 0;
            self.skips = 0;
            let answered = Answered {
                at,
                version: version.map(Into::into),
            };
            self.enter(field, answered);
        }
    }

    /// Forgets fields that there are no more.
    pub fn retain(&mut self, is_field: impl Fn(&str) -> bool) {
        self.fields.retain(|(name, _)| is_field(name));
    }
}

impl Answered {
    fn read(value: &Value<'_>) -> Option<Self> {
        let version = match value.get("version") {
            None => None,
            Some(version) => Some(
                version
                    .as_str()
                    .filter(|text| text.len() <= MAX_VERSION)?
                    .into(),
            ),
        };
        Some(Self {
            at: seconds(value.get("at").as_ref())?,
            version,
        })
    }
}

/// Whether this can be the name of a field: a small letter, then small letters, digits and `_`, at most 40 octets.
fn is_field_name(text: &str) -> bool {
    let inner = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_';
    (1..=40).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(inner)
}

/// A time; JavaScript writes whole numbers as such.
fn seconds(value: Option<&Value<'_>>) -> Option<UnixSeconds> {
    match value {
        Some(Value::Int(seconds)) if *seconds >= 0 => Some(UnixSeconds(*seconds)),
        _ => None,
    }
}

fn count(value: Option<&Value<'_>>) -> u16 {
    match value {
        Some(Value::Int(count)) if *count >= 0 => u16::try_from(*count).unwrap_or(u16::MAX),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use vestibule_rules::Document;

    use super::*;

    fn read(json: &str) -> Book {
        let document = Document::parse(json).unwrap();
        Book::read(&Value::from(&document))
    }

    #[test]
    fn what_is_no_book_counts_as_an_empty_one() {
        for json in [
            "{}",
            r#"{"vestibule":null}"#,
            r#"{"vestibule":"x"}"#,
            r#"{"vestibule":{"profile":[]}}"#,
            r#"{"vestibule":{"profile":{"prompted_at":"now","prompts":-1,"skips":1.5,"fields":[1]}}}"#,
            r#"{"vestibule":{"profile":{"fields":{"A":{"at":1},"a":{"at":-1},"b":{},"c":7,"d":{"at":1,"version":2}}}}}"#,
        ] {
            assert_eq!(read(json), Book::default(), "{json}");
        }
        assert_eq!(Book::read(&Value::Null), Book::default());
    }

    #[test]
    fn an_answer_ends_a_row_of_skips() {
        let mut book = Book::default();
        book.prompted(UnixSeconds(10), true);
        book.prompted(UnixSeconds(20), false);
        assert_eq!((book.prompts, book.skips), (2, 1));
        assert_eq!(book.prompted_at, Some(UnixSeconds(20)));
        book.answer("terms", UnixSeconds(20), Some("2"));
        assert_eq!((book.prompts, book.skips), (0, 0));
        assert_eq!(
            book.answered("terms").unwrap().version.as_deref(),
            Some("2")
        );
        book.retain(|name| name != "terms");
        assert_eq!(book.answered("terms"), None);
    }

    #[test]
    fn a_book_does_not_grow_forever() {
        let mut book = Book::default();
        for number in 0..1_000 {
            book.answer(
                &format!("f{number}"),
                UnixSeconds(1),
                Some(&"v".repeat(300)),
            );
            book.answer(&format!("f{number}"), UnixSeconds(1), Some("v"));
            book.answer(&format!("not.{number}"), UnixSeconds(1), None);
        }
        assert_eq!(book.fields.len(), MAX_FIELDS);
        assert!(book.write().len() < 8_192);
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(
            prompted_at in proptest::option::of(0..i64::MAX),
            prompts: u16,
            skips: u16,
            fields in proptest::collection::btree_map("[a-z][a-z0-9_]{0,39}", (0..i64::MAX, proptest::option::of(".{0,60}")), 0..20),
        ) {
            let mut book = Book::default();
            for (name, (at, version)) in &fields {
                book.answer(name, UnixSeconds(*at), version.as_deref());
            }
            (book.prompted_at, book.prompts, book.skips) = (prompted_at.map(UnixSeconds), prompts, skips);
            let json = format!("{{\"vestibule\":{}}}", book.write());
            prop_assert_eq!(&read(&json), &book);
        }

        #[test]
        fn whatever_stands_there_is_read_without_a_fault(
            inner in r#"[{}\[\]",:0-9a-z.-]{0,60}"#,
        ) {
            let json = format!("{{\"vestibule\":{{\"profile\":{inner}}}}}");
            if let Ok(document) = Document::parse(&json) {
                let book = Book::read(&Value::from(&document));
                let again = format!("{{\"vestibule\":{}}}", book.write());
                prop_assert_eq!(&read(&again), &book);
            }
        }
    }
}
