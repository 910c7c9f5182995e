//! The compiler and the reader together: what is written can be looked up, and nothing else can.

mod corruption;
mod errors;
mod example;
mod support;
mod variables;
