//! The mock tenant, driven over HTTP as a browser and an application would.

mod actions;
mod control;
mod discovery;
mod error_page;
mod faults;
mod login;
mod logout;
mod organizations;
mod raw;
mod rules;
mod scenarios;
mod sessions;
mod support;
mod tokens;
mod web;
