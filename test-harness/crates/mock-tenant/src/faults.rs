//! Scripted faults: what a path does instead of, or before, answering.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};

/// A fault on the paths that match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// A path such as `/oauth/token`; `*` stands for any run of characters.
    pub path: String,
    /// What happens.
    #[serde(rename = "fault")]
    pub kind: FaultKind,
    /// How many requests it hits; without it, all.
    #[serde(default)]
    pub times: Option<u32>,
}

/// What a fault does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum FaultKind {
    /// Waits, by the machine's clock, and then answers as usual.
    Latency {
        /// Milliseconds.
        milliseconds: u64,
    },
    /// Answers with this status instead.
    Status {
        /// The status.
        status: u16,
        /// The body.
        #[serde(default)]
        body: String,
    },
    /// Answers as usual, but the connection breaks after half of the body.
    TruncatedBody,
    /// Answers 200 with so many bytes of filler.
    HugeBody {
        /// Bytes.
        bytes: u64,
    },
}

/// Takes the faults that hit this path, and counts them down.
pub(crate) fn take(faults: &mut Vec<Fault>, path: &str) -> Vec<FaultKind> {
    let mut hit = Vec::new();
    for fault in faults.iter_mut().filter(|fault| matches(&fault.path, path)) {
        match &mut fault.times {
            Some(0) => continue,
            Some(left) => *left -= 1,
            None => {}
        }
        hit.push(fault.kind.clone());
    }
    faults.retain(|fault| fault.times != Some(0));
    hit
}

/// Waits as scripted, then returns the scripted response, if there is one.
pub(crate) async fn before(faults: &[FaultKind]) -> Option<Response> {
    for fault in faults {
        match fault {
            FaultKind::Latency { milliseconds } => {
                tokio::time::sleep(Duration::from_millis(*milliseconds)).await;
            }
            FaultKind::Status { status, body } => {
                let status =
                    StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                return Some((status, body.clone()).into_response());
            }
            FaultKind::HugeBody { bytes } => return Some(Response::new(filler(*bytes))),
            FaultKind::TruncatedBody => {}
        }
    }
    None
}

/// Breaks the response if so scripted.
pub(crate) async fn after(faults: &[FaultKind], response: Response) -> Response {
    if !faults.contains(&FaultKind::TruncatedBody) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let whole = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    // The announced length is the whole one, so that the reader can tell that something is missing.
    parts
        .headers
        .insert(header::CONTENT_LENGTH, whole.len().into());
    let half = whole.slice(..whole.len() / 2);
    let broken = std::io::Error::new(std::io::ErrorKind::ConnectionAborted, "scripted");
    let pieces = [Some(Ok(half)), None, Some(Err(broken))].into_iter();
    Response::from_parts(parts, Body::from_stream(Pieces(pieces)))
}

fn filler(bytes: u64) -> Body {
    const PIECE: Bytes = Bytes::from_static(&[b' '; 16_384]);
    let piece_len = PIECE.len() as u64;
    let pieces = (0..bytes.div_ceil(piece_len)).map(move |at| {
        let left = usize::try_from((bytes - at * piece_len).min(piece_len)).unwrap_or_default();
        Some(Ok::<_, std::io::Error>(PIECE.slice(..left)))
    });
    Body::from_stream(Pieces(pieces))
}

/// A stream of pieces that are all there already. `None` among them is a pause in which what came
/// before is sent: without it the server breaks off with the first half still in its buffer.
struct Pieces<I>(I);

impl<T, I: Iterator<Item = Option<T>> + Unpin> futures_core::Stream for Pieces<I> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0.next() {
            Some(Some(piece)) => Poll::Ready(Some(piece)),
            Some(None) => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            None => Poll::Ready(None),
        }
    }
}

/// Whether the pattern, with `*` for any run of characters, is the whole path.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((before, rest)) => path.strip_prefix(before).is_some_and(|path| {
            path.char_indices()
                .map(|(at, _)| at)
                .chain([path.len()])
                .filter_map(|at| path.get(at..))
                .any(|tail| matches(rest, tail))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        assert!(matches("/oauth/token", "/oauth/token"));
        assert!(!matches("/oauth/token", "/oauth/token/x"));
        assert!(matches("/u/*", "/u/login/identifier"));
        assert!(matches("*/authorize", "/globex/authorize"));
        assert!(!matches("/u/*/x", "/u/login"));
        assert!(matches("*", ""));
    }

    #[test]
    fn a_counted_fault_wears_off() {
        let mut faults = vec![Fault {
            path: "/a".to_owned(),
            kind: FaultKind::TruncatedBody,
            times: Some(1),
        }];
        assert!(take(&mut faults, "/b").is_empty());
        assert_eq!(take(&mut faults, "/a").len(), 1);
        assert!(take(&mut faults, "/a").is_empty());
        assert!(faults.is_empty());
    }
}
