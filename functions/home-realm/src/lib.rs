//! Which organization and connection a login belongs to.
//!
//! [`decide`] is a plain function of the request and the published configuration. It never learns
//! whether a user exists, and says so if it lacks a part of the snapshot. Home realm is no security
//! boundary (Auth0 enforces connection and organization), so whatever goes wrong here lets the
//! login pass on as it came.

mod additions;
mod decide;
mod discover;
mod flow;
mod forward;
mod front_door;
mod identifier;
mod identify;
mod initiate;
mod invitation;
mod login;
mod look;
mod memory;
mod pages;
mod realm;
mod resolve;
mod settle;
mod signals;
mod start;
mod suggest;
mod trace;
mod weigh;

pub use decide::{Caller, Context, Decision, Memory, Need, decide, is_to_be_limited};
pub use flow::WayIn;
pub use signals::{Considered, Finding};
pub use trace::{End, Trace, Winner};
