//! Decisions against the example tenant, shard by shard as the Worker would take them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

mod browser;
mod discover;
mod front_door;
mod identify;
mod initiate;
mod languages;
mod look;
mod memory;
mod resolve;
mod signals;
mod stage;
mod stay;

pub(crate) use stage::{Answer, Stage};
