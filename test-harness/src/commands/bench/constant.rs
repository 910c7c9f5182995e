//! Workers that hold the answers of another one as constants.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value};

use crate::commands::bench::rivals::is_of_transport;
use crate::connection::Connection;

/// The same pages from memory, in turn; nothing is looked at, logged or counted.
pub(crate) const CONSTANT: &str = "
let turn = 0;
export default {
  fetch() {
    const { body, init } = PAGES[turn++ % PAGES.length];
    return new Response(body, init);
  },
};
";

/// The same as octets, with headers that are ready for the host to copy, and a log line as long as ours: what it takes to answer
/// at all.
pub(crate) const READY: &str = "
const encoder = new TextEncoder();
const ready = PAGES.map(({ body, init }) => ({ body: encoder.encode(body), init: new Response(null, init) }));
let turn = 0;
export default {
  fetch() {
    const { body, init } = ready[turn++ % ready.length];
    console.log(LINE);
    return new Response(body, init);
  },
};
";

/// The pages that requests are answered with, with their headers, as JavaScript.
pub(crate) fn pages_of(address: SocketAddr, requests: &[Vec<u8>]) -> Result<Value> {
    let mut connection = Connection::open(address)?;
    let page = |request: &Vec<u8>| -> Result<Value> {
        let answer = connection.ask(request)?;
        ensure!(answer.is_ok(), "{:?}", answer.head);
        let headers = answer
            .head
            .iter()
            .skip(1)
            .filter(|line| !is_of_transport(line))
            .map(|line| {
                let (name, value) = line.split_once(": ").context("a header without a value")?;
                Ok((name.to_ascii_lowercase(), Value::from(value)))
            })
            .collect::<Result<Map<_, _>>>()?;
        let body = String::from_utf8(answer.body)?;
        Ok(serde_json::json!({ "body": body, "init": { "status": 200, "headers": headers } }))
    };
    requests.iter().map(page).collect()
}
