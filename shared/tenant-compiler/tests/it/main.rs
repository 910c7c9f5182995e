//! The compiler and the reader together: what is written can be looked up, and nothing else can.

mod aliases;
mod brands;
mod claims_sources;
mod corruption;
mod decisions;
mod docs;
mod errors;
mod example;
mod fuzz;
mod generate;
mod hostile;
mod include;
mod languages;
mod lints;
mod logout;
mod lookup;
mod profile;
mod residency;
mod rules;
mod signals;
mod support;
mod tables;
mod texts;
mod variables;
