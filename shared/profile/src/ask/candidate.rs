//! What of a field decides whether it is asked for.

use crate::{Condition, Consent, Presence, Store};

/// What of a field decides whether it is asked for, as it is for one organization and client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// The name of the field.
    pub name: &'a str,
    /// Where its answer is.
    pub store: Store<'a>,
    /// Whether the user may go on without an answer.
    pub presence: Presence<'a>,
    /// Days after which an answer is asked for again; `None`: it stays good.
    pub stale_after: Option<u16>,
    /// What has to be so of another answer.
    pub only_if: Option<Condition<'a>>,
    /// The program of the condition on the event; `None`: always.
    pub when: Option<&'a [u8]>,
    /// The program of what stands in the control at first; `None`: the stored value.
    pub prefill: Option<&'a [u8]>,
    /// From 0 to 100: what has more is asked for first.
    pub priority: u8,
    /// The page that it is on, from 1 on.
    pub step: u8,
    /// What the user agrees to, if it is a consent.
    pub consent: Option<Consent<'a>>,
    /// Whether the organization or the client does without it.
    pub left_out: bool,
}
