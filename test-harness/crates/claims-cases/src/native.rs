//! What makes cases.

#![expect(
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::items_after_statements,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "tables of cases are long, and may fail loudly"
)]

mod bench;
mod forge;
mod hostile;
mod keys;
mod odd_keys;
mod planted;
mod signing;
mod vectors;

pub use bench::bench_batch;
pub use hostile::{Hostile, hostile, material};
pub use odd_keys::{foreign_signing_keys, odd_key_batch, odd_keys};
pub use planted::{Bug, Edit, planted};
pub use signing::{to_sign, to_verify};
pub use vectors::{Vector, Vectors};
