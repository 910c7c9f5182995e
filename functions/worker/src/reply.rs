//! Replies as one string: the format that `js/entry.js` takes apart.
//!
//! ```text
//! 302                                  status
//! cache-control: no-store              header lines that every answer of this kind has
//!                                      an empty line
//! {"event":"decision",…}               the log line
//! location: https://…                  the other header lines
//!                                      an empty line
//! …                                    the body
//! ```
//!
//! The body of a file that pages show is `asset/` and its name; the entry asks for its octets. No other body begins so.
//!
//! or `need`, a line feed, and the names of what is missing, a line each.
//!
//! Everything before the first empty line is the same text for every answer of a kind: the entry
//! recognizes it and takes out an answer that it has made ready once.

use vestibule_http::Response;

/// Bytes for status, fixed header lines, log line and an ordinary target: one allocation a reply.
const ORDINARY: usize = 2048;

/// Writes an answer and its log line.
pub(crate) fn answered(response: &Response, log: &str) -> String {
    let mut reply = String::with_capacity(ORDINARY + response.body.len());
    reply.push_str(&response.status.to_string());
    for (name, value) in response.fixed {
        header(&mut reply, name, value);
    }
    reply.push_str("\n\n");
    reply.push_str(log);
    for (name, value) in &response.headers {
        header(&mut reply, name, value);
    }
    reply.push_str("\n\n");
    reply.push_str(&response.body);
    reply
}

fn header(reply: &mut String, name: &str, value: &str) {
    reply.push('\n');
    reply.push_str(name);
    reply.push_str(": ");
    reply.push_str(value);
}

/// Writes what is missing.
pub(crate) fn need(names: &[String]) -> String {
    format!("need\n{}", names.join("\n"))
}
