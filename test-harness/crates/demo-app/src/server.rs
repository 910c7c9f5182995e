//! Serves the application.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::http::{HeaderValue, StatusCode};
use axum::routing::get;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::config::Config;
use crate::files::{ASSETS, DOCUMENT, HTML, JAVASCRIPT, JSON, SDK, answer, policy};

/// The running application. Dropping it stops it.
#[derive(Debug)]
pub struct DemoApp {
    address: SocketAddr,
    /// Held until the application is to stop: its end is the signal.
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<io::Result<()>>,
}

/// Why the application cannot start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The SDK is not where it was said to be.
    #[error("cannot read the Auth0 SDK at {path}: run `npm ci --ignore-scripts`")]
    Sdk {
        /// The file looked for.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// The tenant's origin cannot stand in a header.
    #[error("the tenant's origin is not an origin: {0}")]
    TenantOrigin(String),
    /// The configuration cannot be written as JSON.
    #[error("cannot write the configuration for the browser")]
    Config(#[from] serde_json::Error),
    /// The listener is not bound.
    #[error("the listener has no address")]
    Listener(#[source] io::Error),
}

impl DemoApp {
    /// Starts to serve on a bound listener, without TLS, on the current Tokio runtime.
    /// `spa_js_dir` is the folder `dist` of the package `@auth0/auth0-spa-js`.
    ///
    /// # Errors
    /// [`StartError`] if the SDK is missing or the configuration is unusable.
    pub async fn start(
        config: Config,
        listener: TcpListener,
        spa_js_dir: &Path,
    ) -> Result<Self, StartError> {
        let path = spa_js_dir.join(SDK.1);
        let sdk = tokio::fs::read_to_string(&path)
            .await
            .map_err(|source| StartError::Sdk { path, source })?;
        let address = listener.local_addr().map_err(StartError::Listener)?;
        let router = router(&config, sdk)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(async move {
            axum::serve(listener, router)
                .with_graceful_shutdown(async {
                    // An error is the other end being dropped, which means the same.
                    let _ = stopped.await;
                })
                .await
        });
        Ok(Self {
            address,
            stop: Some(stop),
            server,
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// Stops, at once: open connections hold nothing worth waiting for.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        self.server.abort();
        // Cancelled, or ended by itself a moment before.
        let _ = (&mut self.server).await;
    }
}

impl Drop for DemoApp {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn router(config: &Config, sdk: String) -> Result<Router, StartError> {
    let policy = policy(&config.tenant_origin);
    // An origin with a space or a semicolon would write policy of its own.
    let unusable = |origin: &str| origin.contains(|sign: char| " ;,".contains(sign));
    let policy = HeaderValue::try_from(policy)
        .ok()
        .filter(|_| !unusable(&config.tenant_origin))
        .ok_or_else(|| StartError::TenantOrigin(config.tenant_origin.clone()))?;
    let config = serde_json::to_string(config)?;

    let mut router = Router::new();
    for path in ["/", "/login", "/callback"] {
        router = serve(router, path, HTML, DOCUMENT.to_owned(), &policy);
    }
    for (path, media_type, content) in ASSETS {
        router = serve(router, path, media_type, content.to_owned(), &policy);
    }
    router = serve(router, SDK.0, JAVASCRIPT, sdk, &policy);
    router = serve(router, "/config.json", JSON, config, &policy);
    // The document says that there is no such page.
    Ok(router.fallback(move || {
        let response = answer(StatusCode::NOT_FOUND, HTML, &policy, DOCUMENT);
        async move { response }
    }))
}

fn serve(
    router: Router,
    path: &str,
    media_type: &'static str,
    content: String,
    policy: &HeaderValue,
) -> Router {
    let policy = policy.clone();
    router.route(
        path,
        get(move || {
            let response = answer(StatusCode::OK, media_type, &policy, content.clone());
            async move { response }
        }),
    )
}
