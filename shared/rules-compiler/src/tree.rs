//! A rule that has been checked.

use std::ops::Range;

use vestibule_rules::layout::{Binary, Function, Quantifier, Unary};

use crate::environment::Type;

/// An expression with its type, and the octets that messages point at.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) type_: Type,
    pub(crate) octets: Range<usize>,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Double(f64),
    Text(String),
    Root(String),
    /// What a loop stands at, counted from the outermost.
    Local(u8),
    Select(Box<Node>, String),
    Has(Box<Node>, String),
    Index(Box<[Node; 2]>),
    Unary(Unary, Box<Node>),
    Binary(Binary, Box<[Node; 2]>),
    And(Box<[Node; 2]>),
    Or(Box<[Node; 2]>),
    Choose(Box<[Node; 3]>),
    List(Vec<Node>),
    Map(Vec<[Node; 2]>),
    Call(Function, Vec<Node>),
    /// A range, and what is evaluated in each round.
    Loop(Quantifier, Box<[Node; 2]>),
}
