//! A Vestibule that answers by a script and keeps what it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Request, Response};
use axum::routing::any;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::{StreamExt, stream};
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::Sha256;

/// What is said to one request.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    /// Before the first octet.
    delay: Duration,
    /// Whether the body comes to an end.
    ends: bool,
}

impl Reply {
    pub(crate) fn json(answer: &Value) -> Self {
        Self::body(200, "application/json", answer.to_string())
    }

    pub(crate) fn body(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type", content_type.to_owned())],
            body: body.into(),
            delay: Duration::ZERO,
            ends: true,
        }
    }

    pub(crate) fn status(status: u16) -> Self {
        Self::body(status, "application/problem+json", r#"{"code":"x"}"#)
    }

    pub(crate) fn redirect(status: u16, location: &str) -> Self {
        let mut reply = Self::status(status);
        reply.headers.push(("location", location.to_owned()));
        reply
    }

    pub(crate) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    pub(crate) fn without_end(mut self) -> Self {
        self.ends = false;
        self
    }
}

/// One request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) at: Instant,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn event(&self) -> Value {
        self.json()["event"].clone()
    }

    /// Whether one of the live keys signed this, by the letter of Standard Webhooks.
    pub(crate) fn is_signed_by(&self, keys: &[&[u8]]) -> bool {
        let id = self.header("webhook-id");
        let timestamp = self.header("webhook-timestamp");
        let Some(mac) = self.header("webhook-signature").strip_prefix("v1,") else {
            return false;
        };
        let mac = STANDARD.decode(mac).unwrap();
        keys.iter().any(|key| {
            let mut expected = Hmac::<Sha256>::new_from_slice(key).unwrap();
            expected.update(format!("{id}.{timestamp}.").as_bytes());
            expected.update(&self.body);
            expected.verify_slice(&mac).is_ok()
        })
    }
}

#[derive(Default)]
struct Shared {
    script: Vec<Reply>,
    asked: Vec<Asked>,
}

/// The server. It stops when the test does.
pub(crate) struct Callouts {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
}

impl Callouts {
    /// Replies in this order; the last one is repeated.
    pub(crate) async fn answering(script: impl IntoIterator<Item = Reply>) -> Self {
        let shared = Arc::new(Mutex::new(Shared {
            script: script.into_iter().collect(),
            asked: Vec::new(),
        }));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .fallback(any(reply))
            .with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, shared }
    }

    pub(crate) async fn saying(answer: &Value) -> Self {
        Self::answering([Reply::json(answer)]).await
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.shared.lock().unwrap().asked.clone()
    }

    /// The only request there was.
    pub(crate) fn asked_once(&self) -> Asked {
        let asked = self.asked();
        assert_eq!(asked.len(), 1);
        asked[0].clone()
    }
}

async fn reply(State(shared): State<Arc<Mutex<Shared>>>, request: Request<Body>) -> Response<Body> {
    let at = Instant::now();
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let reply = {
        let mut shared = shared.lock().unwrap();
        shared.asked.push(Asked {
            method: head.method.to_string(),
            path: head.uri.to_string(),
            headers: head.headers,
            body,
            at,
        });
        let place = shared.asked.len().min(shared.script.len()) - 1;
        shared.script[place].clone()
    };
    tokio::time::sleep(reply.delay).await;
    let mut response = Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    let chunk = stream::once(async move { Ok::<_, std::io::Error>(Bytes::from(reply.body)) });
    let body = if reply.ends {
        Body::from_stream(chunk)
    } else {
        Body::from_stream(chunk.chain(stream::pending()))
    };
    response.body(body).unwrap()
}
