//! Which fields a login asks for, and why not the others.
//!
//! [`decide`] is a plain function of the tenant's fields and budget and of what is known of a login: what the event says, and what
//! stands in the user's metadata. It is asked by the callout, which sends the user to the form, and by `vestibule explain --profile`.
//!
//! **Never twice.** What was asked and answered before stands in `app_metadata.vestibule` ([`Book`]), which only the tenant writes.
//! Whatever it holds, it can make nobody's login fail: what is no book counts as an empty one.
//!
//! **Required** is what is missing and must not be: it is asked for whatever the budget says, and denies the login where it cannot
//! be asked for. A required answer that has only grown old denies nobody, and waits for its turn as the others do.

mod book;
mod budget;
mod candidate;
mod decide;
mod flow;
mod login;
mod request;

pub use book::{Answered, BOOK, Book};
pub use budget::{Budget, Policy};
pub use candidate::Candidate;
pub use decide::{Decision, Outcome, Verdict, decide};
pub use flow::Flow;
pub use login::{Login, Phase};
pub use request::{Ask, AskError, AskedField, PURPOSE};
