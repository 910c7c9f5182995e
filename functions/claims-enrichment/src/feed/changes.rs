//! The feed in our own format.

use vestibule_http::Problem;
use vestibule_identity::UnixSeconds;
use vestibule_rules::{Document, Value};

use super::{Feed, MOST_CHANGES, problems};
use crate::directory::{DirectoryKey, Entry, LARGEST_ENTRY, Part};
use crate::json_object::JsonObject;

/// Reads `{"version":1,"changes":[{"user":"…","set":{…}},{"organization":"…","remove":true}]}`.
///
/// An entry is set as a whole: a repeat changes nothing, and no order of parts has to be kept. Nothing is written unless all of
/// it can be read.
pub(super) fn read(body: &str, at: UnixSeconds) -> Result<Feed, Problem> {
    let at = at.0.saturating_mul(1_000);
    let document = Document::parse(body).map_err(|_| problems::NOT_JSON)?;
    let feed = Value::from(&document);
    if !matches!(feed.get("version"), Some(Value::Int(1))) {
        return Err(problems::UNKNOWN_VERSION);
    }
    let Some(Value::List(changes)) = feed.get("changes") else {
        return Err(problems::NOT_CHANGES);
    };
    if changes.is_empty() || changes.len() > MOST_CHANGES {
        return Err(problems::NOT_CHANGES);
    }
    let mut read: Vec<(DirectoryKey, Entry)> = Vec::with_capacity(changes.len());
    for change in changes.iter() {
        let (key, fields) = change_of(&change).ok_or(problems::NOT_CHANGES)?;
        let entry = Entry { at, fields };
        if entry.write().len() > LARGEST_ENTRY {
            return Err(problems::ENTRY_TOO_LARGE);
        }
        if read.iter().any(|(other, _)| *other == key) {
            return Err(problems::SAME_ENTRY_TWICE);
        }
        read.push((key, entry));
    }
    Ok(Feed {
        changes: read,
        ignored: 0,
    })
}

fn change_of(change: &Value<'_>) -> Option<(DirectoryKey, JsonObject)> {
    let Value::Map(members) = change else {
        return None;
    };
    let (mut key, mut fields) = (None, None);
    for (name, value) in members.entries() {
        // One of each: of two subjects or two things to do nobody could say which is meant, and a mistyped member may have
        // meant to take something away.
        match (name.as_str()?, value) {
            ("user", Value::Text(id)) if key.is_none() => {
                key = Some(DirectoryKey::new(Part::User, &id).ok()?);
            }
            ("organization", Value::Text(id)) if key.is_none() => {
                key = Some(DirectoryKey::new(Part::Organization, &id).ok()?);
            }
            ("set", value) if fields.is_none() => fields = Some(JsonObject::of(&value)?),
            ("remove", Value::Bool(true)) if fields.is_none() => {
                fields = Some(JsonObject::default());
            }
            _ => return None,
        }
    }
    Some((key?, fields?))
}
