//! A key-value namespace as workerd knows it: one HTTP service.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A namespace whose contents a test can see and change.
pub struct KeyValueService {
    contents: Arc<Mutex<Contents>>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Contents {
    values: BTreeMap<String, Bytes>,
    reads: Vec<String>,
    down: bool,
    delay: Duration,
}

impl KeyValueService {
    /// Starts an empty namespace on a port of the system's choice.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start() -> std::io::Result<Self> {
        let contents = Arc::new(Mutex::new(Contents::default()));
        let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let router = Router::new()
            .fallback(serve)
            .with_state(Arc::clone(&contents));
        let task = tokio::spawn(async move {
            // Ends with the process; a listener that fails shows in every test that reads.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            contents,
            address,
            task,
        })
    }

    /// Where it listens, as `host:port`.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Puts a value under a key.
    pub fn put(&self, key: &str, value: impl Into<Bytes>) {
        lock(&self.contents)
            .values
            .insert(key.to_owned(), value.into());
    }

    /// Takes a key away.
    pub fn delete(&self, key: &str) {
        lock(&self.contents).values.remove(key);
    }

    /// Takes everything away.
    pub fn clear(&self) {
        lock(&self.contents).values.clear();
    }

    /// The value under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Bytes> {
        lock(&self.contents).values.get(key).cloned()
    }

    /// The keys that are there.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        lock(&self.contents).values.keys().cloned().collect()
    }

    /// Lets everything fail (503), or answers again.
    pub fn set_down(&self, down: bool) {
        lock(&self.contents).down = down;
    }

    /// Lets every read take this long.
    pub fn set_delay(&self, delay: Duration) {
        lock(&self.contents).delay = delay;
    }

    /// The keys that were read so far, in order.
    #[must_use]
    pub fn reads(&self) -> Vec<String> {
        lock(&self.contents).reads.clone()
    }
}

impl Drop for KeyValueService {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    State(contents): State<Arc<Mutex<Contents>>>,
    method: Method,
    uri: Uri,
    body: Bytes,
) -> Response {
    // With `?urlencoded=true`, which workerd always sends, the path is the encoded key.
    let key = percent_decode_str(uri.path().trim_start_matches('/')).decode_utf8_lossy();
    let delay = {
        let mut contents = lock(&contents);
        if method == Method::GET {
            contents.reads.push(key.clone().into_owned());
        }
        contents.delay
    };
    tokio::time::sleep(delay).await;
    let mut contents = lock(&contents);
    if contents.down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if method == Method::PUT {
        contents.values.insert(key.into_owned(), body);
        return StatusCode::NO_CONTENT.into_response();
    }
    match contents.values.get(key.as_ref()) {
        Some(value) => value.clone().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A panic while the lock was held would have failed its test already.
fn lock(contents: &Mutex<Contents>) -> MutexGuard<'_, Contents> {
    contents.lock().unwrap_or_else(PoisonError::into_inner)
}
