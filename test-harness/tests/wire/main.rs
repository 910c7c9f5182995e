//! The Worker on real workerd, with everybody it meets in a login.
//!
//! One binary, so that tools are prepared and the Worker is built once. What a test needs besides is
//! its own: every stand has its own processes and ports, so tests run side by side.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod actions;
mod app_kit;
mod assets;
mod browser;
mod callouts;
mod cases;
mod claims;
mod commands;
mod denied;
mod deploy;
mod feeds;
mod fidelity;
mod generated;
mod is_this_you;
mod languages;
mod login;
mod matrix;
mod names;
mod observatory;
mod openid_client;
mod own_pages;
mod pages;
mod profile;
mod programs;
mod publish;
mod receipts;
mod recovery;
mod refusals;
mod sign_out;
mod signed;
mod snapshots;
mod sources;
mod support;
mod told;
