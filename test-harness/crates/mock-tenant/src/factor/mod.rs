//! Second factors: what an Action asks for, and the pages at which the user gives it.
//!
//! Every factor is a code of six digits that a simulated authenticator shows, on the page itself and on
//! the control interface: new for each time that one is asked for, and no other code is taken.

mod ask;
mod kind;
mod page;

pub(crate) use ask::ask;
pub use kind::FactorType;
pub(crate) use kind::{PassedFactor, PendingFactor};
pub(crate) use page::{factor, options, waits};
