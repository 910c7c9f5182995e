//! From a rule in CEL to a flat program; native only.
//!
//! [`compile`] goes through three steps, each a module: the `cel` crate parses the text (`parse`), its tree is checked
//! against what is declared and becomes a tree of our own (`check`), and that is laid out in bytes (`lower`). Before it is
//! handed out, the program is verified as at the edge.
//!
//! The same rule always gives the same bytes.
//!
//! **What is deliberately absent.** Nothing of `cel`'s evaluator: it has no cost limit, so it runs in tests only, to be
//! compared with ours. No optimization either, but what the parser does to negative numbers: a rule costs at the edge what it says.

mod calls;
mod check;
mod compile;
mod diagnostic;
mod environment;
mod events;
mod fields;
mod loops;
mod lower;
mod operators;
mod parse;
mod reads;
mod similar;
mod tree;

pub use compile::{CompiledRule, MAX_SOURCE, compile};
pub use diagnostic::{Code, Diagnostic};
pub use environment::{Environment, Object, Type};
pub use vestibule_rules::layout::ResultType;
