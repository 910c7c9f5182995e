//! What a rule may read.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The type of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Known only when the rule is evaluated.
    Dyn,
    /// Null.
    Null,
    /// A truth value.
    Bool,
    /// A whole number with a sign.
    Int,
    /// A whole number without a sign.
    Uint,
    /// A floating-point number.
    Double,
    /// A text.
    String,
    /// A point in time.
    Timestamp,
    /// A length of time.
    Duration,
    /// A list of values of one type.
    List(Arc<Self>),
    /// A map from keys of one type to values of another, with any keys.
    Map(Arc<(Self, Self)>),
    /// A map with the declared fields and no others.
    Object(Arc<Object>),
}

/// The fields of a map that has no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    name: &'static str,
    fields: BTreeMap<&'static str, Type>,
}

/// The inputs of a rule, by name.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    inputs: BTreeMap<&'static str, Type>,
}

impl Environment {
    /// An environment without inputs.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            inputs: BTreeMap::new(),
        }
    }

    /// Declares an input.
    #[must_use]
    pub fn with(mut self, name: &'static str, type_: Type) -> Self {
        self.inputs.insert(name, type_);
        self
    }

    /// The inputs with their types, in the order of their names.
    pub fn inputs(&self) -> impl Iterator<Item = (&'static str, &Type)> {
        self.inputs.iter().map(|(name, type_)| (*name, type_))
    }

    /// All that is declared, as dotted paths; what lies in a list stands behind `[]`.
    #[must_use]
    pub fn paths(&self) -> Vec<(String, Type)> {
        let mut paths = Vec::new();
        for (name, type_) in &self.inputs {
            add_paths((*name).to_owned(), type_, &mut paths);
        }
        paths
    }

    pub(crate) fn find(&self, name: &str) -> Option<&Type> {
        self.inputs.get(name)
    }
}

fn add_paths(path: String, type_: &Type, paths: &mut Vec<(String, Type)>) {
    match type_ {
        Type::Object(object) => {
            for (name, type_) in &object.fields {
                add_paths(format!("{path}.{name}"), type_, paths);
            }
        }
        Type::List(element) if matches!(**element, Type::Object(_)) => {
            add_paths(format!("{path}[]"), element, paths);
        }
        _ => paths.push((path, type_.clone())),
    }
}

impl Type {
    /// A list of values of this type.
    #[must_use]
    pub fn list(element: Self) -> Self {
        Self::List(Arc::new(element))
    }

    /// A map from texts to values of this type.
    #[must_use]
    pub fn map(value: Self) -> Self {
        Self::Map(Arc::new((Self::String, value)))
    }

    /// A map that has these fields and no others; `name` is what messages call it.
    #[must_use]
    pub fn object<const N: usize>(name: &'static str, fields: [(&'static str, Self); N]) -> Self {
        Self::Object(Arc::new(Object {
            name,
            fields: BTreeMap::from(fields),
        }))
    }

    pub(crate) const fn is_number(&self) -> bool {
        matches!(self, Self::Int | Self::Uint | Self::Double)
    }

    /// Whether a value of one can stand where the other is expected, as far as is known here.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Dyn, _) | (_, Self::Dyn) => true,
            (Self::List(left), Self::List(right)) => left.fits(right),
            (Self::Map(left), Self::Map(right)) => left.0.fits(&right.0) && left.1.fits(&right.1),
            (Self::Map(map), Self::Object(_)) | (Self::Object(_), Self::Map(map)) => {
                map.0.fits(&Self::String)
            }
            _ => self == other,
        }
    }

    /// Whether values of the two can be equal, as far as is known here: numbers are compared whatever their types.
    pub(crate) fn can_equal(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List(left), Self::List(right)) => left.can_equal(right),
            (Self::Map(left), Self::Map(right)) => {
                left.0.can_equal(&right.0) && left.1.can_equal(&right.1)
            }
            _ => self.fits(other) || (self.is_number() && other.is_number()),
        }
    }

    /// The type of what is either of one or of the other.
    pub(crate) fn join(&self, other: &Self) -> Self {
        match (self, other) {
            (left, right) if left == right => left.clone(),
            (Self::List(left), Self::List(right)) => Self::list(left.join(right)),
            (Self::Map(left), Self::Map(right)) => {
                Self::Map(Arc::new((left.0.join(&right.0), left.1.join(&right.1))))
            }
            _ => Self::Dyn,
        }
    }
}

impl Object {
    /// What messages call it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The type of a field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Type> {
        self.fields.get(name)
    }

    /// The names of the fields, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.fields.keys().copied()
    }
}

impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Dyn => "dyn",
            Self::Null => "null",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Uint => "uint",
            Self::Double => "double",
            Self::String => "string",
            Self::Timestamp => "timestamp",
            Self::Duration => "duration",
            Self::List(element) => return write!(formatter, "list({element})"),
            Self::Map(map) => return write!(formatter, "map({}, {})", map.0, map.1),
            Self::Object(object) => object.name,
        })
    }
}
