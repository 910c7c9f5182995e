//! What has to be so of other answers.

use crate::answer::Answer;

/// What has to be so of another answer for a field to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition<'a> {
    /// The name of the other field, which stands before this one.
    pub field: &'a str,
    /// Answers of which one has to be given, in their plain form (`true` and `false` for yes and no); empty: any.
    pub any_of: Vec<&'a str>,
}

impl Condition<'_> {
    /// Whether it is so of the other field's answer; of several choices, one is enough.
    #[must_use]
    pub fn holds(&self, answer: Option<&Answer>) -> bool {
        answer.is_some_and(|answer| {
            self.any_of.is_empty()
                || answer
                    .plain()
                    .any(|given| self.any_of.iter().any(|wanted| *wanted == given))
        })
    }
}
