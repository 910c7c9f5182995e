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
//! The body of a file that pages show is `asset/` and its name, that of a page is `page/`; the entry asks for their octets.
//! No other body begins so.
//!
//! or `need`, a line feed, and the names of what is missing, a line each.
//!
//! Everything before the first empty line is the same text for every answer of a kind: the entry
//! recognizes it and takes out an answer that it has made ready once.

use std::cell::RefCell;

use vestibule_http::Response;
use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes for status, fixed header lines, log line and an ordinary target: one allocation a reply.
const ORDINARY: usize = 2048;

/// Writes an answer and its log line.
pub(crate) fn answered(response: Response, log: &str) -> String {
    let mut reply = String::with_capacity(ORDINARY);
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
    if response.body.starts_with('<') {
        reply.push_str(PAGE);
        BODY.set(response.body.into_bytes());
    } else {
        reply.push_str(&response.body);
    }
    reply
}

/// What stands for a page. As octets it is neither made a text, of two octets for each character where any is not of Latin-1, nor
/// octets again to be sent.
const PAGE: &str = "page/";

thread_local! {
    /// The page of the reply that was given last, until it is fetched in the same turn.
    static BODY: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The octets of the page that the last reply named, once: nothing else is asked in between.
#[wasm_bindgen]
#[must_use]
pub fn page() -> Vec<u8> {
    BODY.take()
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
