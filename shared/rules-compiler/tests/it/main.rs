//! What rules mean: compiled, and evaluated on the machine that runs at the edge.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod diagnostics;
mod differential;
mod docs;
mod hostile;
mod meaning;
mod mutation;
mod support;
