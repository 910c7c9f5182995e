//! Auth0's event streams: [CloudEvents](https://github.com/cloudevents/spec) about users.
//!
//! Of a user it is kept whether Auth0 has deleted or blocked them, and nothing else: a user whom inbound SCIM deactivates is
//! blocked. A login of theirs Auth0 refuses itself; but refresh tokens live on, and so does a login under way.

use serde_json::{Map, Value};
use vestibule_http::Problem;
use vestibule_rules::Timestamp;

use super::{Feed, problems};
use crate::directory::{DirectoryKey, Entry, Part};

/// Early access wrote `com.auth0.user.updated`.
const OLD_PREFIX: &str = "com.auth0.";

pub(super) fn read(body: &str) -> Result<Feed, Problem> {
    let event: Value = serde_json::from_str(body).map_err(|_| problems::NOT_JSON)?;
    let text = |name: &str| event.get(name).and_then(Value::as_str);
    let kind = text("type").ok_or(problems::NOT_AN_EVENT)?;
    let fields = match kind.strip_prefix(OLD_PREFIX).unwrap_or(kind) {
        "user.deleted" => Map::from_iter([("deleted".to_owned(), true.into())]),
        "user.created" | "user.updated" => {
            let blocked = event.pointer("/data/object/blocked");
            let blocked = blocked.and_then(Value::as_bool).unwrap_or(false);
            Map::from_iter([("blocked".to_owned(), blocked.into())])
        }
        // Whoever subscribes to more than is of use here shall not get errors.
        _ => {
            return Ok(Feed {
                changes: Vec::new(),
                ignored: 1,
            });
        }
    };
    let user = event
        .pointer("/data/object/user_id")
        .and_then(Value::as_str);
    let key = user.and_then(|id| DirectoryKey::new(Part::Status, id).ok());
    let at = text("time").and_then(Timestamp::parse);
    match (key, at) {
        (Some(key), Some(at)) => Ok(Feed {
            changes: vec![(
                key,
                Entry {
                    at: at.unix_seconds(),
                    fields,
                },
            )],
            ignored: 0,
        }),
        _ => Err(problems::NOT_AN_EVENT),
    }
}
