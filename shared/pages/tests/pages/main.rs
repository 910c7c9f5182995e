//! Tests of the rendered pages, from outside.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking, too"
)]

mod brands;
mod document;
mod explanations;
mod forms;
mod organizations;
mod policy;
mod profiles;
mod samples;
mod shape;
mod snapshots;
mod texts;
mod weight;
