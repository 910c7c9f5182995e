//! The one crate that knows Cloudflare and JavaScript.
//!
//! `js/entry.js` calls [`answer()`] with a request as one string and gets the reply as one string.
//! Where something is missing the reply says what, [`supply()`] fetches it from the bindings, and
//! [`answer()`] is called again. Everything in between is synchronous and plain.

mod answer;
mod clock;
mod entropy;
mod head;
mod log;
mod panic;
#[cfg(feature = "probe")]
mod probe;
mod reply;
mod resident;
mod route;
mod supply;

pub use answer::{answer, answer_without, wants};
pub use resident::{install, unlock};
pub use supply::supply;
