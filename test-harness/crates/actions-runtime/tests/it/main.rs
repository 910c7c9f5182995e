//! Small Actions on the real Node.js child.
//!
//! "Contracts" in the comments are the sections of the project's notes on Auth0's behaviour; what is
//! marked with a letter there is quoted here by that letter.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of this is a test, the helpers between the tests included"
)]

mod support;

mod access;
mod budget;
mod cache;
mod certificates;
mod claims;
mod concurrency;
mod event;
mod exchange;
mod factors;
mod interruptions;
mod loading;
mod metadata;
mod password_reset;
mod redirect;
mod registration;
mod resume;
mod session;
mod validate_token;
