//! A visitor without a browser.
//!
//! It does what a browser does for a login and no more: keeps cookies per host, follows redirects
//! and `Refresh`, fills in forms by the names of their fields. Every step is noted with what came
//! back, so that a test can ask what happened, and `cargo harness demo --once` can show it.
//! [`log_in`] adds the application's half of the protocol, as its SDK would do it.

mod cookies;
mod error;
mod form;
mod login;
mod pkce;
mod trust;
mod visitor;

pub use error::VisitError;
pub use form::Form;
pub use login::{Application, Login, Person, Tokens, Way, claims_of, log_in, log_in_and_answer};
pub use trust::Trust;
pub use visitor::{Place, Seen, Visit, Visitor};
