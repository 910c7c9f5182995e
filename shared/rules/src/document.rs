//! JSON that rules read.

use std::cmp::Ordering;
use std::fmt;

use crate::read::{DocumentError, Reader};
use crate::value::{Fields, Items, List, Map, Owner};
use crate::{Text, Value};

/// How deep lists and objects of a document may lie inside one another.
///
/// Deeper than anything Auth0 sends but what somebody nests on purpose; comparing and writing values recurs as deep.
pub const MAX_DOCUMENT_DEPTH: u8 = 64;

/// Up to how many members an object is searched from its beginning. Above that an order is kept beside it, so that no event
/// can make a field cost more than a rule is charged for it.
const FEW: usize = 32;

/// A JSON document as rules read it: an event.
///
/// It borrows from its text whatever stands there as it is, so that reading makes a few allocations for a whole event. Members of
/// an object lie beside one another, as do elements of an array.
///
/// Strict, since others read the same octets: no name may stand in one object twice, whichever of the two another reader
/// would take. Numbers are ints if they are whole, written without point and exponent, and fit; else doubles.
pub struct Document<'t> {
    pub(crate) text: &'t str,
    /// Texts that hold escapes, without them, one behind the other.
    pub(crate) decoded: String,
    pub(crate) nodes: Vec<Node>,
    pub(crate) members: Vec<Member>,
    /// Orders of objects with more than [`FEW`] members, by where their members begin.
    pub(crate) orders: Vec<(u32, Vec<u32>)>,
    pub(crate) root: Node,
}

/// A part of something, in octets or elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: u32,
    pub(crate) to: u32,
}

/// A value of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    /// A part of the document's text.
    Plain(Span),
    /// A part of what was decoded.
    Decoded(Span),
    List(Span),
    Map(Span),
}

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    /// The [`tag`] of the name.
    pub(crate) tag: u32,
    pub(crate) name: Name,
    pub(crate) value: Node,
}

/// The name of a member: a part of the document's text or of what was decoded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    pub(crate) is_decoded: bool,
    pub(crate) span: Span,
}

/// Names in alphabetical order.
#[derive(Debug)]
pub(crate) enum Names<'a> {
    Few(std::vec::IntoIter<Name>),
    /// Not copied out, as there is no end to how many there are.
    Many(&'a [Member], std::slice::Iter<'a, u32>),
}

impl Iterator for Names<'_> {
    type Item = Name;

    fn next(&mut self) -> Option<Name> {
        match self {
            Self::Few(names) => names.next(),
            Self::Many(members, order) => {
                let member = members.get(index(*order.next()?))?;
                Some(member.name)
            }
        }
    }
}

impl<'t> Document<'t> {
    /// Reads a document, all of it.
    ///
    /// # Errors
    ///
    /// A [`DocumentError`] for what is not JSON (RFC 8259), and for what is JSON but no document of ours: a name that stands
    /// twice in an object, half a surrogate pair, a number beyond all doubles, more than [`MAX_DOCUMENT_DEPTH`] levels, 4 GiB.
    pub fn parse(text: &'t str) -> Result<Self, DocumentError> {
        Reader::new(text)?.document()
    }

    /// A part of a text that it holds.
    pub(crate) fn name(&self, name: Name) -> &str {
        let whole = if name.is_decoded {
            &self.decoded
        } else {
            self.text
        };
        part(whole, name.span)
    }

    pub(crate) fn members(&self, span: Span) -> &[Member] {
        self.members.get(range(span)).unwrap_or_default()
    }

    /// The value of a node of this document.
    pub(crate) fn value(&self, node: Node) -> Value<'_> {
        match node {
            Node::Null => Value::Null,
            Node::Bool(value) => Value::Bool(value),
            Node::Int(value) => Value::Int(value),
            Node::Double(value) => Value::Double(value),
            Node::Plain(span) => Value::Text(Text::given(part(self.text, span))),
            Node::Decoded(span) => Value::Text(Text::given(part(&self.decoded, span))),
            Node::List(span) => Value::List(List(Owner::Given(Items {
                document: self,
                nodes: self.nodes.get(range(span)).unwrap_or_default(),
            }))),
            Node::Map(span) => Value::Map(Map(Owner::Given(Fields {
                document: self,
                span,
            }))),
        }
    }

    /// What stands under a name.
    pub(crate) fn find(&self, object: Span, name: &str) -> Option<Node> {
        let members = self.members(object);
        let found = if members.len() <= FEW {
            let tag = tag(name.as_bytes());
            members
                .iter()
                .find(|member| member.tag == tag && self.name(member.name) == name)?
        } else {
            let order = self.order(object)?;
            let by_name = |place: &u32| {
                let member = members.get(index(*place));
                member.map_or(Ordering::Less, |member| self.name(member.name).cmp(name))
            };
            let place = order.binary_search_by(by_name).ok()?;
            members.get(index(*order.get(place)?))?
        };
        Some(found.value)
    }

    /// The names of an object in alphabetical order.
    pub(crate) fn names(&self, object: Span) -> Names<'_> {
        let members = self.members(object);
        if let Some(order) = self.order(object) {
            return Names::Many(members, order.iter());
        }
        let mut sorted: Vec<Name> = Vec::with_capacity(members.len());
        for member in members {
            let name = self.name(member.name);
            let before = sorted.iter().take_while(|known| self.name(**known) < name);
            let place = before.count();
            sorted.insert(place, member.name);
        }
        Names::Few(sorted.into_iter())
    }

    fn order(&self, object: Span) -> Option<&[u32]> {
        if index(object.to) - index(object.from) <= FEW {
            return None;
        }
        let begins = |(from, _): &(u32, Vec<u32>)| from.cmp(&object.from);
        let place = self.orders.binary_search_by(begins).ok()?;
        self.orders.get(place).map(|(_, order)| &**order)
    }

    /// Takes in the members of an object that has been read; gives the second member of a name, if there is one.
    pub(crate) fn close(&mut self, object: Span) -> Option<Name> {
        let members = self.members(object);
        if members.len() <= FEW {
            return None;
        }
        let name = |place: u32| members.get(index(place)).map(|member| member.name);
        let text = |place: u32| name(place).map(|name| self.name(name));
        let mut order: Vec<u32> = (0..object.to.saturating_sub(object.from)).collect();
        // Stable, so that of two with one name it is the second that is reported.
        order.sort_by(|left, right| text(*left).cmp(&text(*right)));
        for pair in order.windows(2) {
            if let [first, second] = *pair
                && text(first) == text(second)
            {
                return name(second);
            }
        }
        self.orders.push((object.from, order));
        None
    }
}

/// What names are told apart by before they are compared: length, first, middle and last octet.
pub(crate) fn tag(name: &[u8]) -> u32 {
    let octet = |octet: Option<&u8>| octet.copied().unwrap_or_default();
    u32::from_le_bytes([
        name.len().to_le_bytes()[0],
        octet(name.first()),
        octet(name.get(name.len() / 2)),
        octet(name.last()),
    ])
}

/// Whether few enough members stand in an object for names to be looked for from its beginning.
pub(crate) const fn is_few(members: usize) -> bool {
    members <= FEW
}

fn part(whole: &str, span: Span) -> &str {
    whole.get(range(span)).unwrap_or_default()
}

fn range(span: Span) -> std::ops::Range<usize> {
    index(span.from)..index(span.to)
}

/// As an index. No machine that this runs on has fewer than 32 bits.
const fn index(place: u32) -> usize {
    place as usize
}

/// An object without members.
impl Default for Document<'_> {
    fn default() -> Self {
        Self {
            text: "",
            decoded: String::new(),
            nodes: Vec::new(),
            members: Vec::new(),
            orders: Vec::new(),
            root: Node::Map(Span { from: 0, to: 0 }),
        }
    }
}

impl<'a> From<&'a Document<'a>> for Value<'a> {
    fn from(document: &'a Document<'a>) -> Self {
        document.value(document.root)
    }
}

impl fmt::Debug for Document<'_> {
    /// How large it is, and nothing of it: an event is about a person, and what is debugged ends up in a log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Document");
        debug
            .field("octets", &self.text.len())
            .finish_non_exhaustive()
    }
}
