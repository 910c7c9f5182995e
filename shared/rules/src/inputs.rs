//! What a rule is evaluated on.

use std::fmt;

use crate::Value;

/// Values by name: `event`, `organization`, `now`.
///
/// A handful of them, so they are looked up in turn.
#[derive(Clone, Default)]
pub struct Inputs<'a> {
    named: Vec<(&'a str, Value<'a>)>,
}

impl<'a> Inputs<'a> {
    /// No inputs.
    #[must_use]
    pub const fn new() -> Self {
        Self { named: Vec::new() }
    }

    /// Adds an input. The first of two with one name wins.
    #[must_use]
    pub fn with(mut self, name: &'a str, value: impl Into<Value<'a>>) -> Self {
        self.named.push((name, value.into()));
        self
    }

    pub(crate) fn find(&self, name: &str) -> Option<&Value<'a>> {
        let found = self.named.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value)
    }
}

impl fmt::Debug for Inputs<'_> {
    /// The names alone: an event is about a person, and what is debugged ends up in a log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.named.iter().map(|(name, _)| name);
        formatter.debug_set().entries(names).finish()
    }
}
