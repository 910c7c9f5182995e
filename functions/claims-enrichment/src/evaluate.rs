//! One program, within what all of them may cost.

use serde_json::Value as Json;
use vestibule_rules::{Budget, EvaluateError, Inputs, Program, Reason, Value};

use crate::answer::{Failure, FailureReason, Part};
use crate::enrich::{CALLOUT_BUDGET, RULE_BUDGET};

/// Evaluates programs on the same inputs and counts what they cost together.
pub(crate) struct Evaluator<'a, 'i> {
    inputs: &'i Inputs<'a>,
    left: u32,
}

impl<'a, 'i> Evaluator<'a, 'i> {
    pub(crate) const fn new(inputs: &'i Inputs<'a>) -> Self {
        Self {
            inputs,
            left: CALLOUT_BUDGET,
        }
    }

    /// Whether a condition is true.
    pub(crate) fn condition(&mut self, program: &'a [u8]) -> Result<bool, Failure> {
        self.evaluate(program, Part::Condition, |value| {
            value
                .as_bool()
                .ok_or(FailureReason::Evaluate(EvaluateError {
                    reason: Reason::WrongResult,
                    at: 0,
                }))
        })
    }

    /// What a claim says.
    pub(crate) fn value(&mut self, program: &'a [u8]) -> Result<Json, Failure> {
        self.evaluate(program, Part::Value, |value| {
            value.to_json().map_err(FailureReason::Json)
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
        // Verified here and not when the snapshot is loaded: a quarter of a microsecond each, which an instance that serves
        // only home realm does not pay.
        let program = Program::from_bytes(program).map_err(FailureReason::Program)?;
        // Whatever a rule costs, those behind it have something left, until all together have cost too much.
        let given = self.left.min(RULE_BUDGET);
        let mut budget = Budget::new(given);
        let result = program.evaluate(self.inputs, &mut budget);
        self.left = self
            .left
            .saturating_sub(given.saturating_sub(budget.left()));
        result.map_err(FailureReason::Evaluate)
    }
}
