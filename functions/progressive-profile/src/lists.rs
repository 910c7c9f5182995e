//! Long lists that the host has.

use std::fmt;

use vestibule_profile::Host;

/// What whoever runs this code has tables of: names of countries in 250 lines and a language, and all time zones.
pub trait Lists: fmt::Debug {
    /// The countries of these codes (ISO 3166-1 alpha-2, one after another without anything between them), each with its name in a language, as that language sorts them.
    fn countries(&self, codes: &str, language: &str) -> Vec<(String, String)>;

    /// The names of the time zones in the IANA database, sorted.
    fn time_zones(&self) -> Vec<String>;

    /// What answers are read with.
    fn host(&self) -> &dyn Host;
}
