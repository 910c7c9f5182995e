//! Loops: over the elements of a list or the keys of a map.

use crate::document::{Document, Names};
use crate::layout::Quantifier;
use crate::value::Owner;
use crate::{Budget, EvaluateError, List, Map, Reason, Text, Value};

/// A loop that is running.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    /// What it stands at.
    pub(crate) current: Value<'a>,
    quantifier: Quantifier,
    range: Range<'a>,
    /// An error of a round that a later one may still decide over.
    pending: Option<EvaluateError>,
    /// How many rounds were true.
    count: usize,
    made: Vec<Value<'a>>,
}

/// How a loop goes on after a round.
pub(crate) enum Round<'a> {
    Again,
    Done(Result<Value<'a>, EvaluateError>),
}

#[derive(Debug)]
enum Range<'a> {
    Elements(List<'a>, usize),
    Fields(&'a Document<'a>, Names<'a>),
    Keys(Map<'a>, usize),
}

impl<'a> Frame<'a> {
    /// Begins a loop over `value`. It stands before the first element; [`Self::advance`] comes next.
    pub(crate) fn new(quantifier: Quantifier, value: Value<'a>) -> Result<Self, Reason> {
        let range = match value {
            Value::List(list) => Range::Elements(list, 0),
            Value::Map(Map(Owner::Given(fields))) => {
                let names = fields.document.names(fields.span);
                Range::Fields(fields.document, names)
            }
            Value::Map(map) => Range::Keys(map, 0),
            _ => return Err(Reason::NoSuchOverload),
        };
        Ok(Self {
            current: Value::Null,
            quantifier,
            range,
            pending: None,
            count: 0,
            made: Vec::new(),
        })
    }

    /// Goes to the next element, or gives the result if there is none.
    pub(crate) fn advance(&mut self) -> Result<Round<'a>, Reason> {
        if let Some(next) = self.range.next() {
            self.current = next;
            return Ok(Round::Again);
        }
        let result = match self.quantifier {
            Quantifier::All => Value::Bool(true),
            Quantifier::Exists => Value::Bool(false),
            Quantifier::ExistsOne => Value::Bool(self.count == 1),
            Quantifier::Map | Quantifier::Filter => Value::list(std::mem::take(&mut self.made))?,
        };
        Ok(Round::Done(self.pending.map_or(Ok(result), Err)))
    }

    /// Takes in what one round gave; `at` is where errors are reported.
    pub(crate) fn take(
        &mut self,
        result: Result<Value<'a>, EvaluateError>,
        at: u16,
        budget: &mut Budget,
    ) -> Result<Round<'a>, Reason> {
        let wrong = EvaluateError {
            reason: Reason::NoSuchOverload,
            at,
        };
        let decisive = match self.quantifier {
            Quantifier::All => Some(false),
            Quantifier::Exists => Some(true),
            _ => None,
        };
        let result = match (decisive, result) {
            (Some(decisive), result) => {
                match result.and_then(|value| value.as_bool().ok_or(wrong)) {
                    Ok(value) if value == decisive => {
                        return Ok(Round::Done(Ok(Value::Bool(value))));
                    }
                    Ok(_) => {}
                    Err(error) => self.pending = self.pending.or(Some(error)),
                }
                return self.advance();
            }
            (None, Ok(value)) => value,
            (None, Err(error)) => return Ok(Round::Done(Err(error))),
        };
        if self.quantifier == Quantifier::Map {
            budget.charge(1)?;
            self.made.push(result);
        } else {
            match result.as_bool() {
                None => return Ok(Round::Done(Err(wrong))),
                Some(true) if self.quantifier == Quantifier::Filter => {
                    budget.charge(1)?;
                    self.made.push(self.current.clone());
                }
                Some(value) => self.count += usize::from(value),
            }
        }
        self.advance()
    }
}

impl<'a> Iterator for Range<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        match self {
            Self::Elements(list, place) => {
                let element = list.get(*place)?;
                *place += 1;
                Some(element)
            }
            Self::Fields(document, names) => {
                let name = document.name(names.next()?);
                Some(Value::Text(Text::given(name)))
            }
            Self::Keys(map, place) => {
                let Owner::Made(made) = &map.0 else {
                    return None;
                };
                let (key, _) = made.items.get(*place)?;
                *place += 1;
                Some(key.clone())
            }
        }
    }
}
