//! Submitted forms.

use std::borrow::Cow;

use crate::query::RawQuery;

/// The body of a form submission (`application/x-www-form-urlencoded`).
#[derive(Clone, Copy, Debug)]
pub struct Form<'a>(RawQuery<'a>);

impl<'a> Form<'a> {
    /// Wraps a body.
    #[must_use]
    pub fn new(body: &'a str) -> Self {
        Self(RawQuery::new(body))
    }

    /// The first field of that name, decoded once.
    #[must_use]
    pub fn field(self, name: &str) -> Option<Cow<'a, str>> {
        self.0.first(name)
    }
}
