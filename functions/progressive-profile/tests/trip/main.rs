//! The whole trip of a user through the form, on a compiled tenant.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may fail loudly"
)]

mod browser;
mod consents;
mod failures;
mod network;
mod once;
mod pages;
mod safety;
mod stage;
mod steps;
