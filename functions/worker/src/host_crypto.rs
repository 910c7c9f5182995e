//! The host's own cryptography, as what [`vestibule_claims`] hands keys and signatures to.
//!
//! Verifying a token within WebAssembly takes some twenty-five times as long, and the code for it is more than half of
//! what the rest of the Worker is (`docs/decisions/0005-signatures-on-the-host.md` has the figures). `HS256` alone is computed here
//! (`hmac_sha256.rs`).
//!
//! A key is imported when its verifier is made, and stays on the host's side as long as that is kept.

#[cfg(feature = "claims-of-others")]
mod ecdsa;
mod eddsa;
#[cfg(feature = "claims-of-others")]
mod hmac;
mod hmac_sha256;
mod host;
mod key;
#[cfg(feature = "claims-of-others")]
mod rsa_pkcs1;
#[cfg(feature = "claims-of-others")]
mod rsa_pss;

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind, Result};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use vestibule_claims::Backend;

/// The backend of the Worker.
pub(crate) static HOST: Backend = CryptoProvider {
    signer_factory,
    verifier_factory,
    // Nothing here makes a JWK out of a private key, or takes a thumbprint.
    key_utils: KeyUtils {
        rsa_pub_components_from_private_key: |_| unsupported(),
        rsa_pub_components_from_public_key: |_| unsupported(),
        ec_pub_components_from_private_key: |_, _| unsupported(),
        ed_pub_components_from_private_key: |_, _| unsupported(),
        compute_digest: |_, _| unsupported(),
    },
};

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is the provider's"
)]
fn verifier_factory(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>> {
    use Algorithm as A;
    Ok(match *algorithm {
        A::HS256 => Box::new(hmac_sha256::Code::to_verify(key)?),
        #[cfg(feature = "claims-of-others")]
        A::HS384 | A::HS512 => Box::new(hmac::Tag::to_verify(*algorithm, key)?),
        #[cfg(feature = "claims-of-others")]
        A::RS256 | A::RS384 | A::RS512 => Box::new(rsa_pkcs1::Verifying::new(*algorithm, key)?),
        #[cfg(feature = "claims-of-others")]
        A::PS256 | A::PS384 | A::PS512 => Box::new(rsa_pss::Verifying::new(*algorithm, key)?),
        #[cfg(feature = "claims-of-others")]
        A::ES256 | A::ES384 => Box::new(ecdsa::Verifying::new(*algorithm, key)?),
        A::EdDSA => Box::new(eddsa::Verifying::new(key)?),
        _ => return unsupported(),
    })
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is the provider's"
)]
fn signer_factory(algorithm: &Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>> {
    use Algorithm as A;
    Ok(match *algorithm {
        A::HS256 => Box::new(hmac_sha256::Code::to_sign(key)?),
        #[cfg(feature = "claims-of-others")]
        A::HS384 | A::HS512 => Box::new(hmac::Tag::to_sign(*algorithm, key)?),
        #[cfg(feature = "claims-of-others")]
        A::RS256 | A::RS384 | A::RS512 => Box::new(rsa_pkcs1::Signing::new(*algorithm, key)?),
        #[cfg(feature = "claims-of-others")]
        A::PS256 | A::PS384 | A::PS512 => Box::new(rsa_pss::Signing::new(*algorithm, key)?),
        #[cfg(feature = "claims-of-others")]
        A::ES256 | A::ES384 => Box::new(ecdsa::Signing::new(*algorithm, key)?),
        A::EdDSA => Box::new(eddsa::Signing::new(key)?),
        _ => return unsupported(),
    })
}

fn unsupported<T>() -> Result<T> {
    Err(Error::from(ErrorKind::UnsupportedAlgorithm))
}

/// What the host calls the hash of an algorithm.
#[cfg(feature = "claims-of-others")]
const fn hash_of(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HS384 | Algorithm::RS384 | Algorithm::PS384 | Algorithm::ES384 => "sha384",
        Algorithm::HS512 | Algorithm::RS512 | Algorithm::PS512 => "sha512",
        _ => "sha256",
    }
}
