//! Tokens that somebody would like us to believe, and what becomes of them.
//!
//! [`judge`] runs a batch of cases through `vestibule-claims` with a backend of the caller's. It is plain and reads JSON,
//! so that the same cases can be judged natively and, sent over the wire to a probe of the Worker, on the host's
//! cryptography. Whatever is decided has to be the same.
//!
//! Natively there is also what makes cases: `hostile()` has our own by number, `vectors()` those of Project Wycheproof.

mod judge;
mod scene;

pub use judge::{Batch, Case, KeySpec, judge, judge_batch, verify_repeatedly};
pub use scene::{Material, NOW};

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(not(target_family = "wasm"))]
pub use native::*;
