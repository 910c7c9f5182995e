//! What rules compute with.

use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use vestibule_identity::UnixSeconds;

use crate::document::{Document, Node, Span};
use crate::layout::{MAX_DEPTH, MAX_ELEMENTS, MAX_TEXT};
use crate::{Budget, Duration, Reason, Timestamp};

/// A value, borrowed from the inputs and the program as far as possible.
#[derive(Clone)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number with a sign.
    Int(i64),
    /// A whole number without a sign.
    Uint(u64),
    /// A floating-point number.
    Double(f64),
    /// A text.
    Text(Text<'a>),
    /// A point in time.
    Timestamp(Timestamp),
    /// A length of time.
    Duration(Duration),
    /// A list.
    List(List<'a>),
    /// A map.
    Map(Map<'a>),
}

/// A text, given by an input or the program or made by the rule.
#[derive(Clone)]
pub struct Text<'a>(Owner<&'a str, Rc<str>>);

/// A list, given by an input or made by the rule.
#[derive(Clone)]
pub struct List<'a>(pub(crate) Owner<Items<'a>, Rc<Made<Value<'a>>>>);

/// A map, given by an input or made by the rule.
#[derive(Clone)]
pub struct Map<'a>(pub(crate) Owner<Fields<'a>, Rc<Made<Entry<'a>>>>);

/// The elements of an array of a document.
#[derive(Clone, Copy)]
pub(crate) struct Items<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) nodes: &'a [Node],
}

/// The members of an object of a document.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) span: Span,
}

/// Whose a value is.
#[derive(Clone, Copy)]
pub(crate) enum Owner<G, M> {
    Given(G),
    Made(M),
}

/// What a rule made, with how deep it is. What is given counts as flat: a document has a depth of its own.
pub(crate) struct Made<T> {
    pub(crate) items: Vec<T>,
    depth: u8,
}

/// A key and its value.
pub(crate) type Entry<'a> = (Value<'a>, Value<'a>);

impl<'a> Value<'a> {
    /// The truth value that this is.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The text that this is.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text that this is, if an input or the program holds it: a rule's own is gone with the value.
    #[must_use]
    pub const fn as_given_str(&self) -> Option<&'a str> {
        match self {
            Self::Text(Text(Owner::Given(text))) => Some(text),
            _ => None,
        }
    }

    /// What stands under a name, if this is a map of an input and has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Self> {
        match self {
            Self::Map(Map(Owner::Given(Fields { document, span }))) => {
                let node = document.find(*span, name)?;
                Some(document.value(node))
            }
            _ => None,
        }
    }

    /// A text that the rule makes.
    pub(crate) fn text(text: &str) -> Result<Self, Reason> {
        if text.len() > MAX_TEXT {
            return Err(Reason::TooLarge);
        }
        Ok(Self::Text(Text(Owner::Made(text.into()))))
    }

    /// A list that the rule makes.
    pub(crate) fn list(items: Vec<Self>) -> Result<Self, Reason> {
        let depth = depth_above(items.iter())?;
        Made::new(items, depth).map(|made| Self::List(List(Owner::Made(made))))
    }

    /// A map that the rule makes, its entries checked by the caller.
    pub(crate) fn map(items: Vec<Entry<'a>>) -> Result<Self, Reason> {
        let depth = depth_above(items.iter().map(|(_, value)| value))?;
        Made::new(items, depth).map(|made| Self::Map(Map(Owner::Made(made))))
    }
}

impl fmt::Debug for Value<'_> {
    /// Of which type it is, and nothing of it: events are about people, and what is debugged ends up in a log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Null => "Null",
            Self::Bool(_) => "Bool(..)",
            Self::Int(_) => "Int(..)",
            Self::Uint(_) => "Uint(..)",
            Self::Double(_) => "Double(..)",
            Self::Text(_) => "Text(..)",
            Self::Timestamp(_) => "Timestamp(..)",
            Self::Duration(_) => "Duration(..)",
            Self::List(_) => "List(..)",
            Self::Map(_) => "Map(..)",
        })
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Text(..)")
    }
}

impl fmt::Debug for List<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("List(..)")
    }
}

impl fmt::Debug for Map<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Map(..)")
    }
}

/// How deep what holds these values is.
fn depth_above<'v>(values: impl Iterator<Item = &'v Value<'v>>) -> Result<u8, Reason> {
    let deepest = values.map(|value| match value {
        Value::List(List(Owner::Made(made))) => made.depth,
        Value::Map(Map(Owner::Made(made))) => made.depth,
        _ => 0,
    });
    match deepest.max().unwrap_or_default() {
        depth if depth < MAX_DEPTH => Ok(depth + 1),
        _ => Err(Reason::TooLarge),
    }
}

impl<T> Made<T> {
    fn new(items: Vec<T>, depth: u8) -> Result<Rc<Self>, Reason> {
        if items.len() > MAX_ELEMENTS {
            return Err(Reason::TooLarge);
        }
        Ok(Rc::new(Self { items, depth }))
    }
}

impl<'a> List<'a> {
    /// How many elements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Owner::Given(items) => items.nodes.len(),
            Owner::Made(made) => made.items.len(),
        }
    }

    /// Whether there is no element.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An element by its number, from zero.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Value<'a>> {
        match &self.0 {
            Owner::Given(items) => {
                let node = items.nodes.get(index);
                node.map(|node| items.document.value(*node))
            }
            Owner::Made(made) => made.items.get(index).cloned(),
        }
    }

    /// The elements in order.
    pub fn iter(&self) -> impl Iterator<Item = Value<'a>> {
        (0..self.len()).filter_map(|index| self.get(index))
    }
}

impl<'a> Map<'a> {
    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Owner::Given(fields) => fields.document.members(fields.span).len(),
            Owner::Made(made) => made.items.len(),
        }
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries, in the order in which they stand in the document or the rule.
    pub fn entries(&self) -> impl Iterator<Item = (Value<'a>, Value<'a>)> {
        let (given, made) = match &self.0 {
            Owner::Given(fields) => (Some(fields.entries()), None),
            Owner::Made(made) => (None, Some(made.items.iter().cloned())),
        };
        let given = given.into_iter().flatten();
        given
            .map(|(name, value)| (Value::from(name), value))
            .chain(made.into_iter().flatten())
    }

    /// The value under a key that is a text. What it costs to look through a map that was made is charged.
    pub(crate) fn field(
        &self,
        name: &str,
        budget: &mut Budget,
    ) -> Result<Option<Value<'a>>, Reason> {
        match &self.0 {
            Owner::Given(Fields { document, span }) => {
                let found = document.find(*span, name);
                Ok(found.map(|node| document.value(node)))
            }
            Owner::Made(made) => {
                budget.charge(made.items.len())?;
                let mut entries = made.items.iter();
                let found = entries.find(|(key, _)| key.as_str() == Some(name));
                Ok(found.map(|(_, value)| value.clone()))
            }
        }
    }
}

impl<'a> Fields<'a> {
    /// The members, in the order of the document.
    pub(crate) fn entries(self) -> impl Iterator<Item = (&'a str, Value<'a>)> {
        let document = self.document;
        let members = document.members(self.span).iter();
        members.map(move |member| (document.name(member.name), document.value(member.value)))
    }
}

impl<'a> Text<'a> {
    /// A text of an input or of the program.
    #[must_use]
    pub const fn given(text: &'a str) -> Self {
        Self(Owner::Given(text))
    }

    /// A part of this text as a value: borrowed from where the whole is borrowed from.
    pub(crate) fn part(&self, part: &str) -> Result<Value<'a>, Reason> {
        if let Owner::Given(whole) = self.0
            && let Some(from) = part.as_ptr().addr().checked_sub(whole.as_ptr().addr())
            && let Some(part) = whole.get(from..from.saturating_add(part.len()))
        {
            return Ok(Value::from(part));
        }
        Value::text(part)
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Owner::Given(text) => text,
            Owner::Made(text) => text,
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Text::given(text))
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

/// A time that no calendar has, before the year 1 or after 9999, becomes the nearest one that it has.
impl From<UnixSeconds> for Value<'_> {
    fn from(time: UnixSeconds) -> Self {
        Self::Timestamp(Timestamp::nearest(time))
    }
}
