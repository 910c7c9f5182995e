//! What makes cases.

mod bench;
mod forge;
mod hostile;
mod keys;
mod vectors;

pub use bench::bench_batch;
pub use hostile::{Hostile, hostile, material};
pub use vectors::{Vector, Vectors};
