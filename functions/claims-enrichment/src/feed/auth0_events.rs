//! Auth0's event streams: [CloudEvents](https://github.com/cloudevents/spec) about users.
//!
//! Of a user it is kept whether Auth0 has deleted or blocked them, and nothing else: a user whom inbound SCIM deactivates is
//! blocked. A login of theirs Auth0 refuses itself; but refresh tokens live on, and so does a login under way.

use vestibule_http::Problem;
use vestibule_rules::{Document, Timestamp, Value};

use super::{Feed, problems};
use crate::directory::{DirectoryKey, Entry, Part};
use crate::inputs::{find, find_text};
use crate::json_object::JsonObject;

/// Early access wrote `com.auth0.user.updated`.
const OLD_PREFIX: &str = "com.auth0.";

pub(super) fn read(body: &str) -> Result<Feed, Problem> {
    let document = Document::parse(body).map_err(|_| problems::NOT_JSON)?;
    let event = Value::from(&document);
    let kind = find_text(&event, &["type"]).ok_or(problems::NOT_AN_EVENT)?;
    let fields = match kind.strip_prefix(OLD_PREFIX).unwrap_or(kind) {
        // Who is deleted is as good as blocked, so that one question will do.
        "user.deleted" => r#"{"blocked":true,"deleted":true}"#,
        "user.created" | "user.updated" => match find(&event, &["data", "object", "blocked"]) {
            Some(Value::Bool(true)) => r#"{"blocked":true}"#,
            _ => r#"{"blocked":false}"#,
        },
        // Whoever subscribes to more than is of use here shall not get errors.
        _ => {
            return Ok(Feed {
                changes: Vec::new(),
                ignored: 1,
            });
        }
    };
    let user = find_text(&event, &["data", "object", "user_id"]);
    let key = user.and_then(|id| DirectoryKey::new(Part::Status, id).ok());
    let at = find_text(&event, &["time"]).and_then(Timestamp::parse);
    match (key, at, JsonObject::parse(fields)) {
        (Some(key), Some(at), Some(fields)) => Ok(Feed {
            changes: vec![(
                key,
                Entry {
                    at: at.unix_milliseconds(),
                    fields,
                },
            )],
            ignored: 0,
        }),
        _ => Err(problems::NOT_AN_EVENT),
    }
}
