//! `vestibule` as people and programs run it, on the example tenant.

#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

mod batch;
mod browser;
mod check;
mod docs;
mod eval;
mod example;
mod explain;
mod export_branding;
mod log;
mod preview;
mod profile;
mod publish;
mod receipts;
mod refuse;
mod run;

pub(crate) use run::{CLIENT, TENANT, changed, explain, json, vestibule, with_input};
