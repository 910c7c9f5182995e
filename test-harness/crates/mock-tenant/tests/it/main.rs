//! The mock tenant, driven over HTTP as a browser and an application would.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy.toml allows these in test functions; the helpers around them are tests, too"
)]

mod actions;
mod control;
mod discovery;
mod error_page;
mod exchange;
mod factors;
mod faults;
mod login;
mod logout;
mod organizations;
mod password_reset;
mod raw;
mod registration;
mod rules;
mod scenarios;
mod session_actions;
mod sessions;
mod support;
mod tokens;
mod web;
