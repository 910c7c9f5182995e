//! The stack, and what instructions do to it.

use crate::layout::{Binary, Function, Quantifier, Unary};
use crate::operator::{binary, find_entry, index, unary};
use crate::range::{Frame, Round};
use crate::{Budget, EvaluateError, Reason, Value, function};

/// What lies on the stack: a value, or an error that whoever needs a value takes over.
pub(crate) type Slot<'a> = Result<Value<'a>, EvaluateError>;

/// Memory that evaluations use one after the other, so that each need not ask for its own. It is empty between them.
#[derive(Debug, Default)]
pub struct Stack<'a> {
    slots: Vec<Slot<'a>>,
    loops: Vec<Frame<'a>>,
}

pub(crate) struct Machine<'a, 'b> {
    pub(crate) budget: &'b mut Budget,
    /// The instruction that is being run.
    pub(crate) at: u16,
    stack: &'b mut Vec<Slot<'a>>,
    height: usize,
    loops: &'b mut Vec<Frame<'a>>,
}

impl Stack<'_> {
    /// Memory for evaluations on inputs that live as long.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            slots: Vec::new(),
            loops: Vec::new(),
        }
    }
}

impl<'a, 'b> Machine<'a, 'b> {
    /// A machine whose stack holds `height` values at most.
    pub(crate) fn new(height: u16, budget: &'b mut Budget, memory: &'b mut Stack<'a>) -> Self {
        // What an evaluation that ended on the spot left behind.
        memory.slots.clear();
        memory.loops.clear();
        Self {
            budget,
            at: 0,
            stack: &mut memory.slots,
            height: usize::from(height),
            loops: &mut memory.loops,
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

    /// Puts what was computed in the place of what lies on top. An error becomes a value like others, unless it is final.
    fn replace(&mut self, result: Result<Value<'a>, Reason>) -> Result<(), Reason> {
        let slot = match result {
            Err(reason) if reason.is_final() => return Err(reason),
            Err(reason) => Err(self.error(reason)),
            Ok(value) => Ok(value),
        };
        *self.stack.last_mut().ok_or(Reason::Damaged)? = slot;
        Ok(())
    }

    /// Computes with what lies on top, in its place. An error stays.
    fn with_one(
        &mut self,
        compute: impl FnOnce(&Value<'a>, &mut Budget) -> Result<Value<'a>, Reason>,
    ) -> Result<(), Reason> {
        match self.stack.last() {
            Some(Ok(value)) => {
                let result = compute(value, self.budget);
                self.replace(result)
            }
            Some(Err(_)) => Ok(()),
            None => Err(Reason::Damaged),
        }
    }

    /// Computes with the two values on top, in the place of the lower one. An error of either is the result.
    fn with_two(
        &mut self,
        compute: impl FnOnce(&Value<'a>, &Value<'a>, &mut Budget) -> Result<Value<'a>, Reason>,
    ) -> Result<(), Reason> {
        let right = self.pop()?;
        match (self.stack.last_mut(), right) {
            (Some(Ok(left)), Ok(right)) => {
                let result = compute(left, &right, self.budget);
                self.replace(result)
            }
            (Some(place @ Ok(_)), Err(error)) => {
                *place = Err(error);
                Ok(())
            }
            (Some(Err(_)), _) => Ok(()),
            (None, _) => Err(Reason::Damaged),
        }
    }

    pub(crate) fn unary(&mut self, operator: Unary) -> Result<(), Reason> {
        self.with_one(|value, _| unary(operator, value))
    }

    /// Reads a field of what lies on top.
    pub(crate) fn select(&mut self, name: &str) -> Result<(), Reason> {
        self.with_one(|value, budget| match value {
            Value::Map(map) => map.field(name, budget)?.ok_or(Reason::NoSuchField),
            _ => Err(Reason::NoSuchOverload),
        })
    }

    /// Asks whether what lies on top has a field.
    pub(crate) fn has(&mut self, name: &str) -> Result<(), Reason> {
        self.with_one(|value, budget| match value {
            Value::Map(map) => Ok(Value::Bool(map.field(name, budget)?.is_some())),
            _ => Err(Reason::NoSuchOverload),
        })
    }

    pub(crate) fn index(&mut self) -> Result<(), Reason> {
        self.with_two(index)
    }

    pub(crate) fn binary(&mut self, operator: Binary) -> Result<(), Reason> {
        self.with_two(|left, right, budget| binary(operator, left, right, budget))
    }

    /// `&&` if `decisive` is false, `||` if it is true: one side decides, whatever the other is, be it an error.
    pub(crate) fn logic(&mut self, decisive: bool) -> Result<(), Reason> {
        let right = self.pop()?;
        let left = self.top()?;
        let truth = |slot: &Slot<'a>| match slot {
            Ok(value) => value
                .as_bool()
                .ok_or_else(|| self.error(Reason::NoSuchOverload)),
            Err(error) => Err(*error),
        };
        let result = match (truth(left), truth(&right)) {
            (Ok(value), _) | (_, Ok(value)) if value == decisive => Ok(Value::Bool(value)),
            (Err(error), _) | (_, Err(error)) => Err(error),
            _ => Ok(Value::Bool(!decisive)),
        };
        *self.stack.last_mut().ok_or(Reason::Damaged)? = result;
        Ok(())
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
        self.with_one(|argument, budget| function::call(function, argument, None, budget))
    }

    /// What a loop stands at.
    pub(crate) fn local(&self, place: u8) -> Result<&Value<'a>, Reason> {
        let frame = self.loops.get(usize::from(place));
        frame.map(|frame| &frame.current).ok_or(Reason::Damaged)
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
