//! One program, within what all of them may cost.

use std::rc::Rc;

use serde_json::Value as Json;
use vestibule_rules::{Budget, EvaluateError, Inputs, Program, Reason, Stack, Value};

use vestibule_identity::UnixSeconds;
use vestibule_tenant::ClaimsRule;

use crate::answer::{Failure, FailureReason, Part};
use crate::fetched::Want;

/// What all rules of a callout may cost together, in units of [`vestibule_rules::Budget`].
pub const CALLOUT_BUDGET: u32 = 200_000;
/// What a condition or a value may cost.
pub const RULE_BUDGET: u32 = 20_000;

/// How many lists and maps may be inside one another in a value: an Action takes 32 levels, one of which is the object that
/// the value stands in.
const MAX_LEVELS: usize = 31;

/// Evaluates programs on the same event and counts what they cost together.
pub(crate) struct Evaluator<'a, 'i> {
    /// Without what was fetched.
    plain: &'i Inputs<'a>,
    /// With it, by what rules want of it.
    fetched: &'i [(Want, Inputs<'a>)],
    inputs: &'i Inputs<'a>,
    memory: Stack<'a>,
    json: String,
    left: u32,
}

impl<'a, 'i> Evaluator<'a, 'i> {
    pub(crate) const fn new(plain: &'i Inputs<'a>, fetched: &'i [(Want, Inputs<'a>)]) -> Self {
        Self {
            plain,
            fetched,
            inputs: plain,
            memory: Stack::new(),
            json: String::new(),
            left: CALLOUT_BUDGET,
        }
    }

    /// What comes next is of this rule, and sees what it wants.
    pub(crate) fn turn_to(&mut self, rule: &ClaimsRule<'_>) {
        let want = Want::of(rule);
        let found = self.fetched.iter().find(|(known, _)| *known == want);
        self.inputs = found.map_or(self.plain, |(_, inputs)| inputs);
    }

    /// Whether a condition is true.
    pub(crate) fn condition(&mut self, program: &'a [u8]) -> Result<bool, Failure> {
        self.evaluate(program, Part::Condition, |value| {
            value.as_bool().ok_or(WRONG_RESULT)
        })
    }

    /// What a claim says, as JSON; `None` for null.
    pub(crate) fn claim(&mut self, program: &'a [u8]) -> Result<Option<Rc<str>>, Failure> {
        // One for all claims, so that each is allocated once, when its length is known.
        let mut json = std::mem::take(&mut self.json);
        json.clear();
        let claim = self.evaluate(program, Part::Value, |value| {
            if matches!(value, Value::Null) {
                return Ok(None);
            }
            value.write_json(&mut json).map_err(FailureReason::Json)?;
            shallow(&value, Some(Rc::from(&*json)))
        });
        self.json = json;
        claim
    }

    /// What a field of metadata says.
    pub(crate) fn value(&mut self, program: &'a [u8]) -> Result<Json, Failure> {
        self.evaluate(program, Part::Value, |value| {
            let json = value.to_json().map_err(FailureReason::Json)?;
            shallow(&value, json)
        })
    }

    /// A time after `now`, given as such or as the length of time until then, in whole seconds; `None` for null.
    pub(crate) fn instant(
        &mut self,
        program: &'a [u8],
        now: UnixSeconds,
    ) -> Result<Option<UnixSeconds>, Failure> {
        self.evaluate(program, Part::Value, |value| {
            let at = match value {
                Value::Null => return Ok(None),
                Value::Timestamp(time) => time.unix_seconds(),
                Value::Duration(length) => now.plus(length.seconds()),
                _ => return Err(WRONG_RESULT),
            };
            if at > now {
                Ok(Some(at))
            } else {
                Err(FailureReason::InPast)
            }
        })
    }

    fn evaluate<T>(
        &mut self,
        program: &'a [u8],
        part: Part,
        read: impl FnOnce(Value<'a>) -> Result<T, FailureReason>,
    ) -> Result<T, Failure> {
        let result = self.run(program).and_then(read);
        result.map_err(|reason| Failure { part, reason })
    }

    fn run(&mut self, program: &'a [u8]) -> Result<Value<'a>, FailureReason> {
        // The snapshot was verified when it was loaded.
        let program = Program::from_verified_bytes(program).map_err(FailureReason::Program)?;
        // Whatever a rule costs, those behind it have something left, until all together have cost too much.
        let given = self.left.min(RULE_BUDGET);
        let mut budget = Budget::new(given);
        let result = program.evaluate_on(&mut self.memory, self.inputs, &mut budget);
        self.left = self
            .left
            .saturating_sub(given.saturating_sub(budget.left()));
        result.map_err(FailureReason::Evaluate)
    }
}

const WRONG_RESULT: FailureReason = FailureReason::Evaluate(EvaluateError {
    reason: Reason::WrongResult,
    at: 0,
});

/// Gives a value as it was written, if an Action can take it.
///
/// What a rule makes is bounded; what it takes from an event may be as deep as a document, and then the Action would take the
/// answer for none. Asked behind the writing, which bounds how many values there are.
fn shallow<T>(value: &Value<'_>, written: T) -> Result<T, FailureReason> {
    if is_shallow(value, MAX_LEVELS) {
        Ok(written)
    } else {
        Err(FailureReason::TooDeep)
    }
}

/// Whether there are at most so many lists and maps inside one another. It recurs no deeper than that.
fn is_shallow(value: &Value<'_>, levels: usize) -> bool {
    let inner = levels.checked_sub(1);
    match (value, inner) {
        (Value::List(_) | Value::Map(_), None) => false,
        (Value::List(items), Some(inner)) => items.iter().all(|item| is_shallow(&item, inner)),
        (Value::Map(map), Some(inner)) => map.entries().all(|(_, item)| is_shallow(&item, inner)),
        _ => true,
    }
}
