//! The stack, and what instructions do to it.

use crate::layout::{Binary, Function, Quantifier, Unary};
use crate::operator::{binary, find_entry, index, unary};
use crate::range::{Frame, Round};
use crate::{Budget, EvaluateError, Reason, Value, function};

/// What lies on the stack: a value, or an error that whoever needs a value takes over.
pub(crate) type Slot<'a> = Result<Value<'a>, EvaluateError>;

pub(crate) struct Machine<'a, 'b> {
    pub(crate) budget: &'b mut Budget,
    /// The instruction that is being run.
    pub(crate) at: u16,
    stack: Vec<Slot<'a>>,
    height: usize,
    loops: Vec<Frame<'a>>,
}

impl<'a, 'b> Machine<'a, 'b> {
    /// A machine whose stack holds `height` values at most.
    pub(crate) fn new(height: u16, budget: &'b mut Budget) -> Self {
        let height = usize::from(height);
        Self {
            budget,
            at: 0,
            stack: Vec::with_capacity(height),
            height,
            loops: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, slot: Slot<'a>) -> Result<(), Reason> {
        if self.stack.len() >= self.height {
            return Err(Reason::Damaged);
        }
        self.stack.push(slot);
        Ok(())
    }

    pub(crate) fn pop(&mut self) -> Result<Slot<'a>, Reason> {
        self.stack.pop().ok_or(Reason::Damaged)
    }

    pub(crate) fn top(&self) -> Result<&Slot<'a>, Reason> {
        self.stack.last().ok_or(Reason::Damaged)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    /// Pushes what was computed. An error becomes a value like others, unless it is final.
    pub(crate) fn finish(&mut self, result: Result<Value<'a>, Reason>) -> Result<(), Reason> {
        match result {
            Err(reason) if reason.is_final() => Err(reason),
            Err(reason) => self.push(Err(self.error(reason))),
            Ok(value) => self.push(Ok(value)),
        }
    }

    pub(crate) const fn error(&self, reason: Reason) -> EvaluateError {
        EvaluateError {
            reason,
            at: self.at,
        }
    }

    pub(crate) fn unary(&mut self, operator: Unary) -> Result<(), Reason> {
        match self.pop()? {
            Ok(value) => self.finish(unary(operator, &value)),
            error => self.push(error),
        }
    }

    /// Reads a field of what lies on top, or asks whether there is one.
    pub(crate) fn field(&mut self, name: &str, ask: bool) -> Result<(), Reason> {
        let value = match self.pop()? {
            Ok(value) => value,
            error => return self.push(error),
        };
        let Value::Map(map) = value else {
            return self.finish(Err(Reason::NoSuchOverload));
        };
        let found = map.field(name, self.budget)?;
        self.finish(if ask {
            Ok(Value::Bool(found.is_some()))
        } else {
            found.ok_or(Reason::NoSuchField)
        })
    }

    pub(crate) fn index(&mut self) -> Result<(), Reason> {
        self.with_two(|left, right, budget| index(left, right, budget))
    }

    pub(crate) fn binary(&mut self, operator: Binary) -> Result<(), Reason> {
        self.with_two(|left, right, budget| binary(operator, left, right, budget))
    }

    fn with_two(
        &mut self,
        compute: impl FnOnce(&Value<'a>, &Value<'a>, &mut Budget) -> Result<Value<'a>, Reason>,
    ) -> Result<(), Reason> {
        let right = self.pop()?;
        let left = self.pop()?;
        match (left, right) {
            (Ok(left), Ok(right)) => {
                let result = compute(&left, &right, self.budget);
                self.finish(result)
            }
            (Err(error), _) | (_, Err(error)) => self.push(Err(error)),
        }
    }

    /// `&&` if `decisive` is false, `||` if it is true: one side decides, whatever the other is, be it an error.
    pub(crate) fn logic(&mut self, decisive: bool) -> Result<(), Reason> {
        let right = self.pop()?;
        let left = self.pop()?;
        let truth = |slot: Slot<'a>| match slot {
            Ok(value) => value
                .as_bool()
                .ok_or_else(|| self.error(Reason::NoSuchOverload)),
            Err(error) => Err(error),
        };
        let result = match (truth(left), truth(right)) {
            (Ok(value), _) | (_, Ok(value)) if value == decisive => Ok(Value::Bool(value)),
            (Err(error), _) | (_, Err(error)) => Err(error),
            _ => Ok(Value::Bool(!decisive)),
        };
        self.push(result)
    }

    pub(crate) fn list(&mut self, length: u16) -> Result<(), Reason> {
        let items = self.take(length)?;
        self.budget.charge(items.len())?;
        let result = items.into_iter().collect::<Result<Vec<_>, _>>();
        match result {
            Ok(items) => self.finish(Value::list(items)),
            Err(error) => self.push(Err(error)),
        }
    }

    pub(crate) fn map(&mut self, entries: u16) -> Result<(), Reason> {
        let mut slots = self.take(entries.saturating_mul(2))?.into_iter();
        let mut made = Vec::with_capacity(usize::from(entries));
        while let (Some(key), Some(value)) = (slots.next(), slots.next()) {
            self.budget.charge(1)?;
            let (key, value) = match (key, value) {
                (Ok(key), Ok(value)) => (key, value),
                (Err(error), _) | (_, Err(error)) => return self.push(Err(error)),
            };
            let is_key = matches!(
                key,
                Value::Bool(_) | Value::Int(_) | Value::Uint(_) | Value::Text(_)
            );
            if !is_key || find_entry(&made, &key, self.budget)?.is_some() {
                return self.finish(Err(Reason::WrongKey));
            }
            made.push((key, value));
        }
        self.finish(Value::map(made))
    }

    pub(crate) fn call(&mut self, function: Function, arguments: u16) -> Result<(), Reason> {
        // No function takes more than two, and a list of them would be an allocation for each call.
        if arguments == 2 {
            return self.with_two(|first, second, budget| {
                function::call(function, first, Some(second), budget)
            });
        }
        match self.pop()? {
            Ok(argument) => {
                let result = function::call(function, &argument, None, self.budget);
                self.finish(result)
            }
            error => self.push(error),
        }
    }

    pub(crate) fn local(&mut self, place: u8) -> Result<(), Reason> {
        let frame = self.loops.get(usize::from(place));
        let current = frame.ok_or(Reason::Damaged)?.current.clone();
        self.push(Ok(current))
    }

    /// Begins a loop; `false` if there is no round, and its result lies on the stack.
    pub(crate) fn enter(&mut self, quantifier: Quantifier) -> Result<bool, Reason> {
        let value = match self.pop()? {
            Ok(value) => value,
            error => {
                self.push(error)?;
                return Ok(false);
            }
        };
        match Frame::new(quantifier, value) {
            Ok(mut frame) => match frame.advance()? {
                Round::Again => {
                    self.loops.push(frame);
                    return Ok(true);
                }
                Round::Done(result) => self.push(result)?,
            },
            Err(reason) => self.finish(Err(reason))?,
        }
        Ok(false)
    }

    /// Ends a round; `false` if it was the last one, and the result lies on the stack.
    pub(crate) fn next(&mut self) -> Result<bool, Reason> {
        let result = self.pop()?;
        let frame = self.loops.last_mut().ok_or(Reason::Damaged)?;
        match frame.take(result, self.at, self.budget)? {
            Round::Again => Ok(true),
            Round::Done(result) => {
                self.loops.pop();
                self.push(result)?;
                Ok(false)
            }
        }
    }

    /// Takes that many values off the stack, the lowest first.
    fn take(&mut self, count: u16) -> Result<Vec<Slot<'a>>, Reason> {
        let rest = self.stack.len().checked_sub(usize::from(count));
        Ok(self.stack.split_off(rest.ok_or(Reason::Damaged)?))
    }
}
