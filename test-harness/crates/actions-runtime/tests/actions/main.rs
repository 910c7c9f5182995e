//! The Actions in `actions/`, as customers deploy them, against a Vestibule that says what a test wants it to say.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of this is a test, the helpers between the tests included"
)]

mod assurance;
mod callouts;
mod effects;
mod exchange;
mod failures;
mod files;
mod groups;
mod interruptions;
mod notice;
mod password_reset;
mod profile;
mod receipts;
mod redirect;
mod registration;
mod request;
mod subset;
mod support;
