//! Whom the visitor believes.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// The certificate authority that signs the servers a visitor talks to, if they speak TLS.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// The authority's certificate as PEM; `None` when all parties speak plain HTTP.
    pub authority_pem: Option<String>,
}

/// Finds every name on this machine: `.test` and `.localhost` exist nowhere else, and no test of
/// ours has business anywhere else.
struct Loopback;

impl Resolve for Loopback {
    fn resolve(&self, _name: Name) -> Resolving {
        let here = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        let addresses: Addrs = Box::new(std::iter::once(here));
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

impl Trust {
    /// A client that trusts this authority, reaches this machine only, keeps no cookies and follows
    /// no redirects by itself.
    ///
    /// # Errors
    /// When the authority's certificate is not one.
    pub fn client(&self) -> Result<reqwest::ClientBuilder, reqwest::Error> {
        // The first caller installs it for the process; the others find it there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .dns_resolver(Arc::new(Loopback))
            .no_proxy();
        if let Some(pem) = &self.authority_pem {
            let authority = reqwest::Certificate::from_pem(pem.as_bytes())?;
            builder = builder.tls_certs_only([authority]);
        }
        Ok(builder)
    }
}
