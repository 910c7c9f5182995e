//! Rules as flat programs: verified once, evaluated at the edge without a parser.
//!
//! A rule is written in CEL (the Common Expression Language). `vestibule-rules-compiler` parses and type-checks it where a
//! tenant file is compiled, and writes a flat program ([`layout`]); this crate verifies those bytes
//! ([`Program::from_bytes`]) and runs them ([`Program::evaluate`]) on [`Inputs`], under a [`Budget`].
//!
//! The machine is a stack with forward jumps and at most [`layout::MAX_LOOPS`] loops inside one another. A loop runs over a
//! list or the keys of a map that exists before it begins, so every program ends; each instruction costs, and work that
//! grows with the data costs more, so it ends soon.
//!
//! **Errors are values.** In CEL an error on one side of `&&`, `||`, `all` or `exists` is forgotten when the other side
//! decides. So an error lies on the stack like any other result, and becomes the result of whatever needs its value. Only
//! what is final ([`Reason::is_final`]) ends the evaluation on the spot: a rule cannot catch that its budget is spent.
//!
//! **What rules read** is a [`Document`]: JSON that is read strictly, in one pass, and stays in its text.
//!
//! **What is deliberately absent.** There is no parser of rules, no regular expression, no clock and no randomness: the time is an
//! input like any other. There is no recursion over a program, and over values only to a depth that is bounded when they
//! are made. Types were checked by the compiler against what an event should be; what it is is checked here again, since
//! it comes from elsewhere.
//!
//! **Corruption.** Whatever bytes [`Program::from_bytes`] lets in, evaluation reads nothing beyond their end, pops nothing
//! from an empty stack and costs no more than its budget. The checks that see to that stay in place behind verification, and end in
//! [`Reason::Damaged`].

mod budget;
mod document;
mod error;
mod evaluate;
mod function;
mod inputs;
mod json;
pub mod layout;
mod machine;
mod operator;
mod plain;
mod program;
mod range;
mod read;
mod time;
mod value;
mod verify;

pub use budget::Budget;
pub use document::{Document, MAX_DOCUMENT_DEPTH};
pub use error::{EvaluateError, ProgramError, Reason};
pub use inputs::Inputs;
pub use json::{JsonError, MAX_JSON_TEXT, MAX_JSON_VALUES, json_text_length, write_json_text};
pub use machine::Stack;
pub use program::Program;
pub use read::{DocumentError, DocumentReason};
pub use time::{Duration, Timestamp};
pub use value::{List, Map, Text, Value};
