//! Decisions against the example tenant, shard by shard as the Worker would take them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

mod front_door;
mod identify;
mod initiate;
mod memory;
mod signals;
mod stage;

pub(crate) use stage::{Answer, Stage};
