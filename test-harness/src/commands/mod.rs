//! One file a command.

pub(crate) mod bench;
pub(crate) mod build;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod serve;
pub(crate) mod test;
