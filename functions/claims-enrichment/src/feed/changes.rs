//! The feed in our own format.

use serde_json::{Map, Value};
use vestibule_http::Problem;
use vestibule_identity::UnixSeconds;

use super::{Feed, MOST_CHANGES, problems};
use crate::directory::{DirectoryKey, Entry, LARGEST_ENTRY, Part};

/// Reads `{"version":1,"changes":[{"user":"…","set":{…}},{"organization":"…","remove":true}]}`.
///
/// An entry is set as a whole: a repeat changes nothing, and no order of parts has to be kept. Nothing is written unless all of
/// it can be read.
pub(super) fn read(body: &str, at: UnixSeconds) -> Result<Feed, Problem> {
    let mut feed: Value = serde_json::from_str(body).map_err(|_| problems::NOT_JSON)?;
    if feed.get("version").and_then(Value::as_u64) != Some(1) {
        return Err(problems::UNKNOWN_VERSION);
    }
    let Some(Value::Array(changes)) = feed.get_mut("changes").map(Value::take) else {
        return Err(problems::NOT_CHANGES);
    };
    if changes.is_empty() || changes.len() > MOST_CHANGES {
        return Err(problems::NOT_CHANGES);
    }
    let mut read: Vec<(DirectoryKey, Entry)> = Vec::with_capacity(changes.len());
    for change in changes {
        let (key, fields) = change_of(change).ok_or(problems::NOT_CHANGES)?;
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

fn change_of(change: Value) -> Option<(DirectoryKey, Map<String, Value>)> {
    let Value::Object(mut members) = change else {
        return None;
    };
    let subjects = [
        (Part::User, members.remove("user")),
        (Part::Organization, members.remove("organization")),
    ];
    let key = match subjects {
        [(part, Some(Value::String(id))), (_, None)]
        | [(_, None), (part, Some(Value::String(id)))] => DirectoryKey::new(part, &id).ok()?,
        _ => return None,
    };
    let fields = match (members.remove("set"), members.remove("remove")) {
        (Some(Value::Object(fields)), None) => fields,
        (None, Some(Value::Bool(true))) => Map::new(),
        _ => return None,
    };
    // A mistyped member is not passed over: it may have meant to take something away.
    members.is_empty().then_some((key, fields))
}
