//! A field: one thing that users are asked for.

use crate::condition::Condition;
use crate::kind::Kind;

/// One thing that users are asked for, as the tenant file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// What rules, forms and books call it: a small letter, then small letters, digits and `_`, at most 40 octets.
    pub name: &'a str,
    /// What an answer looks like.
    pub kind: Kind<'a>,
    /// Where the answer goes.
    pub store: Store<'a>,
    /// Whether the user may go on without an answer.
    pub presence: Presence<'a>,
    /// Days after which an answer is asked for again; `None`: it stays good.
    pub stale_after: Option<u16>,
    /// What has to be so of the other answers for the field to be shown.
    pub only_if: Option<Condition<'a>>,
    /// The program of the condition on the event of a callout under which the field is asked for; `None`: always.
    pub when: Option<&'a [u8]>,
}

/// Where an answer goes: a member of the user's metadata at Auth0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Store<'a> {
    /// In whose metadata.
    pub kind: StoreKind,
    /// The name of the member.
    pub key: &'a str,
}

/// The two kinds of metadata that a user has at Auth0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StoreKind {
    /// `user_metadata`, which the user may change.
    User,
    /// `app_metadata`, which the tenant alone changes.
    App,
}

/// Whether the user may go on without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence<'a> {
    /// They may.
    Optional,
    /// They may not.
    Required,
    /// They may not if the application asks for one of these scopes, and may otherwise.
    RequiredForScopes(Vec<&'a str>),
}

/// What a field says to people, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldTexts<'a> {
    /// What is asked.
    pub label: &'a str,
    /// What helps to answer; shown beside the control.
    pub hint: Option<&'a str>,
    /// An example of an answer; shown in the empty control.
    pub placeholder: Option<&'a str>,
    /// What is said instead of our own words about an answer that does not do.
    pub problem: Option<&'a str>,
    /// What the options of a choice are called, in their order.
    pub options: Vec<&'a str>,
    /// Where the text that a consent is about can be read.
    pub document: Option<&'a str>,
}
