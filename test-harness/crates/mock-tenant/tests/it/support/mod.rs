//! A tenant to test, a browser without script, and an application.

mod app;
mod browser;
mod tenant;

pub(crate) use app::{App, VERIFIER, claims, header};
pub(crate) use browser::{Browser, Page};
pub(crate) use tenant::{Mode, Tenant};

/// A client to build on. Nothing here speaks TLS, but the workspace builds its client for those who
/// do, and it wants a provider of cryptography all the same.
pub(crate) fn client() -> reqwest::ClientBuilder {
    // Fails when another test has installed it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
}
