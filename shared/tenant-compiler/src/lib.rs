//! From `vestibule.toml` to a snapshot; native only.
//!
//! [`compile`] goes through four steps, each a module: the file is read and its variables are replaced ([`mod@file`]), what it
//! says is checked and turned into a model without strings that could be anything (`check`, `model`), which is looked
//! through for what does harm all the same (`lint`), the model is laid out in bytes (`write`), and findings get the file, line and column they belong to (`sources`, `locate`).
//!
//! The same input always gives the same bytes: nothing depends on the clock, on randomness or on the order of a hash map.

mod check;
mod code;
mod compile;
pub mod file;
mod finding;
mod generate;
mod lint;
mod locate;
mod logo;
mod model;
mod pattern;
mod report;
mod schema;
mod sources;
mod woff2;
mod write;

pub use code::{RULES, Rule};
pub use compile::{CompileOptions, Compiled, compile, load};
pub use file::TenantFile;
pub use finding::{CompileErrors, Finding, Place, Severity};
pub use generate::generate;
pub use pattern::{PatternProblem, compile_pattern};
pub use schema::schema;
pub use write::{DEFAULT_SHARD_SIZE, TooLarge, sha256};
