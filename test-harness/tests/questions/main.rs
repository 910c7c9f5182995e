//! The page with questions, judged by others: what is an answer by Chromium, telephone numbers by libphonenumber, and the page itself by
//! axe. A binary of its own, since none of it needs the Worker.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod accessible;
mod constraints;
mod dice;
mod exceptions;
mod fields;
mod lists;
mod support;
mod telephones;
