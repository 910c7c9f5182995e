//! A visitor without a browser.
//!
//! It does what a browser does for a login and no more: keeps cookies per host, follows redirects
//! and `Refresh`, fills in forms by the names of their fields. Every step is noted with what came
//! back, so that a test can ask what happened, and `cargo harness demo --once` can show it.
//! [`login`] adds the application's half of the protocol, as its SDK would do it.

mod error;
mod form;
pub mod login;
mod pkce;
mod trust;
mod visitor;

pub use error::VisitError;
pub use form::Form;
pub use login::{Application, Login, Tokens};
pub use trust::Trust;
pub use visitor::{Seen, Visit, Visitor};
