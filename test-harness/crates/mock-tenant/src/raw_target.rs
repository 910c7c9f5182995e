//! The bytes of each request as they came from the socket, before anything decoded them.
//!
//! An HTTP library hands on a parsed target: without its fragment, and not at all when it holds
//! bytes that the library refuses. Whether a proxy in front kept every byte can only be asserted on
//! what came over the wire, so the connection is tapped below the library. Connections carry one
//! request each (the server closes them), so a request line is simply the first line; following
//! keep-alive here would mean to parse bodies a second time.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// Called once per connection with method and target as they stood in the request line.
pub(crate) type OnTarget = Arc<dyn Fn(&[u8], &[u8]) + Send + Sync>;

/// A connection whose first line is reported.
pub(crate) struct Tapped {
    stream: TcpStream,
    tap: Mutex<Option<Tap>>,
}

struct Tap {
    line: Vec<u8>,
    report: OnTarget,
}

impl Tapped {
    pub(crate) fn new(stream: TcpStream, report: OnTarget) -> Self {
        Self {
            stream,
            tap: Mutex::new(Some(Tap {
                line: Vec::new(),
                report,
            })),
        }
    }

    fn observe(&mut self, bytes: &[u8]) {
        let Ok(slot) = self.tap.get_mut() else { return };
        let Some(tap) = slot else { return };
        let end = bytes.iter().position(|byte| *byte == b'\n');
        tap.line
            .extend(bytes.iter().take(end.unwrap_or(bytes.len())));
        let over = tap.line.len() > LONGEST_LINE;
        if end.is_none() && !over {
            return;
        }
        if let Some((method, target)) = split_request_line(&tap.line) {
            (tap.report)(method, target);
        }
        *slot = None;
    }
}

impl AsyncRead for Tapped {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.stream).poll_read(context, buffer);
        if let Poll::Ready(Ok(())) = result
            && self.tap.get_mut().is_ok_and(|tap| tap.is_some())
        {
            let new: Vec<u8> = buffer.filled().iter().skip(before).copied().collect();
            self.observe(&new);
        }
        result
    }
}

impl AsyncWrite for Tapped {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Method and target of a request line: what stands before the first and the last space.
fn split_request_line(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let first = line.iter().position(|byte| *byte == b' ')?;
    let last = line.iter().rposition(|byte| *byte == b' ')?;
    Some((line.get(..first)?, line.get(first + 1..last)?))
}

/// Longer than any request line that a server accepts.
const LONGEST_LINE: usize = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_may_hold_anything_but_a_line_end() {
        assert_eq!(
            split_request_line(b"GET /authorize?a=\xff b#c HTTP/1.1\r"),
            Some((&b"GET"[..], &b"/authorize?a=\xff b#c"[..]))
        );
        assert_eq!(split_request_line(b"GET /"), None);
    }
}
