//! Replies as one string: the format that `js/entry.js` takes apart.
//!
//! ```text
//! 302                                  status
//! {"event":"decision",…}               the log line
//! location: https://…                  header lines
//! cache-control: no-store
//!                                      an empty line
//! …                                    the body
//! ```
//!
//! or `need`, a line feed, and the names of what is missing, a line each.

use vestibule_http::Response;

/// Writes an answer and its log line.
pub(crate) fn answered(response: &Response, log: &str) -> String {
    let mut reply = String::with_capacity(512 + response.body.len());
    reply.push_str(&response.status.to_string());
    reply.push('\n');
    reply.push_str(log);
    for (name, value) in &response.headers {
        reply.push('\n');
        reply.push_str(name);
        reply.push_str(": ");
        reply.push_str(value);
    }
    reply.push_str("\n\n");
    reply.push_str(&response.body);
    reply
}

/// Writes what is missing.
pub(crate) fn need(names: &[String]) -> String {
    format!("need\n{}", names.join("\n"))
}
