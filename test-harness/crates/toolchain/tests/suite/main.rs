//! The tools for real: installed, run, and looked at from outside.
//!
//! One binary instead of one a file, because each would be linked on its own in everybody's cold start.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly, in its helpers too"
)]

mod bindings;
mod chromium;
mod common;
mod doctor;
mod versions;
mod worker;
mod wrangler;
