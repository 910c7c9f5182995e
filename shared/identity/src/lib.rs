//! Identifiers of the domain, parsed once: email addresses, domains, organizations, connections, clients.
//!
//! Whoever holds one of these values need not check it again, and there is no second parser anywhere:
//! what arrives in a query, a form or a tenant file becomes one of these types at the edge or is refused there.
//! Fields are private, so a value cannot be made except by `parse`.
//!
//! Nothing here says who a user is or whether an account exists; an [`EmailAddress`] is a text somebody typed.

mod client_id;
mod connection_name;
mod domain;
mod email_address;
mod organization_id;
mod text;
mod to_ascii;
mod unix_seconds;

pub use client_id::{ClientId, ClientIdError};
pub use connection_name::{ConnectionName, ConnectionNameError};
pub use domain::{Domain, DomainError, ParentDomains};
pub use email_address::{EmailAddress, EmailAddressError};
pub use organization_id::{OrganizationId, OrganizationIdError};
pub use unix_seconds::UnixSeconds;

/// Lends the host's Unicode tables to [`Domain::parse`], for names with letters beyond ASCII. Until it is called, such
/// names are [`DomainError::Malformed`]; only the first call counts. Outside WebAssembly there is nothing to lend.
///
/// `map` gives the host of `https://{name}/` as the URL Standard writes it (section 3.5, "domain to ASCII"), and `None`
/// for what is no URL. It is only given names that can stand there: no ASCII but letters, digits, hyphens and dots.
#[cfg(target_arch = "wasm32")]
pub fn lend_host_mapping(map: fn(&str) -> Option<String>) {
    // A second one would be the same function of the same host.
    let _ = to_ascii::unicode::HOST.set(map);
}
