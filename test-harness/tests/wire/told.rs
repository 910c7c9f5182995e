//! Requests of programs, and what they are told.

use serde_json::Value;
use vestibule_stand::Stand;

use crate::support::raw;

/// An answer, taken apart.
pub(crate) struct Told {
    head: String,
    /// The body as it came.
    pub(crate) text: String,
    /// The same, read.
    pub(crate) body: Value,
}

impl Told {
    pub(crate) fn status(&self) -> &str {
        self.head.get(9..12).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

/// Asks with these headers and this body.
pub(crate) fn ask(
    stand: &Stand,
    method: &str,
    target: &str,
    more: &[(&str, &str)],
    body: impl AsRef<[u8]>,
) -> Told {
    let body = body.as_ref();
    let host = stand.addresses().worker.host_str().unwrap().to_owned();
    let more: Vec<String> = more
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let more = more.concat();
    let head = format!(
        "{method} {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{more}\
         content-length: {}\r\n\r\n",
        body.len()
    );
    let answer = raw(stand, &[head.as_bytes(), body].concat());
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    // Chunked: the document is the one line that begins with a brace.
    let text = body.lines().find(|line| line.starts_with('{'));
    Told {
        head: head.to_owned(),
        text: text.unwrap_or_default().to_owned(),
        body: text.map_or(Value::Null, |text| serde_json::from_str(text).unwrap()),
    }
}
