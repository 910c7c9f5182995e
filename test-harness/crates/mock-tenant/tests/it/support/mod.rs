//! A tenant to test, a browser without script, and an application.

mod app;
mod browser;
mod tenant;

pub(crate) use app::{App, VERIFIER, claims, header};
pub(crate) use browser::{Browser, Page};
pub(crate) use tenant::{Mode, Tenant};
