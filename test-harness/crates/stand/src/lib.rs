//! All parties of a login on this machine.
//!
//! The Worker runs on real workerd, with its snapshot in a key-value service of ours; the tenant,
//! the identity providers behind it and the application run in this process. Every party has a host
//! of its own, since cookies ignore ports. People meet them as `http://*.localhost`; tests meet
//! them over TLS under `.test`, behind one port, as they would on the internet.

mod authority;
mod error;
mod form;
mod front;
mod kv;
mod mock_config;
mod parties;
mod stand;

pub use authority::Authority;
pub use error::StandError;
pub use form::{Answers, FormOptions};
pub use kv::KeyValueService;
pub use mock_config::mock_config;
pub use parties::{Addresses, Ports, Transport};
pub use stand::{
    CALLOUT_SECRET, HOOK_SECRET, HOOK_TOKEN, PAGE_SECRET, RETURN_SECRET, SnapshotPlace, Stand,
    StandOptions, bundle_of,
};
