//! What somebody answered: read from a form, checked, and brought into one form.

mod boolean;
mod choice;
mod consent;
mod country;
mod date;
mod digits;
mod email;
mod number;
mod phone;
mod problem;
mod read;
mod scripts;
mod setting;
mod text;
mod time_zone;
mod url;
mod write;

pub use country::{COUNTRIES, is_country};
pub use date::{read_day, write_day};
pub use number::write_number;
pub use problem::Problem;
pub use setting::{Host, Setting};

pub(crate) use date::iso;
pub(crate) use email::MOST as EMAIL_MOST;
pub(crate) use number::PATTERN as NUMBER_PATTERN;
pub(crate) use phone::MOST_UNITS as PHONE_MOST;

use std::fmt;

use crate::kind::Number;

/// What somebody answered, in the one form in which it is kept: texts composed (NFC) and without spaces around, telephone numbers
/// as ITU-T E.164 has them, days as ISO 8601 has them, choices in the order of their options.
///
/// Its [`Debug`](fmt::Debug) says what kind of value it is and nothing of the value, which is about a person.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// One text: also a telephone number, an address, a day, a code, a choice, the version of a text that was agreed to.
    Text(String),
    /// A number.
    Number(Number),
    /// Yes or no.
    Boolean(bool),
    /// Several choices.
    List(Vec<String>),
}

/// What stands before the name of a field in the name of its control, so that no field is taken for one of the form's own.
pub const FORM_PREFIX: &str = "f.";

impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Text(_) => "Text(..)",
            Self::Number(_) => "Number(..)",
            Self::Boolean(_) => "Boolean(..)",
            Self::List(_) => "List(..)",
        })
    }
}
