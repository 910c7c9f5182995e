//! Names, types and the part of CEL that rules have.

use std::ops::Range;

use cel::IdedExpr;
use cel::common::ast::{EntryExpr, Expr, LiteralValue, SourceInfo};
use vestibule_rules::layout::ResultType;

use crate::diagnostic::{Code, Diagnostic, Draft};
use crate::environment::{Environment, Type};
use crate::similar::most_similar;
use crate::tree::{Kind, Node};

/// Checks a rule that has been parsed, and makes a tree of our own of it.
pub(crate) fn check(
    source: &str,
    parsed: &IdedExpr,
    places: &SourceInfo,
    environment: &Environment,
    expected: ResultType,
) -> Result<Node, Vec<Diagnostic>> {
    let mut checker = Checker {
        source,
        places,
        environment,
        variables: Vec::new(),
        found: Vec::new(),
    };
    let node = checker
        .node(parsed)
        .and_then(|node| checker.result(node, expected));
    let mut found = checker.found;
    match node {
        Some(node) if found.is_empty() => Ok(node),
        _ => {
            if found.is_empty() {
                // Whoever wrote the rule is told something, whatever we overlooked.
                let problem = "the rule cannot be checked: a mistake in the compiler";
                let help = "please report it together with the rule";
                let draft = Draft::new(Code::NotAccepted, problem, help);
                found.push(Diagnostic::new(source, 0..source.len(), draft));
            }
            found.sort_by_key(|diagnostic| diagnostic.octets.start);
            Err(found)
        }
    }
}

pub(crate) struct Checker<'c> {
    source: &'c str,
    places: &'c SourceInfo,
    pub(crate) environment: &'c Environment,
    /// What loops around stand at, the innermost last.
    pub(crate) variables: Vec<(String, Type)>,
    found: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Checks an expression. `None` if something is wrong with it, which is noted then.
    pub(crate) fn node(&mut self, expression: &IdedExpr) -> Option<Node> {
        let octets = self.octets(expression);
        let (kind, type_) = match &expression.expr {
            Expr::Literal(literal) => self.literal(literal, &octets)?,
            Expr::Ident(name) => self.name(name, &octets)?,
            Expr::Select(select) => {
                let operand = self.node(&select.operand)?;
                self.select(operand, &select.field, select.test, &octets)?
            }
            Expr::Call(call) => self.call(call, &octets)?,
            Expr::List(list) => {
                let items = self.nodes(&mut list.elements.iter())?;
                let type_ = items
                    .iter()
                    .map(|item| item.type_.clone())
                    .reduce(|left, right| left.join(&right));
                (Kind::List(items), Type::list(type_.unwrap_or(Type::Dyn)))
            }
            Expr::Map(map) => {
                let mut entries = Some(Vec::new());
                for entry in &map.entries {
                    let EntryExpr::MapEntry(entry) = &entry.expr else {
                        continue;
                    };
                    let (key, value) = (self.node(&entry.key), self.node(&entry.value));
                    entries = entries.and_then(|mut entries| {
                        entries.push([self.key(key?, &entries)?, value?]);
                        Some(entries)
                    });
                }
                let entries = entries?;
                let join = |place: usize| {
                    let types = entries.iter().filter_map(|entry| entry.get(place));
                    let types = types.map(|node| node.type_.clone());
                    types
                        .reduce(|left, right| left.join(&right))
                        .unwrap_or(Type::Dyn)
                };
                let type_ = Type::Map((join(0), join(1)).into());
                (Kind::Map(entries), type_)
            }
            Expr::Comprehension(comprehension) => return self.comprehension(comprehension, octets),
            Expr::Struct(_) => {
                return self.not_accepted(
                    &octets,
                    "messages (`Name{field: value}`)",
                    "write a map: `{\"field\": value}`",
                );
            }
            Expr::Unspecified => {
                return self.report(&octets, Draft::new(Code::Syntax, "this is not CEL", ""));
            }
        };
        Some(Node {
            kind,
            type_,
            octets,
        })
    }

    /// Checks expressions that stand side by side, all of them even if one is wrong.
    pub(crate) fn nodes(
        &mut self,
        expressions: &mut dyn Iterator<Item = &IdedExpr>,
    ) -> Option<Vec<Node>> {
        let nodes: Vec<_> = expressions
            .map(|expression| self.node(expression))
            .collect();
        nodes.into_iter().collect()
    }

    /// Notes what is wrong.
    pub(crate) fn report<T>(&mut self, octets: &Range<usize>, draft: Draft) -> Option<T> {
        self.found
            .push(Diagnostic::new(self.source, octets.clone(), draft));
        None
    }

    pub(crate) fn not_accepted<T>(
        &mut self,
        octets: &Range<usize>,
        what: &str,
        help: &str,
    ) -> Option<T> {
        let problem = format!("{what} are not a part of CEL that rules have");
        self.report(octets, Draft::new(Code::NotAccepted, problem, help))
    }

    pub(crate) fn wrong_type<T>(
        &mut self,
        octets: &Range<usize>,
        problem: impl Into<String>,
        help: &str,
    ) -> Option<T> {
        self.report(octets, Draft::new(Code::WrongType, problem, help))
    }

    fn literal(&mut self, literal: &LiteralValue, octets: &Range<usize>) -> Option<(Kind, Type)> {
        Some(match literal {
            LiteralValue::Null => (Kind::Null, Type::Null),
            LiteralValue::Boolean(value) => (Kind::Bool(*value.inner()), Type::Bool),
            LiteralValue::Int(value) => (Kind::Int(*value.inner()), Type::Int),
            LiteralValue::UInt(value) => (Kind::Uint(*value.inner()), Type::Uint),
            LiteralValue::Double(value) => (Kind::Double(*value.inner()), Type::Double),
            LiteralValue::String(text) => (Kind::Text(text.inner().to_owned()), Type::String),
            LiteralValue::Bytes(_) => {
                return self.not_accepted(octets, "bytes (`b\"…\"`)", "write a text");
            }
        })
    }

    fn name(&mut self, name: &str, octets: &Range<usize>) -> Option<(Kind, Type)> {
        let local = self
            .variables
            .iter()
            .rposition(|(variable, _)| variable == name);
        if let Some(place) = local {
            let type_ = self.variables.get(place)?.1.clone();
            return Some((Kind::Local(u8::try_from(place).ok()?), type_));
        }
        if let Some(type_) = self.environment.find(name) {
            return Some((Kind::Root(name.to_owned()), type_.clone()));
        }
        let inputs: Vec<&str> = self.environment.inputs().map(|(name, _)| name).collect();
        let variables = self.variables.iter().map(|(name, _)| &**name);
        let help = match self.input_with(name) {
            Some(input) => format!("write `{input}.{name}`"),
            None => most_similar(name, inputs.iter().copied().chain(variables)).map_or_else(
                || format!("a rule may read {}", listed(&inputs)),
                |similar| format!("did you mean `{similar}`?"),
            ),
        };
        let problem = format!("there is no `{name}`");
        self.report(octets, Draft::new(Code::UnknownName, problem, help))
    }

    /// The input that has a field of this name; of several the event, which is meant more often than all others.
    fn input_with(&self, field: &str) -> Option<&'static str> {
        let has_it =
            |type_: &Type| matches!(type_, Type::Object(object) if object.field(field).is_some());
        let inputs = self.environment.inputs();
        let found = inputs.filter(|(_, type_)| has_it(type_));
        let mut names: Vec<_> = found.map(|(name, _)| name).collect();
        names.sort_by_key(|name| *name != "event");
        names.first().copied()
    }

    fn key(&mut self, key: Node, others: &[[Node; 2]]) -> Option<Node> {
        if !matches!(
            key.type_,
            Type::String | Type::Int | Type::Uint | Type::Bool | Type::Dyn
        ) {
            let problem = format!("a value of type {} cannot be the key of a map", key.type_);
            return self.wrong_type(
                &key.octets,
                problem,
                "keys are texts, whole numbers or truth values",
            );
        }
        if let Kind::Text(text) = &key.kind {
            let twice = others
                .iter()
                .any(|[other, _]| matches!(&other.kind, Kind::Text(other) if other == text));
            if twice {
                let problem = format!("the key \"{text}\" stands twice");
                return self.report(&key.octets, Draft::new(Code::WrongLiteral, problem, ""));
            }
        }
        Some(key)
    }

    fn result(&mut self, node: Node, expected: ResultType) -> Option<Node> {
        let (name, type_) = match expected {
            ResultType::Any => return Some(node),
            ResultType::Bool => ("a truth value (bool)", Type::Bool),
            ResultType::Int => ("a whole number (int)", Type::Int),
            ResultType::String => ("a text (string)", Type::String),
            ResultType::Strings => ("a list of texts", Type::list(Type::String)),
            ResultType::List => ("a list", Type::list(Type::Dyn)),
            ResultType::Map => ("a map", Type::Map((Type::Dyn, Type::Dyn).into())),
            ResultType::Timestamp => ("a point in time (timestamp)", Type::Timestamp),
            ResultType::Duration => ("a length of time (duration)", Type::Duration),
        };
        if node.type_.fits(&type_) {
            return Some(node);
        }
        let problem = format!("this gives a value of type {}, not {name}", node.type_);
        self.report(&node.octets, Draft::new(Code::WrongResult, problem, ""))
    }

    /// The octets that messages about an expression point at: an operator, or a name.
    pub(crate) fn octets(&self, expression: &IdedExpr) -> Range<usize> {
        let (start, stop) = self.places.offset_for(expression.id).unwrap_or_default();
        let start = usize::try_from(start).unwrap_or_default();
        let end = usize::try_from(stop).unwrap_or_default().saturating_add(1);
        let own = start..end.max(start);
        match &expression.expr {
            // The parser gives the dot; the name behind it says more.
            Expr::Select(select) => {
                let behind = self.source.get(end..).unwrap_or_default();
                let name = behind.find(&*select.field).map(|at| end + at);
                name.map_or(own, |at| at..at + select.field.len())
            }
            // The parser gives the bracket; the name before it says more.
            Expr::Call(_) | Expr::Comprehension(_) if self.source.get(own.clone()) == Some("(") => {
                let before = self.source.get(..start).unwrap_or_default().trim_end();
                let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
                let name = before.len() - before.trim_end_matches(is_name).len();
                if name == 0 {
                    own
                } else {
                    before.len() - name..before.len()
                }
            }
            _ => own,
        }
    }
}

/// Names in a sentence.
pub(crate) fn listed(names: &[&str]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [only] => format!("`{only}`"),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(|name| format!("`{name}`")).collect();
            format!("{} and `{last}`", first.join(", "))
        }
    }
}
