//! What a company asks its users beside their address: which fields there are and what an answer has to look like.
//!
//! One description of a field, as the tenant file has it, gives the attributes of the control in the browser and what is checked
//! of the answer when it arrives ([`Kind`]); both therefore agree on what is an answer. Which fields a login asks for says
//! [`ask`].

mod answer;
pub mod ask;
mod condition;
mod control;
mod field;
mod kind;
pub mod months;
mod pattern;
mod places;

pub use answer::{
    Answer, COUNTRIES, FORM_PREFIX, Host, Problem, Setting, is_country, read_day, write_day,
    write_number,
};
pub use ask::{Budget, Policy};
pub use condition::Condition;
pub use control::{Control, Element, SELECT_BEYOND};
pub use field::{Field, FieldTexts, Presence, Store, StoreKind};
pub use kind::{Choices, Consent, DateRange, Kind, Length, Number, NumberRange, Several, Text};
pub use pattern::{Pattern, PatternError};
pub use places::{PlaceGroup, group_countries, group_time_zones};
