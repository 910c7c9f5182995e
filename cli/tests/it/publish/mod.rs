//! `vestibule publish`, with a wrangler that only pretends. The real one is in test-harness/tests/wire/publish.rs.

mod fake;
mod plan;
mod refuse;
mod roll_back;
mod upload;

pub(crate) use fake::Fake;
