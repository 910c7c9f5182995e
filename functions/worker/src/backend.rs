//! What keys and signatures are handed to.

#[cfg(not(feature = "claims-without-host"))]
pub(crate) use crate::host_crypto::HOST as BACKEND;
#[cfg(feature = "claims-without-host")]
pub(crate) use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
