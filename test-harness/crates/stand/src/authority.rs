//! A certificate authority for one run.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PublicKeyData as _,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::error::StandError;

/// An authority that lives as long as the process and signs one certificate, for all hosts.
pub struct Authority {
    certificate_pem: String,
    server: Arc<ServerConfig>,
    /// The public key of the server's certificate, as Chromium's
    /// `--ignore-certificate-errors-spki-list` wants it hashed.
    key_der: Vec<u8>,
}

impl Authority {
    /// Makes an authority and a certificate for these hosts.
    ///
    /// # Errors
    /// [`StandError::Certificate`] when the library refuses, which it has no reason to.
    pub fn new(hosts: &[&str]) -> Result<Self, StandError> {
        let refused = |error: &dyn std::fmt::Display| StandError::Certificate(error.to_string());
        let _ = rustls::crypto::ring::default_provider().install_default();
        let key = KeyPair::generate().map_err(|error| refused(&error))?;
        let mut parameters = CertificateParams::default();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        parameters
            .distinguished_name
            .push(DnType::CommonName, "Vestibule harness, one run only");
        let certificate = parameters
            .self_signed(&key)
            .map_err(|error| refused(&error))?;
        let issuer = Issuer::new(parameters, key);

        let server_key = KeyPair::generate().map_err(|error| refused(&error))?;
        let names = hosts
            .iter()
            .map(|host| (*host).to_owned())
            .collect::<Vec<_>>();
        let server = CertificateParams::new(names)
            .and_then(|parameters| parameters.signed_by(&server_key, &issuer))
            .map_err(|error| refused(&error))?;
        let chain = vec![CertificateDer::from(server.der().to_vec())];
        let private =
            PrivateKeyDer::try_from(server_key.serialize_der()).map_err(|error| refused(&error))?;
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(chain, private)
            .map_err(|error| refused(&error))?;
        // The parties behind speak HTTP/1.1 only, and bytes are passed through as they are.
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            certificate_pem: certificate.pem(),
            server: Arc::new(config),
            key_der: server_key.subject_public_key_info(),
        })
    }

    /// The authority's own certificate, for whoever has to trust it.
    #[must_use]
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// The server's public key (`SubjectPublicKeyInfo`, RFC 5280, section 4.1.2.7), DER.
    #[must_use]
    pub fn server_key_der(&self) -> &[u8] {
        &self.key_der
    }

    pub(crate) fn server(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.server)
    }
}
